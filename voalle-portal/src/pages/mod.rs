//! Lists in pages: the portal's envelopes, and streams of pages and items that can be resumed.

mod list;
pub(crate) mod page;

use isp_core::http::Operation;
pub use isp_core::stream::{Items, Pages};

pub use list::{PageCursor, PagedList};
pub use page::{Page, Single};

use crate::Call;

/// An operation whose answer is a list in pages.
pub trait Paged: Operation<Output = Page<Self::Row>> + Clone + 'static {
    /// A row. Two different rows of one page with the same id are an error.
    type Row: PartialEq + Send + 'static;

    /// The same request for another page, from 1 on.
    fn at_page(self, number: u64) -> Self;

    /// The page requested, if any.
    fn page_number(&self) -> Option<u64>;

    /// How many rows a page is requested to have, if any.
    fn page_limit(&self) -> Option<u64>;

    /// The id by which a repeated row is recognised.
    fn row_id(row: &Self::Row) -> u64;
}

impl<O: Paged> Call<O> {
    /// All pages, one after the other, each without the rows that came before.
    ///
    /// The stream ends when as many rows have come as the portal announces. If the portal announces
    /// nothing, the first page is the only one, unless a `limit` is set: then the first page that
    /// is not full is the last one. It is an error if a page has no new rows although rows are
    /// missing, or if a first page without rows announces some.
    ///
    /// A list that never ends is an error too: after twice as many pages as the first page announces
    /// and a hundred more, at most 10,000; after 1,000 pages if the portal announces nothing.
    /// [`Pages::resume`] goes on from there.
    pub fn pages(self) -> Pages<PagedList<O>> {
        Pages::new(PagedList::new(self.0))
    }

    /// The rows of all pages, one after the other; see [`pages`](Self::pages).
    ///
    /// ```no_run
    /// # async fn run(subscriber: voalle_portal::Subscriber) -> Result<(), isp_core::Error> {
    /// let mut tickets = subscriber.portal_solicitations().limit(50).items();
    /// while let Some(ticket) = tickets.next().await {
    ///     println!("{:?}", ticket?.protocol);
    /// }
    /// let resume_here = tickets.cursor();
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> Items<PagedList<O>> {
        self.pages().items()
    }
}

/// Implements [`Paged`] for an operation, given the id of its rows, and `RowsOperation` for one page
/// of it. Without `page` and `limit` the page must be the whole list.
macro_rules! paged {
    ($operation:ty, $row:ty, |$known:ident| $id:expr) => {
        impl isp_core::http::RowsOperation for $operation {
            type Row = $row;

            const LIST: isp_core::wire::RowList = isp_core::wire::RowList::under("data");

            fn check_rest(
                &self,
                rest: &isp_core::http::Answer,
                rows: u64,
            ) -> Result<isp_core::wire::Drift, isp_core::wire::DecodeError> {
                let is_part = self.page.is_some() || self.limit.is_some();
                $crate::pages::page::check_rest(rest, rows, is_part)
            }
        }

        impl $crate::pages::Paged for $operation {
            type Row = $row;

            fn at_page(self, number: u64) -> Self {
                self.page(number)
            }

            fn page_number(&self) -> Option<u64> {
                self.page
            }

            fn page_limit(&self) -> Option<u64> {
                self.limit
            }

            fn row_id($known: &$row) -> u64 {
                $id
            }
        }
    };
}
pub(crate) use paged;
