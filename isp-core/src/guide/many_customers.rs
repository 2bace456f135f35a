//! How do I read a whole base, and continue after a failure?
//!
//! | you want | use |
//! |---|---|
//! | the same about many or all customers, on any ERP | a [sweep](crate::sweep) of [`IspExt`](crate::IspExt) |
//! | one list of one vendor, page by page or item by item | a [stream](crate::stream) of that crate |
//! | one answer that is too large to be held | [`rows()`](crate::http::Rows) of that call |
//!
//! All three have `next().await` and need no crate of streams; they are also `futures` streams.
//!
//! # Sweeps
//!
//! ```
//! use isp_core::IspExt;
//! use isp_core::sweep::SweepOptions;
//! use isp_core::testing::{InMemoryIsp, World};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), isp_core::Error> {
//! let isp = InMemoryIsp::new(World::example());
//! let (mut owing, mut unread) = (0, 0);
//! let mut debts = isp.invoices_of_all(SweepOptions::at_once(8));
//! while let Some(item) = debts.next().await {
//!     match item?.invoices {
//!         Ok(invoices) if invoices.is_empty() => {}
//!         Ok(_) => owing += 1,
//!         Err(error) => {
//!             eprintln!("{error}");
//!             unread += 1;
//!         }
//!     }
//! }
//! assert_eq!((owing, unread), (3, 0));
//! # Ok(())
//! # }
//! ```
//!
//! There are two levels of error. An item holds its own: a customer who could not be read does not end
//! the sweep, and is not one who owes nothing. The `Err` of the sweep is an error of the list itself and
//! ends it.
//!
//! # Was that everybody?
//!
//! [`Sweep::end`](crate::sweep::Sweep::end) says whether the ERP proves that the list was whole. MK has no
//! list of all customers but searches by code; there a sweep ends after a long row of unused codes, and
//! says so as [`Unproven`](crate::NextPage::Unproven), unless the last code was named
//! (`with_customer_codes(1..=60_000)`).
//!
//! ```
//! # use isp_core::IspExt;
//! # use isp_core::sweep::SweepOptions;
//! # use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::NextPage;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), isp_core::Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! let mut customers = isp.all_customers(SweepOptions::default());
//! while let Some(customer) = customers.next().await {
//!     println!("{}", customer?.id);
//! }
//! match customers.end() {
//!     Some(NextPage::End) => println!("these are all"),
//!     Some(NextPage::Unproven { reason, .. }) => println!("perhaps not all: {reason}"),
//!     _ => println!("the list ended with an error"),
//! }
//! # assert_eq!(customers.end(), Some(&NextPage::End));
//! # Ok(())
//! # }
//! ```
//!
//! # Continue where it stopped
//!
//! A cursor is text. Save it from time to time; a later sweep, in another process, gives the rest: no
//! item twice, none left out, in whatever order the answers came.
//!
//! ```
//! use isp_core::IspExt;
//! use isp_core::sweep::{SweepCursor, SweepOptions};
//! # use isp_core::testing::{InMemoryIsp, World};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let isp = InMemoryIsp::new(World::example().with_subscribers(50));
//! let mut debts = isp.invoices_of_all(SweepOptions::default());
//! let mut seen = Vec::new();
//! for _ in 0..20 {
//!     seen.extend(debts.next().await.transpose()?.map(|debt| debt.customer));
//! }
//! let saved = debts.cursor().to_string();
//! drop(debts);
//!
//! let cursor: SweepCursor = saved.parse()?;
//! let mut rest = isp.invoices_of_all(SweepOptions::default().resume_from(cursor));
//! while let Some(debt) = rest.next().await {
//!     seen.push(debt?.customer);
//! }
//! seen.sort_by(|one, other| one.as_str().cmp(other.as_str()));
//! let listed = seen.len();
//! seen.dedup();
//! assert_eq!((listed, seen.len()), (55, 55));
//! # Ok(())
//! # }
//! ```
//!
//! An item that held an error counts as given. Collect these customers, and ask for them again by
//! [`invoices_of_many`](crate::IspExt::invoices_of_many). Store an item and the cursor after it in one
//! transaction; the example `sync_sqlite` does.
//!
//! # Everybody's overdue invoices
//!
//! [`overdue_of_all`](crate::IspExt::overdue_of_all) asks once for each due date where the ERP has such a
//! list, which takes far fewer calls than one for each customer. A customer who does not come had no
//! overdue invoice in those answers; that somebody *owes nothing* is said only by the answer to a call
//! for that customer (`customer_by_customer()`).
//!
//! # Be kind to the ERP
//!
//! [`SweepOptions::at_once`](crate::sweep::SweepOptions::at_once) and
//! [`spacing`](crate::sweep::SweepOptions::spacing) set the load; the client's `max_in_flight` applies
//! too. On MK the lists themselves take long: `with_list_timeout` gives them more time than other calls.
//!
//! Next: [`testing`](super::testing).
