//! Take or release a ticket.

use std::fmt;

use isp_core::http::Proof;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Take or release a ticket on an operator's behalf. Licensed separately. Unlike other rules it
    /// reports by HTTP status that the ticket is finished, that another operator holds it, or that
    /// there is nothing to do.
    WSMKAtendimentoResgate = "WSMKAtendimentoResgate", fn atendimento_resgate -> AtendimentoResgate {
        title: "take or release a ticket",
        family: "atendimentos",
        service: None,
        effect: Once,
        proof: Proof::Text("message"),
        evidence: Manual,
        required: {
            /// Protocol, `AAMM.n`.
            protocolo: text,
            /// Take or release.
            operacao: OperacaoResgate,
            /// Code of the operator, not the login.
            "operadorResgate" operador_resgate: int,
        }
        optional: {}
    }
}

/// What to do with the ticket (`operacao`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperacaoResgate {
    /// The operator takes it.
    Resgatar,
    /// The operator releases it.
    Liberar,
    /// A code that is not in the vendor's list.
    Unknown(u32),
}

impl OperacaoResgate {
    /// The vendor's code.
    pub const fn codigo(self) -> u32 {
        match self {
            Self::Resgatar => 1,
            Self::Liberar => 2,
            Self::Unknown(code) => code,
        }
    }
}

impl fmt::Display for OperacaoResgate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.codigo())
    }
}

/// That it is done. There is no `status`.
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
    fn the_ticket_goes_by_its_protocol_and_the_operator_by_code() {
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
