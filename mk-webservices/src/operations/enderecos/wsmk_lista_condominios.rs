//! Condominiums.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Condominiums.
    ///
    /// The shape of the answer is undocumented. One page of the manual spells the rule
    /// `WSMKListarCondominios`; whether it exists is unknown.
    WSMKListaCondominios, fn lista_condominios -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
