//! Suspend or resume invoices.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::operations::codigos::PorVirgula;

operation! {
    /// Suspend or resume invoices.
    ///
    /// Licensed separately. The answer has a row for each invoice: look yours up by
    /// [`AlteraStatusFaturas::da_fatura`], since success of the whole does not name them.
    WSMKAlteraStatusFaturas, fn altera_status_faturas -> AlteraStatusFaturas {
        effect: Once,
        proof: Proof::Member("Detalhes faturas"),
        evidence: Manual,
        required: {
            /// Whether to suspend them; otherwise they are resumed.
            suspender: SimNao(bool),
            /// Invoice codes, each once; sent with commas between them.
            faturas: PorVirgula(&[u64]),
        }
        optional: {
            /// Reason of a suspension; its format is unknown.
            motivo_suspensao: Text(&str),
            /// Remark.
            observacoes: Text(&str),
        }
    }
}

/// What was changed.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlteraStatusFaturas {
    /// A row for each invoice.
    #[serde(rename = "Detalhes faturas")]
    pub detalhes_faturas: Vec<DetalheFatura>,
    /// `"OK"`.
    #[serde(rename = "Status")]
    pub status: Option<String>,
}

/// What became of an invoice.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DetalheFatura {
    /// Invoice code.
    pub cod_fatura: u64,
    /// Customer's name.
    pub cliente: Option<String>,
    /// `"Normalização autorizada da fatura 2001."`; wordings for other cases are unknown.
    #[serde(rename = "descrição")]
    pub descricao: Option<String>,
    /// Remark.
    pub obs: Option<String>,
}

impl AlteraStatusFaturas {
    /// What became of an invoice, by its code; `None` if the answer does not name it.
    pub fn da_fatura(&self, cod_fatura: u64) -> Option<&DetalheFatura> {
        self.detalhes_faturas.iter().find(|row| row.cod_fatura == cod_fatura)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};

    fn operation() -> WSMKAlteraStatusFaturas {
        WSMKAlteraStatusFaturas::new(false, &[2001, 2002])
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAlteraStatusFaturas.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&operation()), format!("{path}&suspender=N&faturas=2001%2C2002"));
        let suspended = WSMKAlteraStatusFaturas::new(true, &[2001])
            .motivo_suspensao("15")
            .observacoes("Em disputa");
        assert_eq!(
            request(&suspended),
            format!("{path}&suspender=S&faturas=2001&motivo_suspensao=15&observacoes=Em+disputa")
        );
        assert!(refusal(&WSMKAlteraStatusFaturas::new(true, &[])).contains("faturas"));
    }

    #[test]
    fn each_invoice_has_its_own_answer() {
        let changed = decoded(&operation(), "WSMKAlteraStatusFaturas.ok.json");
        let text = changed.da_fatura(2001).unwrap().descricao.as_deref();
        assert_eq!(text, Some("Normalização autorizada da fatura 2001."));
        assert_eq!(changed.da_fatura(2002), None);
    }

    #[test]
    fn success_without_an_invoice_does_not_prove_it() {
        for body in [r#"{"Status":"OK"}"#, r#"{"Detalhes faturas":[],"Status":"OK"}"#] {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
    }
}
