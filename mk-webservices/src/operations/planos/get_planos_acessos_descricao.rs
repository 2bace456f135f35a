//! Plans by description.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Plans by description.
    ///
    /// Nobody shows the answer's shape.
    GetPlanosAcessosDescricao = GET "planos-acessos/descricao",
    fn planos_acessos_descricao -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Name of the plan. Newer documentation calls the parameter `descricao`.
            nomedoplano: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    fn operation() -> GetPlanosAcessosDescricao {
        GetPlanosAcessosDescricao::new("FIBRA 500")
    }

    #[test]
    fn it_asks_by_name() {
        assert_eq!(
            request(&operation()),
            "GET /core-api/planos-acessos/descricao?token=TOKEN&nomedoplano=FIBRA+500"
        );
        assert!(refusal(&GetPlanosAcessosDescricao::new(" ")).contains("nomedoplano"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"[{"id":41,"descricao":"FIBRA 500 MEGA"}]"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "id"), Some(41));
    }
}
