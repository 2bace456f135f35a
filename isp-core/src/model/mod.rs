//! The common vocabulary: one concept per file.
//!
//! Every value can be constructed (`new` plus public fields), is lossless ([`Native`]: the vendor's
//! own record is kept) and is *unknown* where an ERP sends an undocumented value.
//!
//! Everything has `Serialize`, and all but the overviews, which hold errors, has `Deserialize`. The JSON
//! holds personal data in full, which `Debug` masks. Its form:
//!
//! | what | JSON |
//! |---|---|
//! | field | its name here; `null` where it is `None` |
//! | status | `"blocked_for_debt"`; `{"unknown": "Aguardando"}` with the ERP's own word |
//! | amount | reais with a decimal point, `129.9`; as text from R$ 10 trillion on |
//! | date; instant | `"2026-09-10"`; `"2026-09-10T08:00:00-03:00[America/Sao_Paulo]"` |
//! | CPF or CNPJ | the number without punctuation, `"52998224725"` |
//! | payment line; PIX | the digits of the line; the text to copy and paste |
//! | PDF | `{"link": "https://…"}` or `{"bytes": "JVBERi0…"}` in Base64 |
//! | part of an overview | `{"ok": […]}`, or `{"error": {…}}` if it could not be read |
//!
//! The vendor's own record is not among it: serialize that by itself, where the API crate's type can be.

mod address;
mod base64_text;
mod connection;
mod contract;
mod customer;
mod customer_page;
mod ids;
mod invoice;
mod invoice_query;
mod native;
mod overview;
pub(crate) mod part;
mod payment;
mod status_words;
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
