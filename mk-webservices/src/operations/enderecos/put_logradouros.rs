//! Change a street's name or CEP.

use isp_core::Error;
use isp_core::brazil::Cep;
use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a street's name or CEP.
    ///
    /// The shape of the answer is undocumented.
    PutLogradouros = PUT "logradouros", fn alterar_logradouro -> Unconfirmed {
        effect: Idempotent,
        evidence: Assumed,
        required: {
            /// Street code. The manual's list of parameters omits it; newer documentation has it.
            id: u64,
        }
        optional: {
            /// Name.
            nome: Text(&str) in Json,
            /// CEP, sent as eight digits.
            cep: Cep in Json,
        }
        check: PutLogradouros::changes_something,
    }
}

impl PutLogradouros {
    fn changes_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("PUT logradouros needs `nome` or `cep`"));
        }
        Ok(())
    }
}
