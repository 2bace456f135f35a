//! Contracts whose terms the customer has not accepted yet.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Contracts whose terms the customer has not accepted yet.
    ///
    /// The shape of the answer is undocumented.
    WSMKAceiteContratualPendente, fn aceite_contratual_pendente -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// First day of the contracts.
            data_adesao: BrazilianDate(Date),
        }
        optional: {
            /// Customer code.
            cd_pessoa: u64 since "74",
            /// Contract code.
            cd_contrato: u64 since "74",
        }
    }
}
