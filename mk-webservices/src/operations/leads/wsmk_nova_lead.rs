//! Create a lead for an existing customer, such as for a second connection.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Create a lead for an existing customer, such as for a second connection.
    ///
    /// For other people use [`WSMKInserirLead`](super::WSMKInserirLead).
    WSMKNovaLead, fn nova_lead -> NovaLead {
        effect: Once,
        proof: Proof::Member("CodigoLead"),
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
            /// What the customer wants.
            info: Text(&str),
        }
    }
}

/// The new lead.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NovaLead {
    /// Lead code, `cd_lead` elsewhere.
    #[serde(rename = "CodigoLead")]
    pub codigo_lead: u64,
    /// Customer code.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<u64>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use isp_core::http::{Effect, Operation};

    fn operation() -> WSMKNovaLead {
        WSMKNovaLead::new(301, "Segunda conexão")
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKNovaLead.rule?sys=MK0&token=TOKEN&cd_cliente=301&info=Segunda+conex%C3%A3o"
        );
        assert_eq!(WSMKNovaLead::SPEC.effect, Effect::Once);
        assert!(refusal(&WSMKNovaLead::new(301, " ")).contains("info"));
    }

    #[test]
    fn it_reads_the_leads_code_and_an_answer_without_one_is_an_error() {
        assert_eq!(decoded(&operation(), "WSMKNovaLead.ok.json").codigo_lead, 3447);
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("does not prove"));
    }
}
