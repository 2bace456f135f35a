//! What an authentication refers to.

use serde::{Deserialize, Serialize};

use crate::codes::code_as_number;
use crate::operations::contracts::ContractStatusCode;

/// The contract of a connection. One without an id is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectionContract {
    /// Contract id.
    pub id: u64,
    /// The number that people quote, with leading zeros. In snake case here and nowhere else.
    #[serde(rename = "contract_number")]
    pub contract_number: Option<String>,
    /// Label.
    pub description: Option<String>,
    /// State of the contract; `None` where the portal names none or not in a form that is known.
    #[serde(serialize_with = "code_as_number")]
    pub status: Option<ContractStatusCode>,
    /// Trust unlocks already used.
    pub unblock_attempt_count: Option<u32>,
    /// Trust unlocks still allowed; `None` where the portal does not tell.
    pub remaining_unblock_attempts: Option<u32>,
}

/// A contract's service tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceTagReference {
    /// Tag id.
    pub id: u64,
    /// Label.
    pub description: Option<String>,
    /// Tag code, letters and digits.
    pub service_tag: Option<String>,
}

/// An IP address bound to a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundIp {
    /// Id.
    pub id: u64,
    /// The address.
    pub ip: Option<String>,
}

/// The optical splitter of a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Splitter {
    /// Id.
    pub id: u64,
    /// Label.
    pub title: Option<String>,
    /// Port.
    pub port: Option<i64>,
}
