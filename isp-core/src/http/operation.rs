//! One operation with its arguments.

use std::borrow::Cow;

use super::answer::Answer;
use super::operation_spec::OperationSpec;
use super::request_writer::RequestWriter;
use crate::error::Error;
use crate::wire::{DecodeError, Decoded};

/// One operation of an ERP's API with its arguments: data, which never touches the network.
///
/// API crates have one type for each operation. For one that a crate lacks, write your own
/// and pass it to the client's `call`:
///
/// ```
/// use isp_core::Error;
/// use isp_core::http::*;
/// use isp_core::wire::{DecodeError, Decoded};
///
/// #[derive(serde::Deserialize)]
/// struct Cidades { cidades: Vec<String> }
///
/// struct ListaCidades { uf: String }
///
/// impl Operation for ListaCidades {
///     type Output = Cidades;
///     const SPEC: OperationSpec = OperationSpec::get("WSMKListaCidades", "/mk/WSMKListaCidades.rule")
///         .titled("cities of a state")
///         .with_effect(Effect::Read);
///
///     fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
///         request.query("uf", &self.uf);
///         Ok(())
///     }
///
///     fn read(&self, answer: &Answer) -> Result<Decoded<Cidades>, DecodeError> {
///         answer.decode()
///     }
/// }
/// ```
pub trait Operation: Send + Sync + 'static {
    /// What the answer is read into.
    type Output: Send;

    /// What is known of the operation without its arguments.
    const SPEC: OperationSpec;

    /// The name that errors give it: the vendor's. Only an operation whose type serves several of them
    /// says which one it is. It stands in logs, so it holds no parameter.
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(Self::SPEC.name)
    }

    /// Writes path parameters, query, form or body. Refuses bad arguments: nothing has been sent yet.
    fn write(&self, request: &mut RequestWriter) -> Result<(), Error>;

    /// Reads an answer that the dialect has accepted.
    fn read(&self, answer: &Answer) -> Result<Decoded<Self::Output>, DecodeError>;
}
