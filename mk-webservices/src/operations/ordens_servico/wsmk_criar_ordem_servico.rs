//! Open a service order.

use std::fmt;

use isp_core::Error;
use isp_core::http::{Answer, Proof};
use isp_core::wire::{DecodeError, Decoded, fold};
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Open a service order. Licensed separately. An unknown code may end in an HTTP 500 as if the rule
    /// were not licensed.
    ///
    /// The address is that of a condominium, or a street with its district and city; not both.
    WSMKCriarOrdemServico = "WSMKCriarOrdemServico", fn criar_ordem_servico -> OrdemCriada {
        title: "open a service order",
        family: "ordens_servico",
        service: None,
        effect: Once,
        proof: Proof::AnyOf(&[
            Proof::Sentence { member: "mensagem", sentence: "OS <n> criada com sucesso." },
            Proof::Sentence { member: "mensagem", sentence: "OS <n> criada" },
        ]),
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            "CodigoCliente" codigo_cliente: int,
            /// What is the matter.
            "DescricaoProblema" descricao_problema: text,
            /// Kind's code (`codostipo`).
            "CodigoTipoOS" codigo_tipo_os: int,
            /// Technician's code.
            "CodigoTecnico" codigo_tecnico: int,
            /// Team's code.
            "CodigoGrupoServico" codigo_grupo_servico: int,
            /// Whether it is for a customer or for the provider itself.
            categoria: CategoriaOs,
        }
        optional: {
            /// Connection code.
            "CodigoConexao" codigo_conexao: int,
            /// Contract code.
            "CodigoContrato" codigo_contrato: int,
            /// Ticket code.
            "CodigoAtendimento" codigo_atendimento: int,
            /// Protocol of the ticket, `AAMM.n`.
            protocolo: text,
            /// Condominium; its code, as it seems.
            condominio: text,
            /// City; its code, as it seems.
            cidade: text,
            /// District; its code, as it seems.
            bairro: text,
            /// Street; its code, as it seems.
            logradouro: text,
            /// House number.
            numero: text,
            /// Complement of the address.
            complemento: text,
            /// How to get there.
            indicacoes: text,
            /// Of unknown meaning.
            "dataConnection" data_connection: text,
            /// Fixed asset concerned, of a provider's order; its code, as it seems.
            "Imobilizado" imobilizado: text,
            /// Kind of place to be maintained, of a provider's order.
            "LocalMan" local_man: LocalManutencao,
            /// Code of that place.
            "CodLocalMan" cod_local_man: int,
            /// Kind of the item, 1 to 8; **not** the [`TipoSaida`](super::TipoSaida) of the core-api.
            "TipoItem" tipo_item: int,
            /// Code of the stock sector that the item comes from.
            "SetorItem" setor_item: int,
            /// Code of the item.
            "ItemOS" item_os: int,
            /// Serial number of the item.
            "Serial" serial: text,
            /// Quantity of the item.
            "QtdItem" qtd_item: number,
            /// Price of one, in BRL.
            vlr_unit: number,
        }
        check: WSMKCriarOrdemServico::has_one_address,
        read: read,
    }
}

impl WSMKCriarOrdemServico {
    fn has_one_address(&self) -> Result<(), Error> {
        let street = self.cidade.is_some() || self.bairro.is_some() || self.logradouro.is_some();
        if self.condominio.is_some() && street {
            return Err(Error::invalid_input("condominio and a street are two addresses"));
        }
        Ok(())
    }
}

/// Whom a service order is for (`categoria`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CategoriaOs {
    /// A customer.
    Cliente,
    /// The provider itself.
    Provedor,
    /// A code that is not in the vendor's list.
    Unknown(u32),
}

impl CategoriaOs {
    /// The vendor's code.
    pub const fn codigo(self) -> u32 {
        match self {
            Self::Cliente => 1,
            Self::Provedor => 2,
            Self::Unknown(code) => code,
        }
    }
}

impl fmt::Display for CategoriaOs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.codigo())
    }
}

/// Kind of place to be maintained (`LocalMan`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LocalManutencao {
    /// Point of presence.
    Pop,
    /// Cabinet.
    Armario,
    /// Access point.
    PontoAcesso,
    /// Optical line terminal.
    Olt,
    /// Server.
    Servidor,
    /// Network access point, hub.
    Nap,
    /// Splice box.
    CaixaEmenda,
    /// Anything else.
    Outros,
    /// A code that is not in the vendor's list.
    Unknown(u32),
}

impl LocalManutencao {
    /// The vendor's code.
    pub const fn codigo(self) -> u32 {
        match self {
            Self::Pop => 1,
            Self::Armario => 2,
            Self::PontoAcesso => 3,
            Self::Olt => 4,
            Self::Servidor => 5,
            Self::Nap => 6,
            Self::CaixaEmenda => 7,
            Self::Outros => 99,
            Self::Unknown(code) => code,
        }
    }
}

impl fmt::Display for LocalManutencao {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.codigo())
    }
}

/// The opened service order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrdemCriada {
    /// Service-order code, `codigoOS` elsewhere. The vendor gives it inside `mensagem` only.
    #[serde(default)]
    pub codigo_os: u64,
    /// `OS <n> criada com sucesso.`
    pub mensagem: String,
    /// `"OK"`.
    pub status: Option<String>,
}

/// Other sentences come with the same shape: one that tells of no new order is not success.
fn read(answer: &Answer) -> Result<Decoded<OrdemCriada>, DecodeError> {
    let mut decoded = answer.decode::<OrdemCriada>()?;
    let number = number_of_created(&decoded.value.mensagem);
    decoded.value.codigo_os = number.ok_or_else(|| {
        DecodeError::unexpected("$.mensagem", "\"OS <n> criada com sucesso.\"", "another sentence")
    })?;
    Ok(decoded)
}

fn number_of_created(sentence: &str) -> Option<u64> {
    if !fold(sentence).contains("criada") {
        return None;
    }
    let mut numbers = sentence.split(|c: char| !c.is_ascii_digit());
    numbers.find(|digits| !digits.is_empty())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fault_from, refusal, request,
    };
    use isp_core::ErrorKind;

    const PATH: &str = "GET /mk/WSMKCriarOrdemServico.rule?sys=MK0&token=TOKEN&CodigoCliente=301\
                        &DescricaoProblema=Sem+conex%C3%A3o&CodigoTipoOS=3&CodigoTecnico=77\
                        &CodigoGrupoServico=6";

    fn operation() -> WSMKCriarOrdemServico {
        WSMKCriarOrdemServico::new(301, "Sem conexão", 3, 77, 6, CategoriaOs::Cliente)
    }

    #[test]
    fn it_sends_what_it_must_and_a_customers_details_when_given() {
        assert_eq!(request(&operation()), format!("{PATH}&categoria=1"));
        let whole = operation()
            .codigo_conexao(9001)
            .codigo_contrato(5001)
            .codigo_atendimento(7546)
            .protocolo("2601.745")
            .cidade("1")
            .bairro("11")
            .logradouro("21")
            .numero("100")
            .complemento("casa")
            .indicacoes("portão azul")
            .data_connection("x");
        assert_eq!(
            request(&whole),
            format!(
                "{PATH}&categoria=1&CodigoConexao=9001&CodigoContrato=5001&CodigoAtendimento=7546\
                 &protocolo=2601.745&cidade=1&bairro=11&logradouro=21&numero=100&complemento=casa\
                 &indicacoes=port%C3%A3o+azul&dataConnection=x"
            )
        );
    }

    #[test]
    fn a_providers_order_names_the_place_and_the_item() {
        let order = WSMKCriarOrdemServico::new(301, "Sem conexão", 3, 77, 6, CategoriaOs::Provedor)
            .condominio("4")
            .imobilizado("12")
            .local_man(LocalManutencao::CaixaEmenda)
            .cod_local_man(8)
            .tipo_item(1)
            .setor_item(100)
            .item_os(2001)
            .serial("SERIALEXEMPLO1")
            .qtd_item(2.5)
            .vlr_unit(10.0);
        assert_eq!(
            request(&order),
            format!(
                "{PATH}&categoria=2&condominio=4&Imobilizado=12&LocalMan=7&CodLocalMan=8&TipoItem=1\
                 &SetorItem=100&ItemOS=2001&Serial=SERIALEXEMPLO1&QtdItem=2.5&vlr_unit=10"
            )
        );
    }

    #[test]
    fn each_place_has_the_vendors_code() {
        use LocalManutencao as L;
        let places = [L::Pop, L::Armario, L::PontoAcesso, L::Olt, L::Servidor, L::Nap];
        assert_eq!(places.map(L::codigo), [1, 2, 3, 4, 5, 6]);
        assert_eq!([L::CaixaEmenda, L::Outros, L::Unknown(8)].map(L::codigo), [7, 99, 8]);
        assert_eq!(CategoriaOs::Unknown(3).to_string(), "3");
    }

    #[test]
    fn two_addresses_and_an_order_without_a_problem_are_refused() {
        assert!(refusal(&operation().condominio("4").cidade("1")).contains("condominio"));
        let silent = WSMKCriarOrdemServico::new(301, " ", 3, 77, 6, CategoriaOs::Cliente);
        assert!(refusal(&silent).contains("DescricaoProblema"));
    }

    #[test]
    fn the_number_is_found_in_the_sentence() {
        let created = decoded(&operation(), "WSMKCriarOrdemServico.ok.json");
        assert_eq!(created.codigo_os, 8004);
        assert_eq!(created.mensagem, "OS 8004 criada com sucesso.");
        let shouted = decoded_from(&operation(), r#"{"mensagem":"OS 12 CRIADA","status":"OK"}"#);
        assert_eq!(shouted.codigo_os, 12);
    }

    #[test]
    fn a_sentence_that_tells_of_no_new_order_is_no_success() {
        for body in [
            r#"{"mensagem":"CodigoTecnico não encontrado","status":"OK"}"#,
            r#"{"mensagem":"CodigoTecnico 77 não encontrado","status":"OK"}"#,
            r#"{"mensagem":"OS criada com sucesso.","status":"OK"}"#,
            r#"{"status":"OK"}"#,
        ] {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
        let refused = r#"{"mensagem":"CodigoTecnico não encontrado","status":"ERRO"}"#;
        assert_eq!(fault_from(&operation(), refused).unwrap().kind, ErrorKind::Refused);
    }
}
