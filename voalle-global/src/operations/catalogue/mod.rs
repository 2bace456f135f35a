//! Branches, holidays, kinds of things, service tags.

mod catalogservicesitemspaged;
mod catalogservicespaged;
mod companiesplacespaged;
mod contractservicetagspaged;
mod contracttypesandservices;
mod getdocumentationtypes;
mod incidenttypespaged;
mod isholiday;
mod servicelevelagreementpaged;
mod servicetagsinfopaged;

pub use catalogservicesitemspaged::CatalogServicesItemsPaged;
pub use catalogservicespaged::CatalogServicesPaged;
pub use companiesplacespaged::{CompaniesPlacesPaged, CompanyPlace};
pub use contractservicetagspaged::{ContractServiceTagsPaged, ServiceTag};
pub use contracttypesandservices::{ContractType, ContractTypesAndServices, ServiceProduct};
pub use getdocumentationtypes::{DocumentationType, GetDocumentationTypes};
pub use incidenttypespaged::IncidentTypesPaged;
pub use isholiday::{Holiday, IsHoliday};
pub use servicelevelagreementpaged::ServiceLevelAgreementPaged;
pub use servicetagsinfopaged::{ServiceTagInfo, ServiceTagsInfoPaged};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    CompaniesPlacesPaged::SPEC,
    GetDocumentationTypes::SPEC,
    IsHoliday::SPEC,
    ContractTypesAndServices::SPEC,
    ContractServiceTagsPaged::SPEC,
    ServiceTagsInfoPaged::SPEC,
    IncidentTypesPaged::SPEC,
    ServiceLevelAgreementPaged::SPEC,
    CatalogServicesPaged::SPEC,
    CatalogServicesItemsPaged::SPEC,
];
