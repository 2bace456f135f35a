//! PIX copy-and-paste text of an invoice.

use isp_core::record;
use std::fmt;

use isp_core::Error;
use isp_core::http::{Parameter, ParameterSpec, Slot};
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::Client;
use crate::operation::operation;

operation! {
    /// PIX copy-and-paste text of an invoice.
    ///
    /// By the invoice's code, or by the customer's document or code: then the server picks the
    /// oldest overdue invoice, or else the next one due.
    WSMKRetornarCopieColaPix -> CopieColaPix {
        since: "109.53",
        effect: Read,
        evidence: Observed,
        required: {
            fatura: QualFatura,
        }
        new: private,
    }
}

impl WSMKRetornarCopieColaPix {
    /// The text of one invoice, by its code (`codfatura`).
    pub fn da_fatura(codigo_fatura: u64) -> Self {
        Self::new(QualFatura::Codigo(codigo_fatura))
    }

    /// The text of the oldest overdue or else the next invoice of a CPF or CNPJ, sent without
    /// punctuation.
    pub fn do_documento(documento: &Document) -> Self {
        Self::new(QualFatura::DoDocumento(documento.into()))
    }

    /// The text of the oldest overdue or else the next invoice of a customer, by its code
    /// (`CodigoPessoa`).
    pub fn do_cliente(codigo_cliente: u64) -> Self {
        Self::new(QualFatura::DoCliente(codigo_cliente))
    }
}

impl Client {
    /// PIX copy-and-paste text of an invoice, by its code (`codfatura`).
    ///
    /// `GET /mk/WSMKRetornarCopieColaPix.rule`
    #[doc(alias = "WSMKRetornarCopieColaPix")]
    pub fn retornar_copie_cola_pix_da_fatura(
        &self,
        codigo_fatura: u64,
    ) -> Call<WSMKRetornarCopieColaPix> {
        self.call(WSMKRetornarCopieColaPix::da_fatura(codigo_fatura))
    }

    /// PIX copy-and-paste text of the oldest overdue or else the next invoice of a CPF or CNPJ.
    ///
    /// `GET /mk/WSMKRetornarCopieColaPix.rule`
    #[doc(alias = "WSMKRetornarCopieColaPix")]
    pub fn retornar_copie_cola_pix_do_documento(
        &self,
        documento: &Document,
    ) -> Call<WSMKRetornarCopieColaPix> {
        self.call(WSMKRetornarCopieColaPix::do_documento(documento))
    }

    /// PIX copy-and-paste text of the oldest overdue or else the next invoice of a customer, by its
    /// code (`CodigoPessoa`).
    ///
    /// `GET /mk/WSMKRetornarCopieColaPix.rule`
    #[doc(alias = "WSMKRetornarCopieColaPix")]
    pub fn retornar_copie_cola_pix_do_cliente(
        &self,
        codigo_cliente: u64,
    ) -> Call<WSMKRetornarCopieColaPix> {
        self.call(WSMKRetornarCopieColaPix::do_cliente(codigo_cliente))
    }
}

/// Whose PIX text is asked for: exactly one of three parameters.
#[derive(Clone)]
enum QualFatura {
    Codigo(u64),
    DoDocumento(Document),
    DoCliente(u64),
}

impl Parameter for QualFatura {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::optional("CodigoFatura"),
        ParameterSpec::optional("Documento"),
        ParameterSpec::optional("CodigoCliente"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        match self {
            Self::Codigo(code) => code.write(slot.beside("CodigoFatura")),
            Self::DoDocumento(document) => document.write(slot.beside("Documento")),
            Self::DoCliente(code) => code.write(slot.beside("CodigoCliente")),
        }
    }
}

/// A PIX text. `Debug` leaves the text out: it names the receiver's key.
#[record]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CopieColaPix {
    /// PIX copy-and-paste text.
    pub texto_qrcode: String,
    /// Customer code.
    pub codpessoa: Option<u64>,
    /// Name.
    pub nome_razaosocial: Option<String>,
    /// **Inverted**: `Não` means that the contract is active, `Sim` that it is cancelled.
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
    use crate::operations::testing::{decode_error, decoded, fault, request};
    use isp_core::ErrorKind;

    fn operation() -> WSMKRetornarCopieColaPix {
        WSMKRetornarCopieColaPix::da_fatura(900_101)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKRetornarCopieColaPix.rule?sys=MK0&token=TOKEN&";
        assert_eq!(request(&operation()), format!("{path}CodigoFatura=900101"));
        let by_document = WSMKRetornarCopieColaPix::do_documento(&"52998224725".parse().unwrap());
        assert_eq!(request(&by_document), format!("{path}Documento=52998224725"));
        let by_customer = WSMKRetornarCopieColaPix::do_cliente(10_123);
        assert_eq!(request(&by_customer), format!("{path}CodigoCliente=10123"));
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
