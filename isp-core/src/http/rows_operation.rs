//! An operation whose rows can be read while they arrive.

use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::operation::Operation;
use crate::wire::{self, DecodeError, Decoded, Drift, Node, RowList};

/// An operation whose answer is a list that may be too long to be held at once: its call has
/// `rows()`, which gives them while they arrive.
///
/// ```
/// # use isp_core::Error;
/// # use isp_core::http::*;
/// # use isp_core::wire::{DecodeError, Decoded, RowList};
/// # #[derive(serde::Deserialize)]
/// # struct Cidades { cidades: Vec<String> }
/// # struct ListaCidades { uf: String }
/// # impl Operation for ListaCidades {
/// #     type Output = Cidades;
/// #     const SPEC: OperationSpec = OperationSpec::get("WSMKListaCidades", "/mk/WSMKListaCidades.rule")
/// #         .with_effect(Effect::Read);
/// #     fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
/// #         request.query("uf", &self.uf);
/// #         Ok(())
/// #     }
/// #     fn read(&self, answer: &Answer) -> Result<Decoded<Cidades>, DecodeError> {
/// #         answer.decode()
/// #     }
/// # }
/// impl RowsOperation for ListaCidades {
///     type Row = String;
///     const LIST: RowList = RowList::under("cidades");
/// }
/// ```
pub trait RowsOperation: Operation + 'static {
    /// What a row is read into.
    type Row: DeserializeOwned + Send + 'static;

    /// Where in the answer the rows are.
    const LIST: RowList;

    /// Reads a row; decodes it tolerantly by default.
    fn read_row(row: Node<'_>) -> Result<Decoded<Self::Row>, DecodeError> {
        wire::decode(row)
    }

    /// Checks the rest of the answer, which is `rest` with its first row alone, and the number of
    /// rows, where the answer tells it. Gives what was unexpected; what is at the list or below it
    /// does not count. By default the rest is [read](Operation::read) like a whole answer.
    fn check_rest(&self, rest: &Answer, rows: u64) -> Result<Drift, DecodeError> {
        let _ = rows;
        Ok(self.read(rest)?.drift)
    }
}
