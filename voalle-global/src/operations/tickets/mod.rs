//! Tickets.

mod assignmentsuploads;
mod assignmentsuploads_getfile;
mod assignmentsuploads_list;
mod closesolicitationclienteventerror;
mod closesolicitationpopeventerror;
mod createsolicitationreport;
mod getsolicitationdata;
mod getsolicitationhistory;
mod opendetailedsolicitation;
mod opensolicitation;
mod opensolicitationclienteventerror;
mod opensolicitationcrm;
mod opensolicitationpopeventerror;
mod solicitationlist;
mod solicitationmaintenance;
mod solicitationnewnote;
mod ticket_status_code;

pub use assignmentsuploads::AssignmentsUploads;
pub use assignmentsuploads_getfile::AssignmentsUploadsGetFile;
pub use assignmentsuploads_list::AssignmentsUploadsList;
pub use closesolicitationclienteventerror::CloseSolicitationClientEventError;
pub use closesolicitationpopeventerror::CloseSolicitationPopEventError;
pub use createsolicitationreport::CreateSolicitationReport;
pub use getsolicitationdata::{GetSolicitationData, SolicitationData, SolicitationTag};
pub use getsolicitationhistory::{GetSolicitationHistory, SolicitationReport, Team};
pub use opendetailedsolicitation::{
    NewAssignment, NewReport, OpenDetailedSolicitation, OpenDetailedSolicitationParameters,
    OpenedSolicitation,
};
pub use opensolicitation::{OpenSolicitation, OpenedSimpleSolicitation};
pub use opensolicitationclienteventerror::OpenSolicitationClientEventError;
pub use opensolicitationcrm::OpenSolicitationCrm;
pub use opensolicitationpopeventerror::OpenSolicitationPopEventError;
pub use solicitationlist::{SolicitationList, SolicitationRow};
pub use solicitationmaintenance::SolicitationMaintenance;
pub use solicitationnewnote::SolicitationNewNote;
pub use ticket_status_code::TicketStatusCode;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    SolicitationList::SPEC,
    GetSolicitationData::SPEC,
    GetSolicitationHistory::SPEC,
    OpenDetailedSolicitation::SPEC,
    OpenSolicitation::SPEC,
    CreateSolicitationReport::SPEC,
    SolicitationMaintenance::SPEC,
    SolicitationNewNote::SPEC,
    OpenSolicitationPopEventError::SPEC,
    OpenSolicitationClientEventError::SPEC,
    CloseSolicitationPopEventError::SPEC,
    CloseSolicitationClientEventError::SPEC,
    AssignmentsUploads::SPEC,
    AssignmentsUploadsList::SPEC,
    AssignmentsUploadsGetFile::SPEC,
    OpenSolicitationCrm::SPEC,
];
