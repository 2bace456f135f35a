//! Change a street.

use isp_core::Error;
use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a street's name or CEP. Nobody shows the answer's shape.
    PutLogradouros = Put "logradouros", fn alterar_logradouro -> Unconfirmed {
        title: "change a street",
        family: "enderecos",
        effect: Idempotent,
        evidence: Assumed,
        required: {
            /// Street code.
            id: int,
        }
        optional: {
            /// Name.
            nome: text in json,
            /// CEP.
            cep: text in json,
        }
        check: PutLogradouros::changes_something,
    }
}

impl PutLogradouros {
    fn changes_something(&self) -> Result<(), Error> {
        if self.nome.is_none() && self.cep.is_none() {
            return Err(Error::invalid_input("PUT logradouros needs `nome` or `cep`"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    #[test]
    fn the_code_goes_into_the_query_and_each_change_into_the_body() {
        let path = "PUT /core-api/logradouros?token=TOKEN&id=11";
        let operation = || PutLogradouros::new(11);
        assert_eq!(request(&operation().nome("RUA B")), format!(r#"{path} {{"nome":"RUA B"}}"#));
        assert_eq!(
            request(&operation().cep("12345001")),
            format!(r#"{path} {{"cep":"12345001"}}"#)
        );
        assert!(refusal(&operation().nome(" ")).contains("nome"));
    }

    #[test]
    fn a_change_without_any_is_refused() {
        assert!(refusal(&PutLogradouros::new(11)).contains("`nome` or `cep`"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let operation = PutLogradouros::new(11).nome("RUA B");
        assert_eq!(decoded_from(&operation, r#"{"id":11}"#).answer().value()["id"], 11);
    }
}
