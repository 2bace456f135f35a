//! States.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// States.
    ///
    /// The codes are the vendor's own, not IBGE's. The shape of the answer is undocumented.
    WSMKListaEstados, fn lista_estados -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
