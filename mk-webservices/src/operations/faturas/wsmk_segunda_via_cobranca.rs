//! Second copy of an invoice.

use isp_core::record;
use std::fmt;

use isp_core::Money;
use isp_core::wire::{self, EchoedCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Second copy of an invoice.
    ///
    /// PDF and updated amount, without digitable line. Each call creates a file on the server: do not
    /// call it in bulk.
    WSMKSegundaViaCobranca, fn segunda_via_cobranca -> SegundaViaCobranca {
        service: 1,
        service_name: "Segunda via de boleto",
        effect: Read,
        evidence: Observed,
        required: {
            /// Invoice code (`codfatura`). The manual has a second spelling of the parameter,
            /// `codigoDaFatura`; all clients send `cd_fatura`.
            cd_fatura: u64,
        }
    }
}

/// A second copy. `Debug` omits the address of the PDF, since it gives access to the invoice.
#[record]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SegundaViaCobranca {
    /// Customer code.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<u64>,
    /// Invoice code.
    #[serde(rename = "Fatura")]
    pub fatura: Option<EchoedCode>,
    /// Address of the PDF, which stays there for a while.
    #[serde(rename = "PathDownload")]
    pub path_download: Option<String>,
    /// Amount in BRL, updated with fine and interest.
    #[serde(rename = "Valor")]
    pub valor: Option<Money>,
    /// Due date, perhaps the updated one.
    #[serde(rename = "Vcto", default, with = "wire::date::option")]
    pub vcto: Option<Date>,
    /// `"OK"`.
    pub status: Option<String>,
}

impl fmt::Debug for SegundaViaCobranca {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SegundaViaCobranca")
            .field("fatura", &self.fatura)
            .field("valor", &self.valor)
            .field("vcto", &self.vcto)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, fault, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSMKSegundaViaCobranca {
        WSMKSegundaViaCobranca::new(900_101)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKSegundaViaCobranca.rule?sys=MK0&token=TOKEN&cd_fatura=900101"
        );
    }

    #[test]
    fn it_reads_the_updated_amount_with_and_without_the_currency() {
        let copy = decoded(&operation(), "WSMKSegundaViaCobranca.ok.json");
        assert_eq!(copy.valor, Some(Money::from_centavos(14_652)));
        assert_eq!(copy.vcto, Some(date(2031, 2, 10)));
        assert_eq!(copy.fatura.as_ref().and_then(EchoedCode::code), Some(900_101));
        let bare = decoded_from(
            &operation(),
            r#"{"Fatura":900101,"PathDownload":"x","Valor":"1.234,56","Vcto":"10/02/2031","status":"OK"}"#,
        );
        assert_eq!(bare.valor, Some(Money::from_centavos(123_456)));
    }

    #[test]
    fn an_amount_that_cannot_be_read_never_looks_absent() {
        assert!(
            decode_error(&operation(), r#"{"Valor":"a combinar","status":"OK"}"#).contains("Valor")
        );
    }

    #[test]
    fn an_unknown_invoice_is_not_found() {
        let fault = fault(&operation(), "WSMKSegundaViaCobranca.nao-encontrada.json");
        assert_eq!(fault.kind, ErrorKind::NotFound);
    }
}
