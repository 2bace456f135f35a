//! Attendants.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Attendants.
    ///
    /// Nobody shows the answer's shape, nor whether the capital in the parameter's name, which
    /// the manual writes both ways, matters.
    WSMKAtendentes, fn atendentes -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Attendant's code.
            "Codigo_atendente" codigo_atendente: u64,
        }
    }
}
