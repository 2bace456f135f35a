//! People by mobile number.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// People by mobile number.
    ///
    /// Nobody shows the answer's shape; probably rows as in
    /// [`GetPessoasNome`](super::GetPessoasNome).
    GetPessoasTelefone = GET "pessoas/telefone", fn pessoas_telefone -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Area code, two digits.
            ddd: Text(&str),
            /// The number without area code, digits.
            fone: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn area_code_and_number_go_apart_and_both_must_be_there() {
        assert_eq!(
            request(&GetPessoasTelefone::new("51", "900000000")),
            "GET /core-api/pessoas/telefone?token=TOKEN&ddd=51&fone=900000000"
        );
        assert!(refusal(&GetPessoasTelefone::new("", "900000000")).contains("ddd"));
        assert!(refusal(&GetPessoasTelefone::new("51", " ")).contains("fone"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(
            &GetPessoasTelefone::new("51", "900000000"),
            r#"[{"nome":"Cliente Exemplo","fone":"51900000000"}]"#,
        );
        assert_eq!(Untyped::text(answer.rows()[0], "nome").as_deref(), Some("Cliente Exemplo"));
    }
}
