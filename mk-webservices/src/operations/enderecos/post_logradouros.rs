//! Create a street.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a street. Nobody shows the answer's shape.
    PostLogradouros = Post "logradouros", fn criar_logradouro -> Unconfirmed {
        title: "create a street",
        family: "enderecos",
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: text in json,
            /// CEP.
            cep: text in json,
            /// District code.
            "bairroId" bairro_id: int in json,
            /// City code.
            "cidadeId" cidade_id: int in json,
        }
        optional: {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn everything_but_the_token_goes_into_the_body() {
        assert_eq!(
            request(&PostLogradouros::new("RUA DAS ACÁCIAS", "12345000", 9, 7)),
            "POST /core-api/logradouros?token=TOKEN \
             {\"bairroId\":9,\"cep\":\"12345000\",\"cidadeId\":7,\"nome\":\"RUA DAS ACÁCIAS\"}"
        );
        assert!(refusal(&PostLogradouros::new("", "12345000", 9, 7)).contains("nome"));
        assert!(refusal(&PostLogradouros::new("RUA A", " ", 9, 7)).contains("cep"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let operation = PostLogradouros::new("RUA A", "12345000", 9, 7);
        assert_eq!(decoded_from(&operation, r#"{"id":11}"#).answer().value()["id"], 11);
    }
}
