//! How do I test my service without an ERP?
//!
//! Add the crates to your `[dev-dependencies]` with the features `testing` (of `isp-core`) and
//! `simulator` (of an API crate). [`crate::testing`] has all of it, with recorded answers of a real ERP too;
//! this is the short form.
//!
//! | you test | with |
//! |---|---|
//! | what your service does with the answers of an ERP | [`InMemoryIsp`](crate::testing::InMemoryIsp): no network |
//! | what it does when the ERP fails | the same, with failures by script |
//! | the whole way, over HTTP | the simulator of the vendor, with faults injected into it |
//! | an `Isp` that you wrote | the [conformance suite](crate::testing::conformance) |
//!
//! Write your service against `Arc<dyn Isp>` or `&dyn Isp`, and hand it an ISP of your own making:
//!
//! ```
//! use isp_core::jiff::civil::date;
//! use isp_core::testing::{InMemoryIsp, IspMethod, World, WorldInvoice};
//! use isp_core::{Customer, Error, ErrorKind, Invoice, Isp, IspExt, Money};
//!
//! // The service under test: whether to remind a customer.
//! async fn remind(isp: &dyn Isp, customer: u64, today: isp_core::jiff::civil::Date) -> Option<bool> {
//!     isp.overdue(&customer.into(), today).await.ok().map(|overdue| !overdue.is_empty())
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let today = date(2026, 9, 10);
//! let mut world = World::empty(today);
//! world.customers.push(Customer::new(1, "CLIENTE EXEMPLO"));
//! let invoice = Invoice::new(7, 1, date(2026, 9, 1), Money::from_centavos(9_990));
//! world.invoices.push(WorldInvoice::payable(invoice));
//! let isp = InMemoryIsp::new(world);
//!
//! assert_eq!(remind(&isp, 1, today).await, Some(true));
//! assert_eq!(remind(&isp, 1, date(2026, 9, 1)).await, Some(false), "not overdue on its due date");
//!
//! isp.fail_next(IspMethod::Invoices, Error::new(ErrorKind::Overloaded, "the server is overloaded"));
//! assert_eq!(remind(&isp, 1, today).await, None, "nobody is reminded by a guess");
//! # }
//! ```
//!
//! Test writes with a lost answer: [`lose_next_answer`](crate::testing::InMemoryIsp::lose_next_answer)
//! lets the write take effect and fail all the same. [`writes`](super::writes) shows such a test.
//!
//! The simulators listen on loopback and speak the vendor's wire format with its quirks. Each API crate's
//! documentation shows one; the example `simulator` runs them for clients in any language.
//!
//! Next: [`operating`](super::operating).
