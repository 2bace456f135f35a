//! How one list is read.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::seen::Seen;
use crate::error::Error;

/// A page that was requested. Nothing is sent before it is polled.
pub type Requested<P> = Pin<Box<dyn Future<Output = Result<P, Error>> + Send>>;

/// How one list is read: the next request, what a page holds, when the list is over, and where a
/// later stream continues.
pub trait Source {
    /// An item of the list.
    type Item;
    /// A page, as [`Pages`](super::Pages) gives it.
    type Page;
    /// Where a later stream continues. It is meant to be saved.
    type Cursor: Clone + fmt::Debug;

    /// How many pages are requested at the same time; one by default.
    fn pages_at_once(&self) -> usize {
        1
    }

    /// Requests the page after the one requested last. `None` if there is none; an error if the list
    /// cannot be requested in this way.
    fn request(&mut self) -> Result<Option<Requested<Self::Page>>, Error>;

    /// Checks a page, leaves out the items that came before, and moves on to the next page. Pages
    /// arrive in the order of their requests.
    fn receive(&mut self, page: Self::Page, seen: &mut Seen) -> Result<Self::Page, Error>;

    /// Whether the page received last ends the list. By default it ends when there is no page to
    /// request.
    fn is_over(&self) -> bool {
        false
    }

    /// The items of a page.
    fn items_of(page: Self::Page) -> Vec<Self::Item>;

    /// A cursor to the page after the one received last, without ids.
    fn position(&self) -> Self::Cursor;

    /// Adds the ids of the items that were handed out, if the cursor keeps them. By default it does
    /// not.
    fn with_ids(cursor: Self::Cursor, _handed_out: &[u64]) -> Self::Cursor {
        cursor
    }

    /// Continues at a cursor. Returns the ids that the cursor keeps.
    fn move_to(&mut self, cursor: Self::Cursor) -> Vec<u64>;
}
