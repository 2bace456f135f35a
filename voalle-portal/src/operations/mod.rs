//! One file for each operation, in the vendor's own words, by family.

pub mod authentication;
pub mod connections;
pub mod contracts;
pub mod invoices;
mod parts;
pub mod people;
#[cfg(test)]
pub(crate) mod testing;
pub mod tickets;

pub use parts::{Described, NamedPerson, SortOrder, Titled};

use isp_core::http::{Operation, OperationSpec};

/// Every operation that this crate has a type for, family by family.
pub const OPERATIONS: &[OperationSpec] = &[
    authentication::PortalAuthentication::SPEC,
    people::Whoami::SPEC,
    people::PeopleWarnings::SPEC,
    contracts::ContractServiceTags::SPEC,
    contracts::PeopleContracts::SPEC,
    contracts::ContractUnblock::SPEC,
    connections::PeopleAuthentications::SPEC,
    invoices::PortalFinancialReceivableTitles::SPEC,
    invoices::FinancialBillet::SPEC,
    invoices::PortalInvoiceNotes::SPEC,
    invoices::PrintInvoiceNotes::SPEC,
    tickets::PortalSolicitations::SPEC,
    tickets::CreateSolicitation::SPEC,
    tickets::IncidentTypes::SPEC,
    tickets::ServiceLevelAgreements::SPEC,
    tickets::CatalogServices::SPEC,
];
