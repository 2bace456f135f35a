//! Plans by code or kind.

use isp_core::Error;
use isp_core::wire::Untyped;

use super::TipoPlano;
use crate::operation::core_operation;

core_operation! {
    /// Plans by code or kind.
    ///
    /// At least one of them: the manual is unclear which. Nobody shows the answer's shape.
    GetPlanosAcessosId = GET "planos-acessos/id", fn planos_acessos_id -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Plan code.
            id: u64,
            /// Kind of the plans.
            "TipoPlano" tipo_plano: TipoPlano,
        }
        check: GetPlanosAcessosId::has_a_filter,
    }
}

impl GetPlanosAcessosId {
    fn has_a_filter(&self) -> Result<(), Error> {
        if self.id.is_none() && self.tipo_plano.is_none() {
            return Err(Error::invalid_input("planos-acessos/id needs `id` or `TipoPlano`"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    fn operation() -> GetPlanosAcessosId {
        GetPlanosAcessosId::new().id(41)
    }

    #[test]
    fn it_asks_by_code_by_kind_or_by_both() {
        let path = "GET /core-api/planos-acessos/id?token=TOKEN";
        assert_eq!(request(&operation()), format!("{path}&id=41"));
        let by_kind = GetPlanosAcessosId::new().tipo_plano(TipoPlano::Internet);
        assert_eq!(request(&by_kind), format!("{path}&TipoPlano=1"));
        assert_eq!(request(&by_kind.id(41)), format!("{path}&id=41&TipoPlano=1"));
    }

    #[test]
    fn without_a_filter_nothing_is_sent() {
        assert!(refusal(&GetPlanosAcessosId::new()).contains("TipoPlano"));
    }

    #[test]
    fn it_gives_the_plan_whatever_it_is() {
        let answer = decoded_from(&operation(), r#"{"id":41,"descricao":"FIBRA 500 MEGA"}"#);
        assert_eq!(answer.value()["id"], 41);
    }
}
