//! The same question about many or all customers.
//!
//! The sweeps are methods of [`IspExt`](crate::IspExt):
//!
//! | sweep | items |
//! |---|---|
//! | [`all_customers`](crate::IspExt::all_customers) | every registration |
//! | [`overviews_of_all`](crate::IspExt::overviews_of_all), [`overviews_of_many`](crate::IspExt::overviews_of_many) | a [`CustomerOverview`](crate::CustomerOverview) of each customer |
//! | [`invoices_of_all`](crate::IspExt::invoices_of_all), [`invoices_of_many`](crate::IspExt::invoices_of_many) | the unpaid invoices of each customer |
//! | [`overdue_of_all`](crate::IspExt::overdue_of_all) | the overdue invoices, by customer |
//!
//! - At most [`at_once`](SweepOptions::at_once) requests for customers are in flight, and besides them
//!   one for the next page of customers. That one is sent long before it is needed, so that the other
//!   requests never wait for it.
//! - An item holds its own error: a customer who could not be read does not end the sweep. Only an
//!   error of the list itself does.
//! - [`Sweep::cursor`] says what is finished. A sweep that [resumes](SweepOptions::resume_from) there
//!   repeats no item and leaves none out, in whatever order the answers came. An item that holds an
//!   error counts as given: ask for that customer again by `…_of_many`.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), isp_core::Error> {
//! # use isp_core::testing::{InMemoryIsp, World};
//! # let isp = InMemoryIsp::new(World::example());
//! use isp_core::IspExt;
//! use isp_core::sweep::SweepOptions;
//!
//! let mut debts = isp.invoices_of_all(SweepOptions::at_once(16));
//! while let Some(item) = debts.next().await {
//!     let item = item?;
//!     match item.invoices {
//!         Ok(invoices) => println!("{}: {} unpaid", item.customer, invoices.len()),
//!         Err(error) => println!("{}: could not read: {error}", item.customer),
//!     }
//!     let _to_be_saved = debts.cursor().to_string();
//! }
//! # Ok(())
//! # }
//! ```

mod cursor;
mod customers;
mod options;
mod overdue;
mod overviews;
mod progress;
#[cfg(feature = "http")]
mod spacing;
mod stream;
mod unit;

pub use cursor::SweepCursor;
pub use customers::CustomerInvoices;
pub use options::SweepOptions;
pub use stream::Sweep;

pub(crate) use customers::{all_customers, invoices_of_all, invoices_of_many};
pub(crate) use overdue::overdue_of_all;
pub(crate) use overviews::{overviews_of_all, overviews_of_many};
