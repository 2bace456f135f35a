//! How a list in pages is read.

use std::collections::HashMap;

use isp_core::Error;
use isp_core::http::Call;
use isp_core::stream::{Requested, Seen, Source};
use serde::{Deserialize, Serialize};

use super::{Page, Paged};
use crate::dialect::not_understood;

/// The most pages of one stream, whatever the portal announces.
const MOST_PAGES: u64 = 10_000;
/// The most pages of one stream where the portal announces nothing.
const MOST_UNANNOUNCED_PAGES: u64 = 1_000;
/// Pages allowed beyond twice those announced: rows may be added while the list is read.
const ADDED_PAGES: u64 = 100;

/// Where a stream of pages or items continues: the next page, and the rows already returned.
///
/// It can be saved and passed to `resume` of a stream with the same parameters. It keeps the id of
/// every row returned, so that no row comes twice even if the list has changed in the meantime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageCursor {
    /// The page to be read next, from 1 on.
    pub page: u64,
    /// Ids of the rows already returned, in order.
    pub seen: Vec<u64>,
}

/// The list of an operation in pages: the source of [`Pages`](super::Pages) and
/// [`Items`](super::Items). Made by [`Call::pages`](crate::Call::pages) and
/// [`Call::items`](crate::Call::items).
#[derive(Debug)]
pub struct PagedList<O: Paged> {
    call: Call<O>,
    next: u64,
    /// Whether the stream was resumed: then the next page may have been received before.
    is_resumed: bool,
    is_over: bool,
    /// The smallest number of rows that a page announced.
    least: Option<u64>,
    /// Pages received since the start, or since the stream was resumed.
    received: u64,
    /// After how many pages the list is taken for endless; set by the first page.
    most: u64,
}

impl<O: Paged> PagedList<O> {
    pub(super) fn new(call: Call<O>) -> Self {
        let next = call.operation.page_number().unwrap_or(1);
        Self {
            call,
            next,
            is_resumed: false,
            is_over: false,
            least: None,
            received: 0,
            most: MOST_UNANNOUNCED_PAGES,
        }
    }
}

impl<O: Paged> Source for PagedList<O> {
    type Item = O::Row;
    type Page = Page<O::Row>;
    type Cursor = PageCursor;

    fn request(&mut self) -> Result<Option<Requested<Self::Page>>, Error> {
        if self.received >= self.most {
            return Err(not_understood(format!("the list has no end after {} pages", self.most)));
        }
        let mut call = self.call.clone();
        // The first page needs no number, unless the call names it.
        if self.next != 1 || call.operation.page_number().is_some() {
            call.operation = call.operation.at_page(self.next);
        }
        Ok(Some(Box::pin(async move { Ok(call.send().await?.value) })))
    }

    fn receive(&mut self, mut page: Self::Page, seen: &mut Seen) -> Result<Self::Page, Error> {
        let rows = count(page.data.len());
        if contradicts_itself::<O>(&page.data) {
            return Err(not_understood("two different rows have the same id"));
        }
        if rows == 0 && seen.is_empty() && page.is_partial() {
            return Err(not_understood("the portal announced rows but sent none"));
        }
        self.received += 1;
        if let (1, Some(announced)) = (self.received, page.expected()) {
            self.most = most_pages(announced, rows);
        }
        seen.retain_new(&mut page.data, O::row_id);
        let received = count(seen.len());
        self.is_over = match (page.expected(), self.call.operation.page_limit()) {
            (Some(expected), _) => received >= expected,
            (None, Some(limit)) => rows < limit,
            (None, None) => true,
        };
        self.least = page.expected().map(|now| self.least.map_or(now, |least| least.min(now)));
        if page.data.is_empty() && !self.is_over && !self.is_resumed {
            // Rows added in the meantime may be on a page that was read before; those present at
            // the beginning must have been received.
            self.is_over = self.least.is_some_and(|least| received >= least);
            let missing = not_understood("the portal announced more rows than it sent");
            return if self.is_over { Ok(page) } else { Err(missing) };
        }
        self.next += 1;
        self.is_resumed = false;
        Ok(page)
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn items_of(page: Self::Page) -> Vec<O::Row> {
        page.data
    }

    fn position(&self) -> PageCursor {
        PageCursor { page: self.next, seen: Vec::new() }
    }

    fn with_ids(cursor: PageCursor, handed_out: &[u64]) -> PageCursor {
        PageCursor { seen: handed_out.to_vec(), ..cursor }
    }

    fn move_to(&mut self, cursor: PageCursor) -> Vec<u64> {
        (self.next, self.is_resumed) = (cursor.page, true);
        (self.is_over, self.least) = (false, None);
        (self.received, self.most) = (0, MOST_UNANNOUNCED_PAGES);
        cursor.seen
    }
}

/// Whether two different rows of a page have the same id. On two pages they may differ: the row has
/// changed in between.
fn contradicts_itself<O: Paged>(rows: &[O::Row]) -> bool {
    let mut known: HashMap<u64, &O::Row> = HashMap::with_capacity(rows.len());
    rows.iter().any(|row| known.insert(O::row_id(row), row).is_some_and(|other| other != row))
}

/// How many pages a list may have if its first page has `rows` of the rows announced.
fn most_pages(announced: u64, rows: u64) -> u64 {
    let pages = announced.div_ceil(rows.max(1));
    pages.saturating_mul(2).saturating_add(ADDED_PAGES).min(MOST_PAGES)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
