//! Open a service order.

use isp_core::Money;
use isp_core::http::Answer;
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded, fold};
use serde::{Deserialize, Serialize};

use super::EnderecoOs;
use crate::numbered::numbered;
use crate::operation::operation;

operation! {
    /// Open a service order.
    ///
    /// Licensed separately. An unknown code may end in an HTTP 500 as if the rule were not
    /// licensed.
    WSMKCriarOrdemServico, fn criar_ordem_servico -> OrdemCriada {
        effect: Once,
        proof: Proof::AnyOf(&[
            Proof::Sentence { member: "mensagem", sentence: "OS <n> criada com sucesso." },
            Proof::Sentence { member: "mensagem", sentence: "OS <n> criada" },
        ]),
        evidence: Observed,
        required: CriarOrdemServicoParameters {
            /// Customer code (`CodigoPessoa`).
            "CodigoCliente" codigo_cliente: u64,
            /// Description of the problem.
            "DescricaoProblema" descricao_problema: Text(&str),
            /// Code of the kind (`codostipo`).
            "CodigoTipoOS" codigo_tipo_os: u64,
            /// Technician's code.
            "CodigoTecnico" codigo_tecnico: u64,
            /// Team's code.
            "CodigoGrupoServico" codigo_grupo_servico: u64,
            /// Whether it is for a customer or for the provider itself. Required since release 74.
            categoria: CategoriaOs,
        }
        optional: {
            /// Connection code.
            "CodigoConexao" codigo_conexao: u64,
            /// Contract code.
            "CodigoContrato" codigo_contrato: u64,
            /// Ticket code.
            "CodigoAtendimento" codigo_atendimento: u64,
            /// Protocol of the ticket, `AAMM.n`.
            protocolo: Text(&str),
            /// Where it is carried out.
            endereco: EnderecoOs,
            /// House number.
            numero: Text(&str),
            /// Complement of the address.
            complemento: Text(&str),
            /// How to get there.
            indicacoes: Text(&str),
            /// Name of the company, for a provider with several (`multiempresa`).
            "dataConnection" data_connection: Text(&str),
            /// Fixed asset concerned by a provider's order, probably its code.
            "Imobilizado" imobilizado: Text(&str),
            /// Kind of place to be maintained by a provider's order.
            "LocalMan" local_man: LocalManutencao,
            /// Code of that place.
            "CodLocalMan" cod_local_man: u64,
            /// Kind of the item, 1 to 8; **not** the [`TipoSaida`](super::TipoSaida) of the core-api.
            "TipoItem" tipo_item: u64,
            /// Code of the stock sector that the item comes from.
            "SetorItem" setor_item: u64,
            /// Code of the item.
            "ItemOS" item_os: u64,
            /// Serial number of the item.
            "Serial" serial: Text(&str),
            /// Quantity of the item.
            "QtdItem" qtd_item: f64,
            /// Unit price in BRL.
            vlr_unit: Money,
        }
        read: read,
    }
}

numbered! {
    /// Whom a service order is for (`categoria`).
    pub enum CategoriaOs {
        /// A customer.
        Cliente = 1,
        /// The provider itself.
        Provedor = 2,
    }
}

numbered! {
    /// Kind of place to be maintained (`LocalMan`).
    pub enum LocalManutencao {
        /// Point of presence.
        Pop = 1,
        /// Cabinet.
        Armario = 2,
        /// Access point.
        PontoAcesso = 3,
        /// Optical line terminal.
        Olt = 4,
        /// Server.
        Servidor = 5,
        /// Network access point, hub.
        Nap = 6,
        /// Splice box.
        CaixaEmenda = 7,
        /// Anything else.
        Outros = 99,
    }
}

/// The opened service order.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrdemCriada {
    /// Service-order code, `codigoOS` elsewhere. The vendor writes it in `mensagem` only.
    #[serde(default)]
    pub codigo_os: u64,
    /// `OS <n> criada com sucesso.`
    pub mensagem: String,
    /// `"OK"`.
    pub status: Option<String>,
}

/// Other sentences come in the same shape: one that does not name a new order is not success.
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

    fn about(problem: &str, categoria: CategoriaOs) -> WSMKCriarOrdemServico {
        WSMKCriarOrdemServico::new(CriarOrdemServicoParameters {
            codigo_cliente: 301,
            descricao_problema: problem.into(),
            codigo_tipo_os: 3,
            codigo_tecnico: 77,
            codigo_grupo_servico: 6,
            categoria,
        })
    }

    fn operation() -> WSMKCriarOrdemServico {
        about("Sem conexão", CategoriaOs::Cliente)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), format!("{PATH}&categoria=1"));
        let whole = operation()
            .codigo_conexao(9001)
            .codigo_contrato(5001)
            .codigo_atendimento(7546)
            .protocolo("2601.745")
            .endereco(EnderecoOs::logradouro("1", "11", "21"))
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
        let order = about("Sem conexão", CategoriaOs::Provedor)
            .endereco(EnderecoOs::condominio("4"))
            .imobilizado("12")
            .local_man(LocalManutencao::CaixaEmenda)
            .cod_local_man(8)
            .tipo_item(1)
            .setor_item(100)
            .item_os(2001)
            .serial("SERIALEXEMPLO1")
            .qtd_item(2.5)
            .vlr_unit(Money::from_centavos(1000));
        assert_eq!(
            request(&order),
            format!(
                "{PATH}&categoria=2&condominio=4&Imobilizado=12&LocalMan=7&CodLocalMan=8&TipoItem=1\
                 &SetorItem=100&ItemOS=2001&Serial=SERIALEXEMPLO1&QtdItem=2.5&vlr_unit=10.00"
            )
        );
    }

    #[test]
    fn an_order_without_a_problem_or_with_half_an_address_is_refused() {
        assert!(refusal(&about(" ", CategoriaOs::Cliente)).contains("DescricaoProblema"));
        let half = operation().endereco(EnderecoOs::logradouro("1", "", "21"));
        assert!(refusal(&half).contains("bairro"));
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
