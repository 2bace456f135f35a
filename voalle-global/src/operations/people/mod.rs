//! People: customers and others.

mod getclient;
mod people_create;
mod people_txid;
mod people_update;
mod updateaddress;

pub use getclient::{ClientRecord, GetClient};
pub use people_create::{PeopleCreate, TypedDocument};
pub use people_txid::{MainAddress, PeopleTxid, Person, PersonTitle};
pub use people_update::{EmailBlock, PeopleUpdate, PeopleUpdated, PhoneBlock};
pub use updateaddress::UpdateAddress;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    PeopleTxid::SPEC,
    GetClient::SPEC,
    PeopleCreate::SPEC,
    PeopleUpdate::SPEC,
    UpdateAddress::SPEC,
];
