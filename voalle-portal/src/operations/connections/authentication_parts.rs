//! What an authentication refers to.

use std::net::IpAddr;

use isp_core::record;
use isp_core::wire::ParsedText;
use serde::{Deserialize, Serialize};

use crate::codes::code_as_number;
use crate::operations::contracts::ContractStatusCode;

/// The contract of a connection. A contract without an id cannot be read.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectionContract {
    /// Contract id.
    pub id: u64,
    /// The contract number that customers see, with leading zeros. In snake case here and nowhere else.
    #[serde(rename = "contract_number")]
    pub contract_number: Option<String>,
    /// Label.
    pub description: Option<String>,
    /// State of the contract; `None` if the portal names none or one that cannot be read.
    #[serde(serialize_with = "code_as_number")]
    pub status: Option<ContractStatusCode>,
    /// Trust unlocks already used.
    pub unblock_attempt_count: Option<u32>,
    /// Trust unlocks still allowed; `None` if the portal does not say.
    pub remaining_unblock_attempts: Option<u32>,
}

/// A contract's service tag.
#[record]
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
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BoundIp {
    /// Id.
    pub id: u64,
    /// The address.
    pub ip: Option<ParsedText<IpAddr>>,
}

/// The optical splitter of a connection.
#[record]
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
