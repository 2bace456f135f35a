//! People by name.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// People by name.
    ///
    /// Nobody shows the answer's shape: [`WSMKConsultaClientes`](super::WSMKConsultaClientes)
    /// finds them by name too, typed.
    WSMKConsultaNome, fn consulta_nome -> Untyped {
        service: 17,
        effect: Read,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn it_asks_for_a_name_and_for_no_empty_one() {
        assert_eq!(
            request(&WSMKConsultaNome::new("JOSÉ")),
            "GET /mk/WSMKConsultaNome.rule?sys=MK0&token=TOKEN&nome=JOS%C3%89"
        );
        assert!(refusal(&WSMKConsultaNome::new(" ")).contains("nome"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(
            &WSMKConsultaNome::new("MARIA"),
            r#"{"Pessoas":[{"CodigoPessoa":10123,"Nome":"MARIA"}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::integer(answer.rows()[0], "CodigoPessoa"), Some(10_123));
    }
}
