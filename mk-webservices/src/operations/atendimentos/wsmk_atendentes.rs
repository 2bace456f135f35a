//! Attendants.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Attendants.
    ///
    /// The shape of the answer is undocumented. The manual writes the parameter's name with and
    /// without the capital; which one counts is unknown.
    WSMKAtendentes, fn atendentes -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Attendant's code (`codigo_atendente` of `WSMKAtendimentos`).
            "Codigo_atendente" codigo_atendente: u64,
        }
    }
}
