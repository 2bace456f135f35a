//! States.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// States.
    ///
    /// By the vendor's own numbering, which is not IBGE's. Nobody shows the answer's shape.
    WSMKListaEstados, fn lista_estados -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
