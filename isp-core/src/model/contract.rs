//! A contract between a customer and the provider.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::status_words::status_words;
use super::{ContractId, CustomerId, Native};
use crate::brazil::Money;

/// A contract.
#[doc(alias("contrato"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contract {
    /// The contract's id.
    pub id: ContractId,
    /// Whose contract it is.
    pub customer: CustomerId,
    /// The number that people quote, where it differs from the id. May have leading zeros.
    pub number: Option<String>,
    /// Name of the plan.
    #[doc(alias("plano"))]
    pub plan: Option<String>,
    /// State of the contract.
    pub status: ContractStatus,
    /// First day.
    pub start: Option<Date>,
    /// Last or expected last day.
    pub end: Option<Date>,
    /// Sum of the recurring items, where the ERP tells all of them.
    #[doc(alias("mensalidade"))]
    pub monthly: Option<Money>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(Contract);

impl Contract {
    /// A contract of which only ids and status are known.
    pub fn new(
        id: impl Into<ContractId>,
        customer: impl Into<CustomerId>,
        status: ContractStatus,
    ) -> Self {
        Self {
            id: id.into(),
            customer: customer.into(),
            number: None,
            plan: None,
            status,
            start: None,
            end: None,
            monthly: None,
            native: Native::none(),
        }
    }
}

/// State of a contract. Says nothing about the connection's being online.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContractStatus {
    /// In force.
    Active,
    /// In force without charge (`Cortesia`).
    Courtesy,
    /// In force on trial (`Demonstração`).
    Demonstration,
    /// Suspended by agreement.
    Suspended,
    /// Blocked for debt.
    BlockedForDebt,
    /// Blocked by the provider for another reason.
    BlockedByProvider,
    /// Cancelled.
    Cancelled,
    /// Ended in the ordinary way.
    Ended,
    /// What the ERP said, unchanged; empty when it said nothing.
    Unknown(String),
}

status_words!(ContractStatus {
    Active: "active" "ativo",
    Courtesy: "free of charge" "cortesia",
    Demonstration: "on trial" "demonstração",
    Suspended: "suspended" "suspenso",
    BlockedForDebt: "blocked for debt" "bloqueado por falta de pagamento",
    BlockedByProvider: "blocked by the provider" "bloqueado pelo provedor",
    Cancelled: "cancelled" "cancelado",
    Ended: "ended" "encerrado"
});

impl ContractStatus {
    /// Whether the contract binds both sides, perhaps with its connections blocked; `None` for an
    /// unknown state.
    ///
    /// MK calls every such contract active, whatever its connections are: only this can be compared
    /// between ERPs.
    pub const fn is_in_force(&self) -> Option<bool> {
        match self {
            Self::Active
            | Self::Courtesy
            | Self::Demonstration
            | Self::BlockedForDebt
            | Self::BlockedByProvider => Some(true),
            Self::Suspended | Self::Cancelled | Self::Ended => Some(false),
            Self::Unknown(_) => None,
        }
    }
}
