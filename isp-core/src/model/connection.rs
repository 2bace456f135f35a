//! A customer's connection to the network.

use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::status_words::status_words;
use super::{Address, ConnectionId, ContractId, CustomerId, GeoPoint, Native};

/// A connection. Blocked, reduced and online are three different facts, and each may be unknown.
#[doc(alias("conexão", "conexao", "autenticação", "autenticacao"))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Connection {
    /// The connection's id.
    pub id: ConnectionId,
    /// Whose connection it is.
    pub customer: CustomerId,
    /// The contract that it serves; `None` where the ERP gives none.
    pub contract: Option<ContractId>,
    /// PPPoE or hotspot user name.
    #[doc(alias("usuário pppoe", "usuario pppoe"))]
    pub username: Option<String>,
    /// Blocked or not.
    #[doc(alias("bloqueio", "bloqueada"))]
    pub status: ConnectionStatus,
    /// Why it is blocked, in the ERP's words.
    pub block_reason: Option<String>,
    /// Whether its speed is reduced; `None` where the ERP does not tell.
    #[doc(alias("velocidade reduzida"))]
    pub reduced: Option<bool>,
    /// Whether a session is up; `None` where it is not known. It is undocumented how
    /// MK or Voalle describe a connection without a session, so neither ever says `Some(false)`.
    pub online: Option<bool>,
    /// How many trust unlocks are left, where the ERP tells.
    pub trust_unlocks_left: Option<u32>,
    /// Name of the plan, where the ERP gives it beside the connection. [`IspExt::overview`](crate::IspExt::overview)
    /// takes it from the contract otherwise.
    pub plan: Option<String>,
    /// Access technology in the ERP's words, such as `Ftth`.
    pub technology: Option<String>,
    /// MAC address as the ERP writes it; all zeros, and text that is no MAC address, count as none.
    pub mac_address: Option<String>,
    /// Where the service is installed.
    pub address: Option<Address>,
    /// Place of the installation.
    pub location: Option<GeoPoint>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(Connection);

impl Connection {
    /// A connection of which only ids and status are known.
    pub fn new(
        id: impl Into<ConnectionId>,
        customer: impl Into<CustomerId>,
        status: ConnectionStatus,
    ) -> Self {
        Self {
            id: id.into(),
            customer: customer.into(),
            contract: None,
            username: None,
            status,
            block_reason: None,
            reduced: None,
            online: None,
            trust_unlocks_left: None,
            plan: None,
            technology: None,
            mac_address: None,
            address: None,
            location: None,
            native: Native::none(),
        }
    }

    /// Whether the ERP says that it is blocked. An unknown status is not "blocked".
    pub fn is_blocked(&self) -> bool {
        self.status == ConnectionStatus::Blocked
    }
}

/// Whether a connection is let through.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ConnectionStatus {
    /// Let through, perhaps at reduced speed.
    Active,
    /// Blocked.
    Blocked,
    /// Switched off for good or not yet on.
    Inactive,
    /// What the ERP said, unchanged; empty when it said nothing.
    Unknown(String),
}

status_words!(ConnectionStatus {
    Active: "active" "ativa",
    Blocked: "blocked" "bloqueada",
    Inactive: "inactive" "inativa"
});
