//! An optical splitter.

use isp_core::record;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::MapAddress;
use crate::operations::TextValue;

/// An optical splitter.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Splitter {
    /// Splitter id, the `authenticationSplitterId` of a connection.
    pub id: u64,
    /// Code.
    pub code: Option<String>,
    /// Kind; `Atendimento` serves customers.
    pub r#type: Option<TextValue>,
    /// Whether it is active.
    pub active: Option<bool>,
    /// Label.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Number of its ports.
    pub out_ports: Option<i64>,
    /// Code of the integration.
    pub integration_code: Option<String>,
    /// Code of the map's integration.
    pub integration_code_map: Option<String>,
    /// Former code of the integration.
    pub old_integration_code: Option<String>,
    /// Network box (CTO).
    pub network_box: Option<NetworkBox>,
    /// Address.
    pub address: Option<MapAddress>,
    /// Its OLT: at least `code`; the other members are undocumented.
    pub olt: Option<Value>,
}

/// A network box (CTO).
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NetworkBox {
    /// Id.
    pub id: Option<u64>,
    /// Code.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Whether it is active.
    pub active: Option<bool>,
    /// State.
    pub status: Option<TextValue>,
    /// Kind.
    pub r#type: Option<TextValue>,
    /// Code of the integration.
    pub integration_code: Option<String>,
}
