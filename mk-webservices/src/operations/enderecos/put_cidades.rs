//! Change a city.

use isp_core::Error;
use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a city's name or IBGE code. Nobody shows the answer's shape.
    PutCidades = Put "cidades", fn alterar_cidade -> Unconfirmed {
        title: "change a city",
        family: "enderecos",
        effect: Idempotent,
        evidence: Assumed,
        required: {
            /// City code.
            id: int,
        }
        optional: {
            /// Name.
            nome: text in json,
            /// IBGE's code of the city, seven digits.
            "IBGE" ibge: int in json,
        }
        check: PutCidades::changes_something,
    }
}

impl PutCidades {
    fn changes_something(&self) -> Result<(), Error> {
        if self.nome.is_none() && self.ibge.is_none() {
            return Err(Error::invalid_input("PUT cidades needs `nome` or `IBGE`"));
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
        let path = "PUT /core-api/cidades?token=TOKEN&id=7";
        let operation = || PutCidades::new(7);
        assert_eq!(request(&operation().nome("CIDADE")), format!(r#"{path} {{"nome":"CIDADE"}}"#));
        assert_eq!(request(&operation().ibge(4_100_000)), format!(r#"{path} {{"IBGE":4100000}}"#));
        assert!(refusal(&operation().nome("")).contains("nome"));
    }

    #[test]
    fn a_change_without_any_is_refused() {
        assert!(refusal(&PutCidades::new(7)).contains("`nome` or `IBGE`"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let operation = PutCidades::new(7).nome("CIDADE");
        assert_eq!(decoded_from(&operation, r#"{"id":7}"#).answer().value()["id"], 7);
    }
}
