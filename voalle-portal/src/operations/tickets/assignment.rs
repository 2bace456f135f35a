//! The task behind a ticket.

use isp_core::record;
use isp_core::wire::{Kept, TextOrNumber, WireDateTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::operations::Titled;

/// The task behind a ticket.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Assignment {
    /// Id of the task, used as the id of the ticket.
    pub id: u64,
    /// Label.
    pub title: Option<String>,
    /// Free text of several lines.
    pub description: Option<String>,
    /// When it was opened, local time.
    pub beginning_date: Option<WireDateTime>,
    /// Planned end, local time. Not the time of closing.
    pub final_date: Option<WireDateTime>,
    /// Null in every known answer.
    pub report_closing_date: Option<Value>,
    /// Presumably the time of closing, local time; null in every known answer. A value that is no time
    /// is kept.
    pub conclusion_date: Option<Kept<WireDateTime>>,
    /// Seconds.
    pub lifetime_seconds: Option<i64>,
    /// Seconds of business hours.
    pub lifetime_business_seconds: Option<i64>,
    /// Seconds.
    pub seconds_planned: Option<i64>,
    /// Seconds.
    pub children_seconds_planned: Option<i64>,
    /// Seconds.
    pub seconds_worked: Option<i64>,
    /// Seconds.
    pub children_seconds_worked: Option<i64>,
    /// Seconds.
    pub reopened_seconds_worked: Option<i64>,
    /// Seconds. Misspelt on the wire, so here too.
    pub childen_reopened_seconds_worked: Option<i64>,
    /// Priority; the portal writes a number in lists and text after opening.
    pub weight: Option<TextOrNumber>,
    /// Null in every known answer.
    pub in_execution: Option<Value>,
    /// Count or flag.
    pub rework: Option<i64>,
    /// When it was created, local time.
    pub created: Option<WireDateTime>,
    /// When it was last changed, local time.
    pub modified: Option<WireDateTime>,
    /// ERP user id; null for a ticket opened through the portal.
    pub created_by: Option<u64>,
    /// ERP user id.
    pub modified_by: Option<u64>,
    /// Null in every known answer.
    pub erp_code: Option<Value>,
    /// Branch.
    pub company_place: Option<CompanyPlace>,
    /// Null in every known answer.
    pub assignment_version: Option<Value>,
    /// Null in every known answer.
    pub responsible: Option<Value>,
    /// Region.
    pub region: Option<Titled>,
}

/// A branch of the provider.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CompanyPlace {
    /// Id.
    pub id: u64,
    /// Code as text.
    pub code: Option<String>,
    /// Label; may be free text of several lines.
    pub description: Option<String>,
    /// Short name.
    pub name2: Option<String>,
}
