//! One file for each operation, in the vendor's own words, by family.

pub mod authentication;
pub mod catalogue;
pub mod connections;
pub mod contracts;
pub mod documents;
pub mod field_service;
pub mod invoices;
mod parts;
pub mod people;
pub mod sales;
#[cfg(test)]
mod template;
#[cfg(test)]
pub(crate) mod testing;
pub mod tickets;
#[cfg(test)]
mod untyped_tests;

pub use parts::{Described, Labelled, NamedPerson, TextValue, Titled};

use isp_core::http::OperationSpec;

/// The families, each with its operations.
const FAMILIES: [&[OperationSpec]; 10] = [
    authentication::OPERATIONS,
    people::OPERATIONS,
    catalogue::OPERATIONS,
    documents::OPERATIONS,
    sales::OPERATIONS,
    contracts::OPERATIONS,
    invoices::OPERATIONS,
    connections::OPERATIONS,
    tickets::OPERATIONS,
    field_service::OPERATIONS,
];

/// Every operation that this crate has a type for, family by family.
pub fn all() -> impl Iterator<Item = &'static OperationSpec> {
    FAMILIES.into_iter().flatten()
}

/// The operations that are known by name and have no type, since nobody shows their request.
pub const NOT_BUILT: [&str; 1] =
    ["POST /external/integrations/thirdparty/projects/solicitation/forward"];
