//! Lists in pages, as streams of pages and items that can be resumed.

mod list;

use isp_core::http::Operation;
pub use isp_core::stream::{Items, Pages};

pub use list::{PageCursor, PagedList};

use crate::Call;
use crate::answers::{Page, Response};

/// An operation whose answer is a list in pages.
pub trait Paged: Operation<Output = Response<Page<Self::Row>>> + Clone + 'static {
    /// A row. Two different rows of one page with the same id are an error.
    type Row: PartialEq + Send + 'static;

    /// The same request for another page, from 1 on.
    fn at_page(self, number: u64) -> Self;

    /// The page requested, if any.
    fn page_number(&self) -> Option<u64>;

    /// The id by which a repeated row is recognised.
    fn row_id(row: &Self::Row) -> u64;
}

impl<O: Paged> Call<O> {
    /// All pages from the requested one on, one after the other, each without the rows that came before.
    ///
    /// The stream ends when as many rows have come as the server announces and it announces no further
    /// page, or with an empty page; a short page does not end it, since the server may lower the size of a
    /// page. It is an error if the list ends while announced rows or pages are missing, if a page has rows
    /// and none of them is new, and if the server says that it sent a later page than the one asked for.
    /// After 10,000 pages the list is taken for endless; [`Pages::resume`] goes on from there.
    pub fn pages(self) -> Pages<PagedList<O>> {
        Pages::new(PagedList::new(self.0))
    }

    /// The rows of all pages, one after the other; see [`pages`](Self::pages).
    ///
    /// ```no_run
    /// # async fn run(global: voalle_global::Client) -> Result<(), isp_core::Error> {
    /// let mut customers = global.getclient(1, 100).items();
    /// while let Some(customer) = customers.next().await {
    ///     println!("{:?}", customer?.name);
    /// }
    /// let resume_here = customers.cursor();
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> Items<PagedList<O>> {
        self.pages().items()
    }
}

/// Implements [`Paged`] for an operation, given the id of its rows; `optional` where its page is an
/// optional parameter.
macro_rules! paged {
    ($operation:ty, $row:ty, |$known:ident| $id:expr) => {
        $crate::pages::paged!(@ $operation, $row, |$known| $id, |it| Some(it.page), |n| n);
    };
    ($operation:ty, $row:ty, optional, |$known:ident| $id:expr) => {
        $crate::pages::paged!(@ $operation, $row, |$known| $id, |it| it.page, |n| Some(n));
    };
    (@ $operation:ty, $row:ty, |$known:ident| $id:expr, |$it:ident| $page:expr, |$n:ident| $set:expr) => {
        impl $crate::pages::Paged for $operation {
            type Row = $row;

            fn at_page(mut self, $n: u64) -> Self {
                self.page = $set;
                self
            }

            fn page_number(&self) -> Option<u64> {
                let $it = self;
                $page
            }

            fn row_id($known: &$row) -> u64 {
                $id
            }
        }
    };
}
pub(crate) use paged;
