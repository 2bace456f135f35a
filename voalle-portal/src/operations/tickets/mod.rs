//! Tickets.

mod assignment;
mod catalog_services;
mod create_solicitation;
mod incident_types;
mod portal_solicitations;
mod service_level_agreements;
mod solicitation;
mod ticket_status_code;

pub use assignment::{Assignment, CompanyPlace};
pub use catalog_services::{CatalogService, CatalogServices};
pub use create_solicitation::{CreateSolicitation, CreateSolicitationParameters};
pub use incident_types::{IncidentType, IncidentTypes};
pub use portal_solicitations::PortalSolicitations;
pub use service_level_agreements::ServiceLevelAgreements;
pub use solicitation::{IncidentStatus, Solicitation, Team};
pub use ticket_status_code::TicketStatusCode;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    PortalSolicitations::SPEC,
    CreateSolicitation::SPEC,
    IncidentTypes::SPEC,
    ServiceLevelAgreements::SPEC,
    CatalogServices::SPEC,
];
