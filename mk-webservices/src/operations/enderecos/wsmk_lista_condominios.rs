//! Condominiums.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Condominiums.
    ///
    /// Nobody shows the answer's shape. One page of the vendor's spells the rule
    /// `WSMKListarCondominios`; whether that one exists too is not known.
    WSMKListaCondominios, fn lista_condominios -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
