//! Reserve a network port for a lead.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Reserve a network port for a lead.
    ///
    /// Licensed separately. [`WSMKVerificaDispPorta`](super::WSMKVerificaDispPorta) tells whether
    /// one is free. The answer is undocumented.
    WSMKReservarPorta, fn reservar_porta -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Lead code.
            cd_lead: u64,
            /// For how long; its format is unknown.
            periodo_reserva: Text(&str),
        }
    }
}
