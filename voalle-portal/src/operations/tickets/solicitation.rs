//! A ticket.

use isp_core::record;
use isp_core::wire::WireDateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Assignment, TicketStatusCode};
use crate::codes::required_code_as_number;
use crate::operations::connections::ServiceTagReference;
use crate::operations::{Described, NamedPerson, Titled};
use isp_core::wire::Kept;

/// A ticket (`solicitação`), the same in the list and after opening.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Solicitation {
    /// Protocol, the number that the subscriber is told.
    pub protocol: Option<u64>,
    /// Null in every known answer.
    pub beginning_service_date: Option<Value>,
    /// By when the responsible has to act, local time.
    pub responsible_final_date: Option<WireDateTime>,
    /// Null in every known answer.
    pub beginning_checklist: Option<Value>,
    /// Null in every known answer.
    pub final_checklist: Option<Value>,
    /// Whether the final checklist is done.
    pub final_checklist_complete: Option<bool>,
    /// Code; its meaning is unknown.
    pub feedback_status: Option<i64>,
    /// Null in every known answer.
    pub feedback_score: Option<Value>,
    /// Null in every known answer.
    pub feedback_description: Option<Value>,
    /// Null in every known answer.
    pub feedback_date: Option<Value>,
    /// Null in every known answer.
    pub feedback_last_email_sent: Option<Value>,
    /// How many mails were sent.
    pub feedback_number_emails_sent: Option<i64>,
    /// Null in every known answer.
    pub last_permanency_check: Option<Value>,
    /// Whether stock is pending; the portal writes a boolean in lists and 0 after opening.
    pub stock_pending: Option<Kept<bool>>,
    /// The task behind the ticket: id, text, times.
    pub assignment: Assignment,
    /// Area.
    pub sector_area: Option<Titled>,
    /// Team.
    pub team: Option<Team>,
    /// The team's manager.
    pub team_manager: Option<NamedPerson>,
    /// Null in every known answer.
    pub catalog_service_item: Option<Value>,
    /// Area at opening.
    pub origin_sector_area: Option<Titled>,
    /// Team at opening.
    pub origin_team: Option<Titled>,
    /// Null in every known answer.
    pub origin_responsible: Option<Value>,
    /// Calendar of the service level.
    pub service_level_agreement_type: Option<Titled>,
    /// Whose ticket it is. One that cannot be read is kept: it is not the person asked for.
    pub client: Option<Kept<NamedPerson>>,
    /// Null in every known answer.
    pub sale_request: Option<Value>,
    /// Null in every known answer.
    pub authentication_access_point: Option<Value>,
    /// Null in every known answer.
    pub authentication_site: Option<Value>,
    /// Null in every known answer.
    pub catalog_service_item_class: Option<Value>,
    /// Who asked. One that cannot be read is kept.
    pub person: Option<Kept<NamedPerson>>,
    /// Situation; this one has a `description`.
    pub service_level_agreement: Option<Described>,
    /// The contract's service tag; null in the samples, so its shape is assumed.
    pub contract_service_tag: Option<ServiceTagReference>,
    /// Null in every known answer.
    pub patrimony: Option<Value>,
    /// Service of the catalogue.
    pub catalog_service: Option<Titled>,
    /// State of the ticket.
    pub incident_status: Option<IncidentStatus>,
    /// Kind of ticket.
    pub incident_type: Option<Titled>,
    /// Null in every known answer.
    pub solicitation_classification: Option<Value>,
    /// Null in every known answer.
    pub solicitation_problem: Option<Value>,
}

/// A team.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Team {
    /// Person id of the manager.
    pub manager_id: Option<u64>,
    /// Id.
    pub id: u64,
    /// Label.
    pub title: Option<String>,
}

/// State of a ticket.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IncidentStatus {
    /// Code.
    #[serde(serialize_with = "required_code_as_number")]
    pub id: TicketStatusCode,
    /// Label.
    pub title: Option<String>,
}
