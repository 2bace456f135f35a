//! The common vocabulary: one concept per file.
//!
//! Every value can be constructed (`new` plus public fields), is lossless ([`Native`]: the vendor's
//! own record is kept) and is *unknown* where an ERP sends an undocumented value.

mod address;
mod connection;
mod contract;
mod customer;
mod customer_page;
mod ids;
mod invoice;
mod invoice_query;
mod native;
mod overview;
mod payment;
mod subscriber_authentication;
mod ticket;
mod ticket_kind;
mod trust_unlock;

pub use address::{Address, GeoPoint};
pub use connection::{Connection, ConnectionStatus};
pub use contract::{Contract, ContractStatus};
pub use customer::{Customer, RegistrationStatus};
pub use customer_page::{CustomerCursor, CustomerPage, NextPage};
pub use ids::{ConnectionId, ContractId, CustomerId, InvoiceId, TicketId, TicketKindId};
pub use invoice::{Invoice, InvoiceStatus};
pub use invoice_query::{InvoiceQuery, InvoiceSelection};
pub use native::Native;
pub use overview::{CustomerOverview, InvoiceOverview, OverviewParts};
pub use payment::{PaymentMeans, PaymentProblem, Pdf};
pub use subscriber_authentication::SubscriberAuthentication;
pub use ticket::{NewTicket, Ticket, TicketQuery, TicketStatus};
pub use ticket_kind::TicketKind;
pub use trust_unlock::{TrustUnlock, UnlockRefusal};
