//! All states, cities, districts and streets, with the codes that other operations take.

use isp_core::http::RowsOperation;
use isp_core::wire::{RowList, Untyped};

use crate::operation::operation;

operation! {
    /// All states, cities, districts and streets, with the codes that other operations take.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// Very large: allow a minute or more, and a larger body with
    /// [`with_max_body`](crate::Call::with_max_body). If the answer is one list, at the root or under
    /// any key, [`rows`](crate::Call::rows) gives its rows while they arrive; a second list is an
    /// error.
    WSMKListaEstruturaEnderecos, fn lista_estrutura_enderecos -> Untyped {
        service: 16,
        service_name: "Estrutura de endereços",
        effect: Read,
        evidence: Assumed,
    }
}

impl RowsOperation for WSMKListaEstruturaEnderecos {
    type Row = Untyped;

    const LIST: RowList = RowList::only();
}
