//! PIX copy-and-paste text of an invoice.

use std::fmt;

use isp_core::Error;
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// PIX copy-and-paste text, by exactly one of invoice, document and customer.
    ///
    /// By document or customer the server picks the oldest overdue or else the next invoice.
    WSMKRetornarCopieColaPix, fn retornar_copie_cola_pix -> CopieColaPix {
        effect: Read,
        evidence: Observed,
        optional: {
            /// Invoice code (`codfatura`).
            "CodigoFatura" codigo_fatura: u64,
            /// CPF or CNPJ, sent without punctuation.
            "Documento" documento: Document(&Document),
            /// Customer code (`CodigoPessoa`).
            "CodigoCliente" codigo_cliente: u64,
        }
        check: WSMKRetornarCopieColaPix::has_exactly_one,
    }
}

impl WSMKRetornarCopieColaPix {
    fn has_exactly_one(&self) -> Result<(), Error> {
        let given =
            [self.codigo_fatura.is_some(), self.documento.is_some(), self.codigo_cliente.is_some()];
        if given.into_iter().filter(|given| *given).count() == 1 {
            return Ok(());
        }
        Err(Error::invalid_input(
            "WSMKRetornarCopieColaPix takes exactly one of CodigoFatura, Documento and CodigoCliente",
        ))
    }
}

/// A PIX text. `Debug` leaves the text out: it names the receiver's key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CopieColaPix {
    /// PIX copy-and-paste text.
    pub texto_qrcode: String,
    /// Customer code.
    pub codpessoa: Option<u64>,
    /// Name.
    pub nome_razaosocial: Option<String>,
    /// **Inverted**: `Não` says that the contract is active, `Sim` that it is cancelled.
    pub status_contrato: Option<YesNo>,
    /// Whether the connection is blocked or slowed.
    #[serde(rename = "conexão_reduzida")]
    pub conexao_reduzida: Option<YesNo>,
    /// Absent on success.
    pub status: Option<String>,
}

impl fmt::Debug for CopieColaPix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopieColaPix")
            .field("codpessoa", &self.codpessoa)
            .field("status_contrato", &self.status_contrato)
            .field("conexao_reduzida", &self.conexao_reduzida)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, fault, refusal, request};
    use isp_core::ErrorKind;

    fn operation() -> WSMKRetornarCopieColaPix {
        WSMKRetornarCopieColaPix::new().codigo_fatura(900_101)
    }

    #[test]
    fn it_asks_by_one_of_three() {
        let path = "GET /mk/WSMKRetornarCopieColaPix.rule?sys=MK0&token=TOKEN&";
        assert_eq!(request(&operation()), format!("{path}CodigoFatura=900101"));
        let by_document =
            WSMKRetornarCopieColaPix::new().documento(&"52998224725".parse().unwrap());
        assert_eq!(request(&by_document), format!("{path}Documento=52998224725"));
        let by_customer = WSMKRetornarCopieColaPix::new().codigo_cliente(10_123);
        assert_eq!(request(&by_customer), format!("{path}CodigoCliente=10123"));
    }

    #[test]
    fn none_or_two_of_them_are_refused_before_the_network() {
        refusal(&WSMKRetornarCopieColaPix::new());
        refusal(&operation().codigo_cliente(10_123));
    }

    #[test]
    fn it_reads_the_text_and_the_inverted_flag() {
        let pix = decoded(&operation(), "WSMKRetornarCopieColaPix.ok.json");
        assert!(pix.texto_qrcode.starts_with("000201"));
        assert_eq!(pix.status_contrato, Some(YesNo::No));
        assert!(decode_error(&operation(), r#"{"codpessoa":301}"#).contains("texto_qrcode"));
    }

    #[test]
    fn a_configuration_that_does_not_allow_it_is_told_as_such() {
        let fault = fault(&operation(), "WSMKRetornarCopieColaPix.erro.json");
        assert_eq!((fault.kind, fault.code.as_deref()), (ErrorKind::Configuration, Some("004")));
    }
}
