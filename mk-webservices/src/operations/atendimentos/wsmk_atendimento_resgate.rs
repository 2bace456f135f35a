//! Take or release a ticket on an operator's behalf.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::numbered::numbered;
use crate::operation::operation;

operation! {
    /// Take or release a ticket on an operator's behalf.
    ///
    /// Licensed separately. Unlike other rules it reports by HTTP status that the ticket is
    /// finished, that another operator holds it, or that there is nothing to do.
    WSMKAtendimentoResgate, fn atendimento_resgate -> AtendimentoResgate {
        effect: Once,
        proof: Proof::Text("message"),
        evidence: Manual,
        required: {
            /// Protocol, `AAMM.n`.
            protocolo: Text(&str),
            /// Take or release.
            operacao: OperacaoResgate,
            /// Code of the operator, not the login.
            "operadorResgate" operador_resgate: u64,
        }
    }
}

numbered! {
    /// What to do with the ticket (`operacao`).
    pub enum OperacaoResgate {
        /// The operator takes it.
        Resgatar = 1,
        /// The operator releases it.
        Liberar = 2,
    }
}

/// Confirmation. There is no `status`.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AtendimentoResgate {
    /// What was done, in words.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, fault_of_status, refusal, request};
    use isp_core::ErrorKind;

    fn operation(operacao: OperacaoResgate) -> WSMKAtendimentoResgate {
        WSMKAtendimentoResgate::new("2601.745", operacao, 1275)
    }

    #[test]
    fn the_request_is_exact() {
        for (operacao, code) in [
            (OperacaoResgate::Resgatar, 1),
            (OperacaoResgate::Liberar, 2),
            (OperacaoResgate::Unknown(3), 3),
        ] {
            assert_eq!(
                request(&operation(operacao)),
                format!(
                    "GET /mk/WSMKAtendimentoResgate.rule?sys=MK0&token=TOKEN&protocolo=2601.745\
                     &operacao={code}&operadorResgate=1275"
                )
            );
        }
        let nameless = WSMKAtendimentoResgate::new("", OperacaoResgate::Liberar, 1275);
        assert!(refusal(&nameless).contains("protocolo"));
    }

    #[test]
    fn success_has_a_message_and_no_status() {
        let take = operation(OperacaoResgate::Resgatar);
        let done = decoded(&take, "WSMKAtendimentoResgate.ok.json");
        assert_eq!(done.message, "Atendimento resgatado");
        decode_error(&take, "{}");
    }

    #[test]
    fn the_same_message_with_an_error_status_is_no_success() {
        let take = operation(OperacaoResgate::Resgatar);
        let refused = fault_of_status(&take, 409, "WSMKAtendimentoResgate.ok.json");
        assert_eq!(refused.kind, ErrorKind::Refused);
    }
}
