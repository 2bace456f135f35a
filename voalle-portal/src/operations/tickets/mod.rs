//! Tickets.

mod assignment;
mod create_solicitation;
mod portal_solicitations;
mod solicitation;
mod ticket_status_code;

pub use assignment::{Assignment, CompanyPlace};
pub use create_solicitation::CreateSolicitation;
pub use portal_solicitations::PortalSolicitations;
pub use solicitation::{IncidentStatus, Solicitation, Team};
pub use ticket_status_code::TicketStatusCode;
