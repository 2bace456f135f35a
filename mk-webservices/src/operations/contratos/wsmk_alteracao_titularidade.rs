//! Move a contract to another customer.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::operations::outros::Outros;

operation! {
    /// Move a contract to another customer.
    ///
    /// Licensed separately. The vendor's text has more parameters than any source repeats, and does
    /// not show the format of those that look like switches: they are sent as you write them.
    WSMKAlteracaoTitularidade, fn alteracao_titularidade -> AlteracaoTitularidade {
        effect: Once,
        proof: Proof::AnyOf(&[
            Proof::StatusWord,
            Proof::Sentence { member: "Contrato", sentence: "<n> Alterado com sucesso." },
        ]),
        evidence: Manual,
        required: {
            /// Contract code.
            "CodigoContrato" codigo_contrato: u64,
            /// Code of the customer who takes it over.
            "CodNovoCliente" cod_novo_cliente: u64,
        }
        optional: {
            /// Whether to deactivate the former customer; its format is unknown.
            "InativarCliAntigo" inativar_cli_antigo: Text(&str),
            /// Code of the reason of that.
            "MotivoInatividade" motivo_inatividade: u64,
            /// Whether to create a customer-area login; its format is unknown. The name has an accent.
            "GerarUsuárioSac" gerar_usuario_sac: Text(&str),
            /// Whether a new contract term is made; its format is unknown.
            "NovoTermoContratual" novo_termo_contratual: Text(&str),
            /// Whether to open a service order for the equipment; its format is unknown.
            "AbrirOSdeEquipamentos" abrir_os_de_equipamentos: Text(&str),
            /// Code of the service order's kind (`codostipo`).
            "TipoOS" tipo_os: u64,
            /// Code of the service order's group.
            "GrupoAtendimento" grupo_atendimento: u64,
            /// Code of its technician. The name has an accent.
            "TecnicoResponsável" tecnico_responsavel: u64,
            /// Further parameters, by the names of the vendor's manual.
            outros: Outros(&[(&str, &str)]),
        }
    }
}

/// What was changed.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlteracaoTitularidade {
    /// `"5001 Alterado com sucesso."`
    #[serde(rename = "Contrato")]
    pub contrato: Option<String>,
    /// Code of the customer who has it now.
    #[serde(rename = "Novo Cliente")]
    pub novo_cliente: Option<u64>,
    /// Code of the reason for deactivating the former customer, as text.
    #[serde(rename = "Motivo Inatividade")]
    pub motivo_inatividade: Option<String>,
    /// Code of the service order that was opened.
    #[serde(rename = "Codigo OS")]
    pub codigo_os: Option<u64>,
    /// Code of its kind.
    #[serde(rename = "Tipo da OS")]
    pub tipo_da_os: Option<u64>,
    /// What it is for.
    #[serde(rename = "Defeito")]
    pub defeito: Option<String>,
    /// Directions for the technician.
    #[serde(rename = "Indicações")]
    pub indicacoes: Option<String>,
    /// The technician. The vendor's key lacks a letter.
    #[serde(rename = "Técnic Responsável", alias = "Técnico Responsável")]
    pub tecnico_responsavel: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};

    fn operation() -> WSMKAlteracaoTitularidade {
        WSMKAlteracaoTitularidade::new(5001, 302)
    }

    const PATH: &str = "GET /mk/WSMKAlteracaoTitularidade.rule?sys=MK0&token=TOKEN\
                        &CodigoContrato=5001&CodNovoCliente=302";

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), PATH);
        let whole = operation()
            .inativar_cli_antigo("S")
            .motivo_inatividade(18)
            .gerar_usuario_sac("S")
            .novo_termo_contratual("N")
            .abrir_os_de_equipamentos("S")
            .tipo_os(123)
            .grupo_atendimento(6)
            .tecnico_responsavel(77)
            .outros(&[("Indicacoes", "texto de exemplo")]);
        assert_eq!(
            request(&whole),
            format!(
                "{PATH}&InativarCliAntigo=S&MotivoInatividade=18&GerarUsu%C3%A1rioSac=S\
                 &NovoTermoContratual=N&AbrirOSdeEquipamentos=S&TipoOS=123&GrupoAtendimento=6\
                 &TecnicoRespons%C3%A1vel=77&Indicacoes=texto+de+exemplo"
            )
        );
    }

    #[test]
    fn a_further_parameter_has_a_name_of_its_own() {
        for name in [" ", "token", "sys"] {
            assert!(refusal(&operation().outros(&[(name, "x")])).contains("outros"), "{name}");
        }
    }

    #[test]
    fn it_reads_keys_with_blanks_accents_and_a_missing_letter() {
        let done = decoded(&operation(), "WSMKAlteracaoTitularidade.ok.json");
        assert_eq!(done.contrato.as_deref(), Some("5001 Alterado com sucesso."));
        assert_eq!(
            (done.novo_cliente, done.codigo_os, done.tipo_da_os),
            (Some(302), Some(8005), Some(123))
        );
        assert_eq!(done.indicacoes.as_deref(), Some("texto de exemplo"));
        let whole = r#"{"Técnico Responsável":77,"Contrato":"5001 Alterado com sucesso."}"#;
        assert_eq!(decoded_from(&operation(), whole).tecnico_responsavel.as_deref(), Some("77"));
    }

    #[test]
    fn an_answer_without_its_sentence_and_its_word_does_not_prove_it() {
        for body in ["{}", r#"{"Contrato":"5001","Novo Cliente":302}"#] {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
    }
}
