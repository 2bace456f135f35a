//! Access plans of a kind.

use isp_core::record;
use isp_core::wire::{Untyped, YesNo};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::TipoPlano;
use crate::operation::operation;

operation! {
    /// Access plans of a kind.
    ///
    /// **Includes inactive plans.**
    WSMKListaPlanoAcesso, fn lista_plano_acesso -> ListaPlanoAcesso {
        effect: Read,
        evidence: Manual,
        required: {
            /// Kind of the plans.
            "TipoPlano" tipo_plano: TipoPlano,
        }
    }
}

/// Access plans.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaPlanoAcesso {
    /// The plans, inactive ones too.
    #[serde(rename = "Planos")]
    pub planos: Vec<PlanoAcesso>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An access plan: everything that the server sent, since the row is documented only in part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanoAcesso(Map<String, Value>);

impl PlanoAcesso {
    /// Plan code (`codplano`), `CodigoPlanoAcesso` of a new contract. The name of the key is an assumption.
    pub fn codplano(&self) -> Option<u64> {
        Untyped::integer(&self.0, "codplano")?.try_into().ok()
    }

    /// Whether it is no longer sold (`inativo`).
    pub fn inativo(&self) -> Option<YesNo> {
        Untyped::text(&self.0, "inativo").map(|word| YesNo::from(word.as_str()))
    }

    /// The row as it came.
    pub fn linha(&self) -> &Map<String, Value> {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKListaPlanoAcesso {
        WSMKListaPlanoAcesso::new(TipoPlano::Internet)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKListaPlanoAcesso.rule?sys=MK0&token=TOKEN&TipoPlano=";
        assert_eq!(request(&operation()), format!("{path}1"));
        let unlisted = WSMKListaPlanoAcesso::new(TipoPlano::Unknown(13));
        assert_eq!(request(&unlisted), format!("{path}13"));
    }

    #[test]
    fn inactive_plans_are_in_the_list() {
        let plans = decoded(&operation(), "WSMKListaPlanoAcesso.parcial.json").planos;
        let inactive: Vec<_> = plans.iter().map(PlanoAcesso::inativo).collect();
        assert_eq!(inactive, [Some(YesNo::No), Some(YesNo::Yes)]);
        assert_eq!(plans[0].codplano(), None);
    }

    #[test]
    fn what_nobody_shows_of_a_row_is_kept() {
        let answer = decoded_from(
            &operation(),
            r#"{"Planos":[{"codplano":"41","inativo":"N","velocidade":500}],"status":"OK"}"#,
        );
        assert_eq!(answer.planos[0].codplano(), Some(41));
        assert_eq!(Untyped::integer(answer.planos[0].linha(), "velocidade"), Some(500));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded(&operation(), "WSMKListaPlanoAcesso.vazio.json").planos.is_empty());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Planos"));
    }
}
