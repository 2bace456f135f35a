//! A posting of a contract, which a change of the contract refers to.

use isp_core::record;
use isp_core::wire::{self, YesNo};
use isp_core::{Error, Secret};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The postings of a contract that a change would touch.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContasDoContrato {
    /// The postings, each with what authorises its change.
    #[serde(rename = "Contas")]
    pub contas: Vec<ContaDoContrato>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A posting of a contract. It goes back to the server in the change that it was read for.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContaDoContrato {
    /// Account code.
    pub cd_conta: u64,
    /// Invoice code.
    pub cd_fatura: Option<u64>,
    /// Code of the posting.
    pub codigo: Option<u64>,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub data_vencimento: Option<Date>,
    /// `"Alteração autorizada."`, perhaps with a remark.
    pub descricao: Option<String>,
    /// What authorises the change. It has the form of a session token and is kept like one.
    pub hash: Option<Secret>,
    /// `"Sim"` where the change is authorised.
    pub ok: Option<YesNo>,
}

/// Refuses a change without postings, or with one that the server could not recognise.
pub(super) fn can_be_changed(contas: &[ContaDoContrato]) -> Result<(), Error> {
    let whole = |conta: &ContaDoContrato| {
        let hash = conta.hash.as_ref().is_some_and(|hash| !hash.expose().trim().is_empty());
        hash && conta.codigo.is_some()
    };
    if contas.is_empty() {
        return Err(Error::invalid_input("the change names no posting (`Contas`)"));
    }
    match contas.iter().find(|conta| !whole(conta)) {
        Some(conta) => Err(Error::invalid_input(format!(
            "posting {} has no `hash` or no `codigo`: read the postings again",
            conta.cd_conta
        ))),
        None => Ok(()),
    }
}
