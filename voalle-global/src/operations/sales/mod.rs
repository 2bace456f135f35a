//! Leads, coverage, negotiations, services of a contract.

mod addcontractservices;
mod campaignsandpricelistservices;
mod cancelsale;
mod changecontractservices;
mod leads_create;
mod removecontractitems;
mod service_change;
mod startsale;
mod verifyviability;

pub use addcontractservices::AddContractServices;
pub use campaignsandpricelistservices::{
    Campaign, CampaignCity, CampaignPriceList, CampaignRegion, CampaignsAndPriceListServices,
    PriceListService,
};
pub use cancelsale::CancelSale;
pub use changecontractservices::ChangeContractServices;
pub use leads_create::{
    LeadAddress, LeadContact, LeadIntegratorData, LeadPersonalData, LeadsCreate,
};
pub use removecontractitems::{RemoveContractItems, RemovedItem};
pub use service_change::{ChangedService, ServiceChange, ServicePhoneNumber};
pub use startsale::{SalePhoneNumber, SaleProduct, StartSale, StartedSale};
pub use verifyviability::{
    FullAddress, VerifyViability, Viability, ViabilityCampaign, ViabilityPerson,
};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    LeadsCreate::SPEC,
    VerifyViability::SPEC,
    StartSale::SPEC,
    CancelSale::SPEC,
    CampaignsAndPriceListServices::SPEC,
    AddContractServices::SPEC,
    ChangeContractServices::SPEC,
    RemoveContractItems::SPEC,
];
