//! All states, cities, districts and streets, with the codes that other operations take.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// All states, cities, districts and streets, with the codes that other operations take.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// Very large: allow a minute or more, and a larger body with
    /// [`with_max_body`](crate::Call::with_max_body).
    WSMKListaEstruturaEnderecos, fn lista_estrutura_enderecos -> Untyped {
        service: 16,
        effect: Read,
        evidence: Assumed,
    }
}
