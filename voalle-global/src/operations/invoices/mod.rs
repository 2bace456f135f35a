//! Titles and how they are paid.

mod consultpayment;
mod getbillet;
mod getbilletlink;
mod getcontractbillets;
mod getopentitlesbyexpirationdate;
mod getopentitlesbytxid;
mod getrenegotiationsinformations;
mod gettitlesbytxid;
mod invoice_note_confirm;
mod invoices_download;
mod pdf;
mod receivepayment;
mod registerpix;
mod registerrenegotiations;
mod title;
mod title_status_code;

pub use consultpayment::{ConsultPayment, PaymentState};
pub use getbillet::GetBillet;
pub use getbilletlink::{BilletLink, GetBilletLink};
pub use getcontractbillets::{ContractBillet, GetContractBillets};
pub use getopentitlesbyexpirationdate::GetOpenTitlesByExpirationDate;
pub use getopentitlesbytxid::GetOpenTitlesByTxId;
pub use getrenegotiationsinformations::{
    GetRenegotiationsInformations, RenegotiatedReceivable, RenegotiationInformation,
};
pub use gettitlesbytxid::GetTitlesByTxId;
pub use invoice_note_confirm::InvoiceNoteConfirm;
pub use invoices_download::InvoicesDownload;
pub use receivepayment::{ReceivePayment, ReceivedPayment};
pub use registerpix::{RegisterPix, RegisteredPix};
pub use registerrenegotiations::{
    NewParcel, Parcel, RegisterRenegotiations, RegisteredRenegotiation,
};
pub use title::{
    Billet, NumberWithDigit, Title, TitleAddress, TitleAmount, TitleBank, TitleCollectionType,
    TitleParty, TitleReceipts,
};
pub use title_status_code::TitleStatusCode;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    GetOpenTitlesByTxId::SPEC,
    GetTitlesByTxId::SPEC,
    GetContractBillets::SPEC,
    GetOpenTitlesByExpirationDate::SPEC,
    GetBillet::SPEC,
    GetBilletLink::SPEC,
    RegisterPix::SPEC,
    ReceivePayment::SPEC,
    ConsultPayment::SPEC,
    GetRenegotiationsInformations::SPEC,
    RegisterRenegotiations::SPEC,
    InvoicesDownload::SPEC,
    InvoiceNoteConfirm::SPEC,
];
