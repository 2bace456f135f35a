//! People by name.

use super::Pessoa;
use crate::operation::core_operation;

core_operation! {
    /// People by name.
    ///
    /// Only `nome` and `fone` of the rows are documented; the rest is probably as in
    /// [`GetPessoasId`](super::GetPessoasId).
    GetPessoasNome = GET "pessoas/nome", fn pessoas_nome -> Vec<Pessoa> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Name.
            nome: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};

    fn operation() -> GetPessoasNome {
        GetPessoasNome::new("JOSÉ")
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), "GET /core-api/pessoas/nome?token=TOKEN&nome=JOS%C3%89");
        assert!(refusal(&GetPessoasNome::new(" ")).contains("nome"));
    }

    #[test]
    fn it_reads_rows_of_which_little_is_known() {
        let people = decoded(&operation(), "core-api.pessoas.nome.parcial.json");
        assert_eq!(people.len(), 2);
        assert_eq!(people[1].nome, "Cliente Exemplo Dois");
        assert_eq!(people[1].fone.as_deref(), Some("51900000001"));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded_from(&operation(), "[]").is_empty());
        decode_error(&operation(), "{}");
    }
}
