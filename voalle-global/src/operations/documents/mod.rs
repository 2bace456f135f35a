//! Documents, files and signatures.

mod contractuploads;
mod contractuploads_getfile;
mod contractuploads_list;
mod electronicsignatures_resend;
mod getdocumentlinktosignbycontract;
mod getfilesbycontract;

pub use contractuploads::ContractUploads;
pub use contractuploads_getfile::ContractUploadsGetFile;
pub use contractuploads_list::ContractUploadsList;
pub use electronicsignatures_resend::ElectronicSignaturesResend;
pub use getdocumentlinktosignbycontract::{DocumentToSign, GetDocumentLinkToSignByContract};
pub use getfilesbycontract::{ContractFile, GetFilesByContract, Validity};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    GetDocumentLinkToSignByContract::SPEC,
    ElectronicSignaturesResend::SPEC,
    GetFilesByContract::SPEC,
    ContractUploads::SPEC,
    ContractUploadsList::SPEC,
    ContractUploadsGetFile::SPEC,
];
