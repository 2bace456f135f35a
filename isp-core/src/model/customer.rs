//! A customer's registration.

use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::status_words::status_words;
use super::{Address, CustomerId, GeoPoint, Native};
use crate::brazil::Document;

/// One registration of a person or company. One document may have several (a second address, a move).
///
/// A customer is not "blocked"; a [`Connection`](super::Connection) is.
#[doc(alias("cliente", "assinante", "cadastro", "pessoa"))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Customer {
    /// The registration's id.
    pub id: CustomerId,
    /// Name or company name.
    pub name: String,
    /// CPF or CNPJ; `None` where the ERP gives none or an invalid one (see the native record).
    pub document: Option<Document>,
    /// State of the registration, independent of contracts and connections.
    pub status: RegistrationStatus,
    /// E-mail as the ERP holds it, unchecked.
    pub email: Option<String>,
    /// Phone numbers as the ERP holds them, unchecked; parse with [`Phone`](crate::brazil::Phone).
    pub phones: Vec<String>,
    /// Main address.
    pub address: Option<Address>,
    /// Place of the main address.
    pub location: Option<GeoPoint>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(Customer);

impl Customer {
    /// A customer of whom only id and name are known; the status is unknown.
    pub fn new(id: impl Into<CustomerId>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            document: None,
            status: RegistrationStatus::Unknown(String::new()),
            email: None,
            phones: Vec::new(),
            address: None,
            location: None,
            native: Native::none(),
        }
    }
}

/// State of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RegistrationStatus {
    /// In use. It may still have no contract.
    Active,
    /// Closed.
    Inactive,
    /// What the ERP said, unchanged; empty when it said nothing.
    Unknown(String),
}

status_words!(RegistrationStatus {
    Active: "active" "ativo",
    Inactive: "inactive" "inativo"
});
