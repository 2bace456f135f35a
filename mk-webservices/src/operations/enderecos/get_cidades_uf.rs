//! Cities of a state.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Cities of a state.
    ///
    /// Nobody shows the answer's shape.
    GetCidadesUf = GET "cidades/uf", fn cidades_uf -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// State, two letters.
            uf: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn it_asks_for_one_state_without_sys() {
        assert_eq!(request(&GetCidadesUf::new("PR")), "GET /core-api/cidades/uf?token=TOKEN&uf=PR");
        assert!(refusal(&GetCidadesUf::new("")).contains("uf"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer =
            decoded_from(&GetCidadesUf::new("PR"), r#"[{"id":1,"nome":"Cidade Exemplo"}]"#);
        assert_eq!(Untyped::text(answer.rows()[0], "nome").as_deref(), Some("Cidade Exemplo"));
    }
}
