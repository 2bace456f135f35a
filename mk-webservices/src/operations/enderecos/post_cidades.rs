//! Create a city.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a city. Nobody shows the answer's shape.
    ///
    /// The body's keys are spelled as the manual prints them; the rest of the core-api would say
    /// `ibge` and `estadoId`.
    PostCidades = Post "cidades", fn criar_cidade -> Unconfirmed {
        title: "create a city",
        family: "enderecos",
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: text in json,
            /// IBGE's code of the city, seven digits.
            "IBGE" ibge: int in json,
            /// State code, of the vendor's own numbering.
            estado: int in json,
        }
        optional: {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn the_body_has_the_keys_as_the_manual_prints_them() {
        assert_eq!(
            request(&PostCidades::new("CIDADE EXEMPLO", 4_100_000, 16)),
            r#"POST /core-api/cidades?token=TOKEN {"IBGE":4100000,"estado":16,"nome":"CIDADE EXEMPLO"}"#
        );
        assert!(refusal(&PostCidades::new(" ", 4_100_000, 16)).contains("nome"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let operation = PostCidades::new("CIDADE EXEMPLO", 4_100_000, 16);
        assert_eq!(decoded_from(&operation, r#"{"id":7}"#).answer().value()["id"], 7);
    }
}
