//! Digitable line of an invoice.

use isp_core::Money;
use isp_core::record;
use isp_core::wire::{self, EchoedCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Digitable line of an invoice.
    ///
    /// **May send the customer a text message**, as its name says. So it is never repeated, and
    /// [`MkIsp`](crate::MkIsp) calls it only on request.
    WSMKLDViaSMS, fn ld_via_sms -> LDViaSMS {
        service: 21,
        service_name: "Linha digitável por fatura via SMS",
        effect: Once,
        proof: Proof::Member("DadosFatura"),
        evidence: Observed,
        required: {
            /// Invoice code (`codfatura`). The manual has a second spelling of the parameter,
            /// `codigoDaFatura`; all clients send `cd_fatura`.
            cd_fatura: u64,
        }
    }
}

/// The answer: a list of one.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LDViaSMS {
    /// The invoice.
    #[serde(rename = "DadosFatura")]
    pub dados_fatura: Vec<DadosFatura>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An invoice with its digitable line.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DadosFatura {
    /// Digitable line, with or without punctuation.
    pub ld: Option<String>,
    /// Invoice code.
    pub codfatura: Option<EchoedCode>,
    /// Customer code.
    pub codigopessoa: Option<u64>,
    /// Mobile number; `"55"` when the customer has none.
    pub celular: Option<String>,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub data_vencimento: Option<Date>,
    /// What it is for.
    pub descricao: Option<String>,
    /// Name.
    pub nome: Option<String>,
    /// State; its values are unknown.
    pub situacao: Option<String>,
    /// Amount in BRL, without interest.
    pub valor_nominal: Option<Money>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, fault, request};
    use isp_core::brazil::PaymentLine;
    use isp_core::http::{Effect, Operation};
    use isp_core::{ErrorKind, Invoice, PaymentMeans, PaymentProblem};

    fn operation() -> WSMKLDViaSMS {
        WSMKLDViaSMS::new(900_101)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKLDViaSMS.rule?sys=MK0&token=TOKEN&cd_fatura=900101"
        );
        assert_eq!(WSMKLDViaSMS::SPEC.effect, Effect::Once);
    }

    #[test]
    fn it_reads_a_line_that_holds_the_amount() {
        for file in ["WSMKLDViaSMS.ok.json", "WSMKLDViaSMS.ok.sem-celular.json"] {
            let invoice = decoded(&operation(), file).dados_fatura.remove(0);
            let line: PaymentLine = invoice.ld.unwrap().parse().unwrap();
            assert_eq!(line.amount(), invoice.valor_nominal, "{file}");
            assert!(invoice.data_vencimento.is_some(), "{file}");
        }
    }

    #[test]
    fn a_line_whose_due_date_differs_from_the_invoice_is_reported() {
        let invoice = decoded(&operation(), "WSMKLDViaSMS.ok.json").dados_fatura.remove(0);
        let (due, amount) = (invoice.data_vencimento.unwrap(), invoice.valor_nominal.unwrap());
        let mut means = PaymentMeans::new(900_101);
        means.read_line(&invoice.ld.unwrap());
        means.status = isp_core::InvoiceStatus::Open;
        let problems = means.problems_with(&Invoice::new(900_101, 10_123, due, amount));
        assert!(matches!(problems[..], [PaymentProblem::LineDue { .. }]), "{problems:?}");
    }

    #[test]
    fn an_invoice_without_slip_is_not_found() {
        assert_eq!(
            fault(&operation(), "WSMKLDViaSMS.nao-encontrada.json").kind,
            ErrorKind::NotFound
        );
    }
}
