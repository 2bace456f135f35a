//! Credit cards of a customer.

use isp_core::record;
use isp_core::wire::{self, YesNo};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Credit cards of a customer.
    ///
    /// Licensed separately. The answer has no status: what it is for a customer without cards is
    /// unknown, so an empty list is an error.
    WSMKConsultarCartao, fn consultar_cartao -> ConsultarCartao {
        effect: Read,
        evidence: Manual,
        required: {
            /// Customer code (`CodigoPessoa`).
            codigo_cliente: u64,
        }
    }
}

/// A customer's credit cards.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConsultarCartao {
    /// The cards.
    pub cartoes: Vec<Cartao>,
}

/// A credit card. MK shows neither its number nor its expiry.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cartao {
    /// Code.
    pub codigo_do_cartao: u64,
    /// Whether it is active.
    pub cartao_ativo: Option<YesNo>,
    /// Whether invoices are charged to it by themselves.
    #[serde(rename = "recorrência_ativa")]
    pub recorrencia_ativa: Option<YesNo>,
    /// Day of registration.
    #[serde(default, with = "wire::date::option")]
    pub data_de_cadastro: Option<Date>,
    /// Name on the card.
    pub portador_informado: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};
    use jiff::civil::date;

    fn operation() -> WSMKConsultarCartao {
        WSMKConsultarCartao::new(301)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultarCartao.rule?sys=MK0&token=TOKEN&codigo_cliente=301"
        );
    }

    #[test]
    fn it_reads_days_with_hyphens_and_a_key_with_an_accent() {
        let cards = decoded(&operation(), "WSMKConsultarCartao.ok.json").cartoes;
        assert_eq!(
            (cards[0].codigo_do_cartao, cards[0].data_de_cadastro),
            (838, Some(date(2025, 8, 15)))
        );
        assert!(cards[0].recorrencia_ativa.as_ref().unwrap().is_yes());
        assert!(cards[1].recorrencia_ativa.as_ref().unwrap().is_no());
    }

    #[test]
    fn no_card_is_only_said_by_an_answer_that_nobody_has_shown() {
        for body in ["{}", "[]", r#"{"cartoes":[]}"#, r#"{"status":"OK"}"#] {
            decode_error(&operation(), body);
        }
    }
}
