//! Unpaid invoices of a customer.

use isp_core::Money;
use isp_core::record;
use isp_core::wire::{self, CodeList, EchoedCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Unpaid invoices of a customer.
    ///
    /// Overdue **and not yet due** ones. An empty list means that nothing is owed; anything but a
    /// list is an error.
    WSMKFaturasPendentes, fn faturas_pendentes -> FaturasPendentes {
        service: 7,
        service_name: "Consulta de faturas pendentes",
        effect: Read,
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
        }
    }
}

/// A customer's unpaid invoices.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FaturasPendentes {
    /// Customer code.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<EchoedCode>,
    /// Name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// Unpaid invoices.
    #[serde(rename = "FaturasPendentes")]
    pub faturas_pendentes: Vec<FaturaPendente>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An unpaid invoice.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FaturaPendente {
    /// Invoice code, `cd_fatura` elsewhere.
    pub codfatura: u64,
    /// Account codes as text, probably separated by commas.
    pub contas: Option<String>,
    /// Contract codes as text, probably separated by commas; null for a fee outside any contract.
    #[serde(default)]
    pub contratos: CodeList,
    /// Due date.
    #[serde(with = "wire::date")]
    pub data_vencimento: Date,
    /// What it is for.
    pub descricao: Option<String>,
    /// Amount in BRL, without fine and interest.
    pub valor_total: Money,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};
    use jiff::civil::date;

    fn operation() -> WSMKFaturasPendentes {
        WSMKFaturasPendentes::new(10_123)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKFaturasPendentes.rule?sys=MK0&token=TOKEN&cd_cliente=10123"
        );
    }

    #[test]
    fn it_reads_due_dates_day_first_and_amounts_exactly() {
        let invoices = decoded(&operation(), "WSMKFaturasPendentes.ok.json").faturas_pendentes;
        let facts: Vec<_> = invoices
            .iter()
            .map(|f| (f.codfatura, f.data_vencimento, f.valor_total.centavos()))
            .collect();
        assert_eq!(
            facts,
            [
                (900_101, date(2031, 2, 10), 9990),
                (900_102, date(2031, 3, 10), 14_652),
                (900_103, date(2031, 3, 15), 25_000),
            ]
        );
        assert_eq!(invoices[1].contratos.known(), Some(&[20_567, 20_568][..]));
        assert_eq!(invoices[2].contratos.known(), Some(&[][..]), "a fee outside any contract");
    }

    #[test]
    fn owing_nothing_is_an_empty_list() {
        assert!(
            decoded(&operation(), "WSMKFaturasPendentes.vazio.json").faturas_pendentes.is_empty()
        );
    }

    #[test]
    fn what_is_no_list_never_looks_like_owing_nothing() {
        for body in [
            r#"{"status":"OK"}"#,
            r#"{"FaturasPendentes":null,"status":"OK"}"#,
            r#"{"FaturasPendentes":"","status":"OK"}"#,
            "[]",
            "{}",
            "null",
            r#""OK""#,
        ] {
            decode_error(&operation(), body);
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_fails_the_list_and_names_its_path() {
        let row = |amount: &str, due: &str| {
            format!(
                r#"{{"FaturasPendentes":[{{"codfatura":1,"data_vencimento":"{due}","valor_total":{amount}}}],"status":"OK"}}"#
            )
        };
        assert!(decode_error(&operation(), &row("99.905", "10/02/2031")).contains("valor_total"));
        assert!(decode_error(&operation(), &row("null", "10/02/2031")).contains("valor_total"));
        assert!(decode_error(&operation(), &row("1", "31/02/2031")).contains("data_vencimento"));
        assert!(decode_error(&operation(), &row("1", "")).contains("data_vencimento"));
    }

    #[test]
    fn numbers_as_text_and_a_single_object_are_understood() {
        let answer = decoded_from(
            &operation(),
            r#"{"FaturasPendentes":{"codfatura":"900101","data_vencimento":"2031-02-10","valor_total":"99.90"},"status":"OK"}"#,
        );
        assert_eq!(answer.faturas_pendentes[0].valor_total.centavos(), 9990);
    }
}
