//! Bank accounts.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Bank accounts.
    ///
    /// Licensed separately.
    WSMKConsultaContasBancarias, fn consulta_contas_bancarias -> ContasBancarias {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Only accounts of this name.
            descricao: Text(&str),
        }
    }
}

/// Bank accounts.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContasBancarias {
    /// The accounts.
    pub contas: Vec<ContaBancaria>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A bank account.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContaBancaria {
    /// Code.
    pub codigo: u64,
    /// Name.
    pub nome_profile: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaContasBancarias {
        WSMKConsultaContasBancarias::new()
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKConsultaContasBancarias.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&operation()), path);
        assert_eq!(request(&operation().descricao("BANCO")), format!("{path}&descricao=BANCO"));
    }

    #[test]
    fn it_reads_accounts_and_a_missing_list_is_never_an_empty_one() {
        let accounts = decoded(&operation(), "WSMKConsultaContasBancarias.ok.json").contas;
        assert_eq!(
            (accounts[0].codigo, accounts[0].nome_profile.as_deref()),
            (47, Some("BANCO EXEMPLO"))
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("contas"));
    }
}
