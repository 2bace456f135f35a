//! How do I ask an ERP something?
//!
//! # Choose a crate
//!
//! | you have | crate | it reaches |
//! |---|---|---|
//! | a web-service profile of MK Solutions | `mk-webservices` | every customer |
//! | an integrator's credentials of Voalle | `voalle-global` | every customer |
//! | Voalle's portal, and the subscribers' own logins | `voalle-portal` | the subscribers whose logins you have |
//!
//! Each has a `Client`, built once and cloned cheaply. Clones share connections, tokens and limits, so
//! a process needs one client for each ERP. Nothing is sent until the first call is awaited; the client
//! logs in by itself.
//!
//! # Ask in the common vocabulary
//!
//! `client.isp()` is an [`Isp`](crate::Isp). Keep it as `Arc<dyn Isp>`, and your service does not know
//! which ERP it talks to:
//!
//! ```
//! use std::sync::Arc;
//! use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::{Document, Isp, IspExt};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // In production: `Arc::new(client.isp())`.
//! let isp: Arc<dyn Isp> = Arc::new(InMemoryIsp::new(World::example()));
//!
//! let document: Document = "529.982.247-25".parse()?;
//! for customer in isp.customers_by_document(&document).await? {
//!     println!("{} {}", customer.id, customer.name);
//!     for invoice in isp.unpaid_invoices(&customer.id).await? {
//!         println!("  {} due {}: {}", invoice.id, invoice.due, invoice.amount);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! One document may have several registrations: a person with a house and a shop has two customer
//! codes. Ask all of them.
//!
//! # Three answers, not two
//!
//! A read has three answers: found, not there, and could not read. *Not there* is `None` or an empty
//! list, and is given only if the ERP says so. Everything else is an `Err`. So this is safe:
//!
//! ```
//! # use isp_core::testing::{InMemoryIsp, IspMethod, World};
//! # use isp_core::{CustomerId, Error, ErrorKind, Isp, IspExt};
//! /// What a bot answers to "what do I owe?".
//! async fn debt(isp: &dyn Isp, customer: &CustomerId) -> String {
//!     match isp.unpaid_invoices(customer).await {
//!         Ok(invoices) if invoices.is_empty() => "Você não tem faturas em aberto.".to_owned(),
//!         Ok(invoices) => format!("Você tem {} faturas em aberto.", invoices.len()),
//!         Err(error) => {
//!             eprintln!("{error}");
//!             "Não consegui consultar suas faturas agora.".to_owned()
//!         }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! # let isp = InMemoryIsp::new(World::example());
//! assert_eq!(debt(&isp, &10_123.into()).await, "Você tem 4 faturas em aberto.");
//! assert_eq!(debt(&isp, &10_130.into()).await, "Você não tem faturas em aberto.");
//!
//! isp.fail_next(IspMethod::Invoices, Error::new(ErrorKind::Timeout, "no answer in time"));
//! assert_eq!(debt(&isp, &10_130.into()).await, "Não consegui consultar suas faturas agora.");
//! # }
//! ```
//!
//! States end in `Unknown` with the ERP's own word, and facts that an ERP does not tell are `None`. The
//! table at [`Isp`](crate::Isp) says how each unknown looks.
//!
//! # Ask what an ERP can do
//!
//! ```
//! # use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::{Isp, Reach};
//!
//! # let isp = InMemoryIsp::new(World::example());
//! let can = isp.capabilities();
//! if can.trust_unlock.is_supported() {
//!     println!("offer the trust unlock");
//! }
//! // A portal login reaches one subscriber: others are out of reach, never "not there".
//! assert_eq!(can.invoices.reach(), Some(Reach::WholeBase));
//! for (operation, capability) in can.iter() {
//!     println!("{operation}: {capability}");
//! }
//! ```
//!
//! # Ask in the vendor's words
//!
//! What only one ERP has is in its crate, under the vendor's own names: `mk.faturas_pendentes(10_123)`
//! is MK's `WSMKFaturasPendentes`, and its answer has MK's fields. A common value leads back to the
//! vendor's record by `native`, such as
//! [`Invoice::native`](crate::Invoice::native).
//!
//! Next: [`errors`](super::errors).
