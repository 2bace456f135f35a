//! Change a district.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a district's name. Nobody shows the answer's shape.
    PutBairros = Put "bairros", fn alterar_bairro -> Unconfirmed {
        title: "change a district",
        family: "enderecos",
        effect: Idempotent,
        evidence: Assumed,
        required: {
            /// District code.
            id: int,
            /// Name.
            nome: text in json,
        }
        optional: {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn the_code_goes_into_the_query_and_the_name_into_the_body() {
        assert_eq!(
            request(&PutBairros::new(9, "CENTRO")),
            r#"PUT /core-api/bairros?token=TOKEN&id=9 {"nome":"CENTRO"}"#
        );
        assert!(refusal(&PutBairros::new(9, "")).contains("nome"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let answer = decoded_from(&PutBairros::new(9, "CENTRO"), r#"{"id":9}"#);
        assert_eq!(answer.answer().value()["id"], 9);
        assert!(decoded_from(&PutBairros::new(9, "CENTRO"), "").answer().value().is_null());
    }
}
