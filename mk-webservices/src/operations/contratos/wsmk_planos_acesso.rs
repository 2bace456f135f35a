//! Contracts of a plan.

use isp_core::Secret;
use isp_core::record;
use isp_core::wire::DocumentText;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Contracts of a plan.
    ///
    /// **Includes the customer-area password of each customer in plain text.**
    ///
    /// The three switches do not choose a state: with `N` the answer has only the active contracts, with
    /// `S` all contracts of the plan, and a row does not tell its state. How they combine is
    /// undocumented.
    WSMKPlanosAcesso, fn planos_acesso -> PlanosAcesso {
        effect: Read,
        evidence: Observed,
        required: {
            /// Code of a plan or of a CRM product.
            codigo_plano: u64,
            /// `N` for only active contracts, `S` for all contracts of the plan, cancelled ones too.
            cancelado: SimNao(bool),
            /// `N` for only active contracts, `S` for all contracts of the plan, suspended ones too.
            suspenso: SimNao(bool),
            /// `N` for only active contracts, `S` for all contracts of the plan, also those that wait
            /// for activation.
            aguarda_ativacao: SimNao(bool),
        }
        optional: {
            /// Contracts that began on this day or later. The format of these four dates is an
            /// assumption: the manual shows none. Its URL spells this name `data_adesao_inicial::date`.
            data_adesao_inicial: IsoDate(Date),
            /// Contracts that began on this day or earlier.
            data_adesao_final: IsoDate(Date),
            /// Contracts cancelled on this day or later.
            data_cancelamento_inicial: IsoDate(Date) since "57",
            /// Contracts cancelled on this day or earlier.
            data_cancelamento_final: IsoDate(Date) since "57",
        }
    }
}

/// A plan and its contracts.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlanosAcesso {
    /// Code of the plan or CRM product.
    #[serde(rename = "CodigoPlano")]
    pub codigo_plano: u64,
    /// Name of the plan.
    #[serde(rename = "NomePlano")]
    pub nome_plano: Option<String>,
    /// The contracts. The server omits the list if no contract matches.
    #[serde(default)]
    pub contratos: Vec<ContratoDoPlano>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A contract of a plan.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContratoDoPlano {
    /// Contract code.
    pub codcontrato: u64,
    /// Customer code.
    pub codigopessoa: Option<u64>,
    /// Login of the customer area, often the CPF.
    pub loginsac: Option<DocumentText>,
    /// Password of the customer area.
    pub senhasac: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};
    use jiff::civil::date;

    fn operation() -> WSMKPlanosAcesso {
        WSMKPlanosAcesso::new(41, true, false, false)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKPlanosAcesso.rule?sys=MK0&token=TOKEN&codigo_plano=41&cancelado=S\
                    &suspenso=N&aguarda_ativacao=N";
        assert_eq!(request(&operation()), path);
        let whole = operation()
            .data_adesao_inicial(date(2026, 1, 1))
            .data_adesao_final(date(2026, 1, 31))
            .data_cancelamento_inicial(date(2026, 2, 1))
            .data_cancelamento_final(date(2026, 2, 28));
        assert_eq!(
            request(&whole),
            format!(
                "{path}&data_adesao_inicial=2026-01-01&data_adesao_final=2026-01-31\
                 &data_cancelamento_inicial=2026-02-01&data_cancelamento_final=2026-02-28"
            )
        );
    }

    #[test]
    fn it_reads_the_plan_and_its_contracts() {
        let plan = decoded(&operation(), "WSMKPlanosAcesso.ok.json");
        assert_eq!((plan.codigo_plano, plan.contratos.len()), (41, 2));
        assert_eq!(plan.nome_plano.as_deref(), Some("PLANO EXEMPLO 500 MEGA"));
        assert_eq!(plan.contratos[1].codigopessoa, Some(302));
        assert_eq!(plan.contratos[1].loginsac, Some(DocumentText::from("usuario.exemplo2")));
    }

    #[test]
    fn the_password_is_there_and_neither_debug_nor_json_shows_it() {
        let plan = decoded(&operation(), "WSMKPlanosAcesso.ok.json");
        let password = plan.contratos[0].senhasac.as_ref().unwrap();
        assert_eq!(password.expose(), "senha-exemplo-1");
        let shown = format!("{plan:?} {}", serde_json::to_string(&plan).unwrap());
        assert!(!shown.contains("senha-exemplo"));
    }

    #[test]
    fn debug_masks_a_login_that_is_a_document() {
        let plan = decoded_from(
            &operation(),
            r#"{"CodigoPlano":41,"contratos":[{"codcontrato":1,"loginsac":"52998224725"}]}"#,
        );
        assert!(!format!("{plan:?}").contains("52998224725"));
    }

    #[test]
    fn a_plan_without_contracts_comes_without_a_list_or_with_an_empty_one() {
        assert!(decoded(&operation(), "WSMKPlanosAcesso.sem-contratos.json").contratos.is_empty());
        let empty = r#"{"CodigoPlano":42,"NomePlano":"X","contratos":[],"status":"OK"}"#;
        assert!(decoded_from(&operation(), empty).contratos.is_empty());
    }

    #[test]
    fn what_is_no_plan_or_no_list_never_looks_like_no_contracts() {
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("CodigoPlano"));
        let broken = r#"{"CodigoPlano":42,"contratos":"","status":"OK"}"#;
        assert!(decode_error(&operation(), broken).contains("contratos"));
    }
}
