//! State of an access point.

use isp_core::record;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The state of an OLT or radio access point. It is **not** the state of the customer's session.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AccessPointStatus {
    /// Label.
    pub title: Option<String>,
    /// Whether it is in maintenance.
    pub in_maintenance: Option<bool>,
    /// The maintenance; null in every known answer.
    pub maintenance: Option<Value>,
    /// Whether it is active.
    pub active: Option<bool>,
}
