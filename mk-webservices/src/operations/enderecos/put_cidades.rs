//! Change a city's name or IBGE code.

use isp_core::Error;
use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a city's name or IBGE code.
    ///
    /// The shape of the answer is undocumented.
    PutCidades = PUT "cidades", fn alterar_cidade -> Unconfirmed {
        effect: Idempotent,
        evidence: Assumed,
        required: {
            /// City code.
            id: u64,
        }
        optional: {
            /// Name.
            nome: Text(&str) in Json,
            /// IBGE's code of the city, seven digits.
            "IBGE" ibge: u64 in Json,
        }
        check: PutCidades::changes_something,
    }
}

impl PutCidades {
    fn changes_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("PUT cidades needs `nome` or `IBGE`"));
        }
        Ok(())
    }
}
