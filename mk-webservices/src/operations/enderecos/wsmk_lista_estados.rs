//! States.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// States.
    ///
    /// The codes are the vendor's own, not IBGE's. The shape of the answer is undocumented. The manual
    /// says release 72, newer documentation says release 87.
    WSMKListaEstados, fn lista_estados -> Untyped {
        since: "72",
        effect: Read,
        evidence: Assumed,
    }
}
