//! Invoices and how to pay them.

mod financial_billet;
mod portal_financial_receivable_titles;

pub use financial_billet::FinancialBillet;
pub use portal_financial_receivable_titles::{PortalFinancialReceivableTitles, ReceivableTitle};
