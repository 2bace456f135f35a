//! Long lists, read page by page: the same streams for every vendor.
//!
//! A [`Source`] says how one list is read: in numbered pages, in windows of codes, in windows of days.
//! [`Pages`] and [`Items`] are the streams made of it. Pages keep their order, however many are
//! requested at once. The first error ends a stream; `resume(cursor)` with its `cursor()` continues
//! there, even in another process.
//!
//! ```
//! use isp_core::Error;
//! use isp_core::stream::{Pages, Seen, Source, Requested};
//!
//! /// The numbers below 25, ten to a page.
//! #[derive(Default)]
//! struct Numbers {
//!     next: u64,
//! }
//!
//! impl Source for Numbers {
//!     type Item = u64;
//!     type Page = Vec<u64>;
//!     type Cursor = u64;
//!
//!     fn request(&mut self) -> Result<Option<Requested<Vec<u64>>>, Error> {
//!         let first = self.next;
//!         Ok(Some(Box::pin(async move { Ok((first..25).take(10).collect()) })))
//!     }
//!
//!     fn receive(&mut self, page: Vec<u64>, _: &mut Seen) -> Result<Vec<u64>, Error> {
//!         self.next += 10;
//!         Ok(page)
//!     }
//!
//!     fn is_over(&self) -> bool {
//!         self.next >= 25
//!     }
//!
//!     fn items_of(page: Vec<u64>) -> Vec<u64> {
//!         page
//!     }
//!
//!     fn position(&self) -> u64 {
//!         self.next
//!     }
//!
//!     fn move_to(&mut self, cursor: u64) -> Vec<u64> {
//!         self.next = cursor;
//!         Vec::new()
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! let mut pages = Pages::new(Numbers::default());
//! assert_eq!(pages.next().await.unwrap()?.len(), 10);
//! let cursor = pages.cursor();
//!
//! let mut items = Pages::new(Numbers::default()).resume(cursor).items();
//! assert_eq!(items.next().await.unwrap()?, 10);
//! # Ok(())
//! # }
//! ```

mod items;
mod pages;
mod seen;
mod source;

pub use items::Items;
pub use pages::Pages;
pub use seen::Seen;
pub use source::{Requested, Source};
