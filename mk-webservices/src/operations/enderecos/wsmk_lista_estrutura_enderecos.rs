//! The whole address structure.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Every state, city, district and street, with the codes that the writes want.
    ///
    /// Nobody shows the answer's shape.
    ///
    /// The whole table, and so very large: allow a minute or more, and a larger body by
    /// [`with_max_body`](crate::Call::with_max_body).
    WSMKListaEstruturaEnderecos, fn lista_estrutura_enderecos -> Untyped {
        service: 16,
        effect: Read,
        evidence: Assumed,
    }
}
