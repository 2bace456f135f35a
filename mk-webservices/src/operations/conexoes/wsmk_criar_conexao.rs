//! Create a connection.

use isp_core::http::{Parameter, Slot};
use isp_core::wire::Unconfirmed;
use isp_core::{Error, Secret, open_enum};

use crate::operation::operation;
use crate::operations::outros::Outros;

operation! {
    /// Create a connection.
    ///
    /// Licensed separately. The vendor's manual has about 25 parameters; sources repeat the spelling
    /// of those below. Pass the others (customer, contract, access point, server, plan, address) to
    /// [`outros`](WSMKCriarConexao::outros). The answer is undocumented.
    WSMKCriarConexao, fn criar_conexao -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        optional: {
            /// Code of the kind of IP address.
            "CodigoTipoIP" codigo_tipo_ip: u64,
            /// Technology, by the vendor's letter.
            "Tecnologia" tecnologia: TecnologiaConexao,
            /// Whether the customer may unlock it on trust.
            "AutoDesbloqueio" auto_desbloqueio: bool,
            /// MAC address.
            "macAddress" mac_address: Text(&str),
            /// Whether it is at the address of the customer's registration.
            "EnderecoCadastro" endereco_cadastro: bool,
            /// Kind of connection, 1 or 2; their meanings are unknown.
            "TipoConexao" tipo_conexao: u64,
            /// PPPoE user name.
            "Username" username: Text(&str),
            /// PPPoE password.
            "Password" password: Secret(&Secret),
            /// Code of the condominium.
            "CodCondominio" cod_condominio: u64,
            /// Kind of authentication; its format is unknown.
            "TpAutenticacao" tp_autenticacao: Text(&str),
            /// Further parameters, by the names of the vendor's manual.
            outros: Outros(&[(&str, &str)]),
        }
        check: WSMKCriarConexao::says_something,
    }
}

impl WSMKCriarConexao {
    fn says_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("the new connection has no parameter"));
        }
        Ok(())
    }
}

open_enum! {
    /// Technology of a new connection (`Tecnologia`). The vendor lists the letters without their
    /// meanings.
    pub enum TecnologiaConexao {
        /// `W`.
        W = "W",
        /// `F`.
        F = "F",
        /// `U`.
        U = "U",
    }
}

impl Parameter for TecnologiaConexao {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.as_str().trim().is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.text(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::refusal;

    #[test]
    fn a_connection_without_any_parameter_is_refused() {
        assert!(refusal(&WSMKCriarConexao::new()).contains("no parameter"));
    }
}
