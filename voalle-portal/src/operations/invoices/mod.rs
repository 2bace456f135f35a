//! Invoices and how to pay them.

mod financial_billet;
mod portal_financial_receivable_titles;
mod portal_invoice_notes;
mod print_invoice_notes;
mod title_situation;

pub use financial_billet::FinancialBillet;
pub(crate) use financial_billet::write_pdf;
pub use portal_financial_receivable_titles::{PortalFinancialReceivableTitles, ReceivableTitle};
pub use portal_invoice_notes::{CollectionType, InvoiceNote, NoteContract, PortalInvoiceNotes};
pub use print_invoice_notes::PrintInvoiceNotes;
pub use title_situation::TitleSituation;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    PortalFinancialReceivableTitles::SPEC,
    FinancialBillet::SPEC,
    PortalInvoiceNotes::SPEC,
    PrintInvoiceNotes::SPEC,
];
