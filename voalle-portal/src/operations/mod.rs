//! One file for each operation, in the vendor's own words, by family.

pub mod authentication;
pub mod connections;
pub mod contracts;
pub mod invoices;
mod parts;
pub mod people;
#[cfg(test)]
mod template;
#[cfg(test)]
pub(crate) mod testing;
pub mod tickets;

pub use parts::{Described, NamedPerson, SortOrder, Titled};

use isp_core::http::OperationSpec;

/// The families, each with its operations.
const FAMILIES: [&[OperationSpec]; 6] = [
    authentication::OPERATIONS,
    people::OPERATIONS,
    contracts::OPERATIONS,
    connections::OPERATIONS,
    invoices::OPERATIONS,
    tickets::OPERATIONS,
];

/// Every operation that this crate has a type for, family by family.
pub fn all() -> impl Iterator<Item = &'static OperationSpec> {
    FAMILIES.into_iter().flatten()
}
