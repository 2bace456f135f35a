//! Customers by at least one filter.

use isp_core::Error;
use isp_core::brazil::State;
use isp_core::http::{Answer, RowsOperation};
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded, DocumentText, Node, ParsedText, RowList, TextOrNumber};
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Customers by at least one filter.
    ///
    /// Codes have gaps, and the server silently cuts off a large range: windows of 500 codes are
    /// known to work. `Situacao` does not say whether there is an active contract, and `contratos`
    /// is incomplete. Slow: allow a minute or more. [`rows`](crate::Call::rows) gives the customers
    /// while they arrive.
    WSMKConsultaClientes, fn consulta_clientes -> Vec<Cliente> {
        effect: Read,
        evidence: Observed,
        optional: {
            /// CPF or CNPJ, sent without punctuation.
            doc: Document(&Document),
            /// District code.
            codigo_bairro: u64,
            /// Name.
            nome_cliente: Text(&str),
            /// By its name, changed on this day or later; the manual describes it as the day of
            /// registration. Had no effect on one installation: do not rely on it to synchronise.
            data_alteracao_inicio: IsoDate(Date),
            /// By its name, changed on this day or earlier; the manual describes it as the day of
            /// registration.
            data_alteracao_fim: IsoDate(Date),
            /// First code of a window.
            cd_cliente_inicio: u64,
            /// Last code of a window. Not in the manual; two clients send it.
            cd_cliente_fim: u64,
            /// One code.
            cd_cliente: u64,
        }
        check: WSMKConsultaClientes::has_a_filter,
        read: read,
    }
}

impl WSMKConsultaClientes {
    fn has_a_filter(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("WSMKConsultaClientes needs at least one filter"));
        }
        Ok(())
    }
}

impl RowsOperation for WSMKConsultaClientes {
    type Row = Cliente;

    const LIST: RowList = RowList::root_or_under("Clientes");
}

/// Most servers answer with a bare list; some are reported to put it under `Clientes`.
fn read(answer: &Answer) -> Result<Decoded<Vec<Cliente>>, DecodeError> {
    #[derive(Deserialize)]
    struct Wrapped {
        #[serde(rename = "Clientes")]
        clientes: Vec<Cliente>,
        #[serde(rename = "status")]
        _status: Option<String>,
    }
    let object = answer.json().ok().and_then(Node::as_object);
    match object.and_then(|object| object.get("Clientes")) {
        Some(_) => {
            let Decoded { value, drift } = answer.decode::<Wrapped>()?;
            Ok(Decoded { value: value.clientes, drift })
        }
        None => answer.decode(),
    }
}

/// A customer's registration.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cliente {
    /// Customer code, `cd_cliente` elsewhere.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: u64,
    /// CPF or CNPJ, digits.
    #[serde(rename = "CPF_CNPJ")]
    pub cpf_cnpj: Option<DocumentText>,
    /// Name or company name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// E-mail.
    #[serde(rename = "Email")]
    pub email: Option<String>,
    /// Phone, digits, with or without 55.
    #[serde(rename = "Fone")]
    pub fone: Option<String>,
    /// State tax registration.
    #[serde(rename = "InscricaoEstadual")]
    pub inscricao_estadual: Option<String>,
    /// City tax registration.
    #[serde(rename = "InscricaoMunicipal")]
    pub inscricao_municipal: Option<String>,
    /// Latitude as text; `"0"` when unset.
    #[serde(rename = "Latitude")]
    pub latitude: Option<String>,
    /// Longitude as text; `"0"` when unset.
    #[serde(rename = "Longitude")]
    pub longitude: Option<String>,
    /// State of the registration, `"Ativo"` or `"Inativo"`.
    #[serde(rename = "Situacao")]
    pub situacao: Option<String>,
    /// Contracts; the shape of an item is unknown, and the list is incomplete.
    pub contratos: Option<Vec<serde_json::Value>>,
    /// Addresses.
    pub endereco: Option<Vec<EnderecoCliente>>,
}

/// An address of a customer.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EnderecoCliente {
    /// `"INSTALACAO"` or `"COBRANCA"`.
    pub tipo: Option<String>,
    /// Street.
    pub logradouro: Option<String>,
    /// House number.
    pub numero: Option<TextOrNumber>,
    /// Complement.
    pub complemento: Option<String>,
    /// District.
    pub bairro: Option<String>,
    /// City.
    pub cidade: Option<String>,
    /// State.
    pub estado: Option<ParsedText<State>>,
    /// CEP, eight digits.
    pub cep: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, fault, fixture, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSMKConsultaClientes {
        WSMKConsultaClientes::new().cd_cliente(10_123)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaClientes.rule?sys=MK0&token=TOKEN&cd_cliente=10123"
        );
        let all = WSMKConsultaClientes::new()
            .doc(&"52998224725".parse().unwrap())
            .codigo_bairro(7)
            .nome_cliente("JOSÉ")
            .data_alteracao_inicio(date(2026, 9, 1))
            .data_alteracao_fim(date(2026, 9, 10))
            .cd_cliente_inicio(1)
            .cd_cliente_fim(500);
        assert!(request(&all).ends_with(
            "&doc=52998224725&codigo_bairro=7&nome_cliente=JOS%C3%89\
                 &data_alteracao_inicio=2026-09-01&data_alteracao_fim=2026-09-10\
                 &cd_cliente_inicio=1&cd_cliente_fim=500"
        ));
    }

    #[test]
    fn without_a_filter_nothing_is_sent() {
        use crate::operations::testing::refusal;
        assert!(refusal(&WSMKConsultaClientes::new()).contains("at least one filter"));
        assert!(refusal(&WSMKConsultaClientes::new().nome_cliente(" ")).contains("nome_cliente"));
    }

    #[test]
    fn a_bare_list_and_a_wrapped_one_read_alike() {
        let bare = decoded(&operation(), "WSMKConsultaClientes.ok.json");
        // A list has no place for further members of the object around it: those are drift alone.
        let wrapped = fixture("WSMKConsultaClientes.variante-2.json");
        assert_eq!(bare, decoded_from(&operation(), str::from_utf8(&wrapped).unwrap()));
        assert_eq!(bare.len(), 2);
        let addresses = bare[0].endereco.as_ref().unwrap();
        assert_eq!(addresses[0].numero.as_ref().and_then(TextOrNumber::to_u64), Some(123));
        assert_eq!(addresses[1].numero, None);
        assert!(decoded(&operation(), "WSMKConsultaClientes.vazio.json").is_empty());
    }

    #[test]
    fn a_single_address_in_place_of_a_list_is_one_address() {
        let answer = decoded_from(
            &operation(),
            r#"[{"CodigoPessoa":1,"endereco":{"tipo":"INSTALACAO","cidade":"X"}}]"#,
        );
        assert_eq!(answer[0].endereco.as_ref().unwrap().len(), 1);
    }

    #[test]
    fn debug_masks_the_document() {
        let answer = decoded(&operation(), "WSMKConsultaClientes.ok.json");
        assert!(!format!("{answer:?}").contains("52998224725"));
    }

    #[test]
    fn the_servers_own_complaint_is_bad_input() {
        let fault = fault(&operation(), "WSMKConsultaClientes.sem-filtro.json");
        assert_eq!(fault.kind, ErrorKind::InvalidInput);
    }
}
