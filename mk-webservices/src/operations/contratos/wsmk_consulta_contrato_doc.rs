//! Customer and contracts by document, with the customer-area login.

use isp_core::Secret;
use isp_core::record;
use isp_core::wire::{Untyped, YesNo};
use serde::{Deserialize, Serialize};

use super::ContratoAtivo;
use crate::operation::operation;

operation! {
    /// Customer and contracts by document, with the customer-area login.
    ///
    /// Licensed separately. The answer holds the customer's password in clear: it is never shown, and
    /// `expose()` gives it.
    WSMKConsultaContratoDoc = "WSMKconsultaContratoDoc", fn consulta_contrato_doc -> ConsultaContratoDoc {
        effect: Read,
        evidence: Manual,
        required: {
            /// CPF or CNPJ, sent without punctuation.
            doc: Document(&Document),
        }
        optional: {
            /// The customer's user name.
            user_sac: Secret(&Secret),
        }
    }
}

/// A customer with contracts and login.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConsultaContratoDoc {
    /// Customer code, `cd_cliente` elsewhere.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: u64,
    /// Name or company name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// Active contracts.
    #[serde(rename = "ContratosAtivos")]
    pub contratos_ativos: Vec<ContratoAtivo>,
    /// Further registrations; the shape of an item is unknown.
    #[serde(rename = "Outros")]
    pub outros: Option<Vec<Untyped>>,
    /// Whether the login opens the customer area.
    #[serde(rename = "AcessoSAC")]
    pub acesso_sac: Option<YesNo>,
    /// The customer's user name.
    #[serde(rename = "UserSAC")]
    pub user_sac: Option<Secret>,
    /// The customer's password.
    #[serde(rename = "PassSAC")]
    pub pass_sac: Option<Secret>,
    /// CEP.
    #[serde(rename = "CEP")]
    pub cep: Option<String>,
    /// E-mail.
    #[serde(rename = "Email")]
    pub email: Option<String>,
    /// Address in one line.
    #[serde(rename = "Endereco")]
    pub endereco: Option<String>,
    /// Phone, digits.
    #[serde(rename = "Fone")]
    pub fone: Option<String>,
    /// Latitude as text; empty when unset.
    #[serde(rename = "Latitude")]
    pub latitude: Option<String>,
    /// Longitude as text; empty when unset.
    #[serde(rename = "Longitude")]
    pub longitude: Option<String>,
    /// State of the registration, `"Ativo"` or `"Inativo"`; not of any contract.
    #[serde(rename = "Situacao")]
    pub situacao: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, fault, request};
    use isp_core::ErrorKind;

    fn operation() -> WSMKConsultaContratoDoc {
        WSMKConsultaContratoDoc::new(&"529.982.247-25".parse().unwrap())
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKconsultaContratoDoc.rule?sys=MK0&token=TOKEN&doc=52998224725";
        assert_eq!(request(&operation()), path);
        let named = operation().user_sac(&"maria".into());
        assert_eq!(request(&named), format!("{path}&user_sac=maria"));
    }

    #[test]
    fn it_reads_the_contracts_and_never_shows_the_login() {
        let customer = decoded(&operation(), "WSMKconsultaContratoDoc.ok.json");
        let contracts: Vec<_> =
            customer.contratos_ativos.iter().map(|row| row.codcontrato).collect();
        assert_eq!((customer.codigo_pessoa, contracts), (301, vec![5001, 5002]));
        assert_eq!(customer.pass_sac.as_ref().unwrap().expose(), "senha-exemplo");
        let shown = format!("{customer:?} {}", serde_json::to_string(&customer).unwrap());
        assert!(!shown.contains("senha-exemplo") && !shown.contains("52998224725"), "{shown}");
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        let silent = r#"{"CodigoPessoa":301,"status":"OK"}"#;
        assert!(decode_error(&operation(), silent).contains("ContratosAtivos"));
        let nobody = r#"{"ContratosAtivos":[],"status":"OK"}"#;
        decode_error(&operation(), nobody);
        let unknown = fault(&operation(), "_erros/nao-localizado.json");
        assert_eq!(unknown.kind, ErrorKind::NotFound);
    }
}
