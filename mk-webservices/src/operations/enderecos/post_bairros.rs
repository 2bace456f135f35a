//! Create a district.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a district. Nobody shows the answer's shape.
    PostBairros = Post "bairros", fn criar_bairro -> Unconfirmed {
        title: "create a district",
        family: "enderecos",
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: text in json,
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
    fn the_token_goes_into_the_query_and_the_rest_into_a_json_body() {
        assert_eq!(
            request(&PostBairros::new("CENTRO", 7)),
            r#"POST /core-api/bairros?token=TOKEN {"cidadeId":7,"nome":"CENTRO"}"#
        );
        assert!(refusal(&PostBairros::new(" ", 7)).contains("nome"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let answer = decoded_from(&PostBairros::new("CENTRO", 7), r#"{"id":9}"#);
        assert_eq!(answer.answer().value()["id"], 9);
    }
}
