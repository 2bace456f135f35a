//! How a list in pages is read.

use std::collections::HashMap;

use isp_core::Error;
use isp_core::http::Call;
use isp_core::stream::{Requested, Seen, Source};
use serde::{Deserialize, Serialize};

use super::Paged;
use crate::answers::{Page, count};
use crate::dialect::{SYSTEM, not_understood};

/// The most pages of one stream, whatever the server announces.
const MOST_PAGES: u64 = 10_000;

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
    is_over: bool,
    /// Whether the pages before the first were skipped, so that their rows are not among those seen.
    skips_rows: bool,
    /// Whether the stream was resumed: then the next page may have been received before.
    is_resumed: bool,
    /// How many rows the server announced last.
    announced: Option<u64>,
    /// How many pages the server announced last.
    announced_pages: Option<u64>,
    /// Pages received since the start, or since the stream was resumed.
    received: u64,
}

impl<O: Paged> PagedList<O> {
    pub(super) fn new(call: Call<O>) -> Self {
        let next = call.operation.page_number().unwrap_or(1);
        Self {
            call,
            next,
            is_over: false,
            skips_rows: next > 1,
            is_resumed: false,
            announced: None,
            announced_pages: None,
            received: 0,
        }
    }
}

impl<O: Paged> Source for PagedList<O> {
    type Item = O::Row;
    type Page = Page<O::Row>;
    type Cursor = PageCursor;

    fn request(&mut self) -> Result<Option<Requested<Self::Page>>, Error> {
        if self.received >= MOST_PAGES {
            return Err(not_understood(format!("the list has no end after {MOST_PAGES} pages")));
        }
        if self.next == 0 {
            return Err(Error::invalid_input("pages are counted from 1").with_system(SYSTEM));
        }
        let mut call = self.call.clone();
        call.operation = call.operation.at_page(self.next);
        Ok(Some(Box::pin(async move { Ok(call.send().await?.into_value().response) })))
    }

    fn receive(&mut self, mut page: Self::Page, seen: &mut Seen) -> Result<Self::Page, Error> {
        if contradicts_itself::<O>(&page.data) {
            return Err(not_understood("two different rows have the same id"));
        }
        if page.page.is_some_and(|sent| sent > self.next) {
            return Err(not_understood("the ERP sent a later page than the one asked for"));
        }
        self.received += 1;
        self.announced = page.total_records.or(self.announced);
        self.announced_pages = page.total_pages.or(self.announced_pages);
        let has_further = self.announced_pages.is_some_and(|pages| pages > self.next);
        let is_empty = page.data.is_empty();
        seen.retain_new(&mut page.data, O::row_id);
        let known = count(seen.len());
        let is_counted = self.announced.is_some() && !self.skips_rows;
        let missing = is_counted && self.announced.is_some_and(|announced| announced > known);
        let all_came = is_counted && !missing;
        let has_nothing_new = page.data.is_empty() && !is_empty && !self.is_resumed;
        if missing && (is_empty || has_nothing_new) {
            return Err(not_understood("the ERP announced more rows than it sent"));
        }
        if is_empty && has_further && !all_came {
            return Err(not_understood("the ERP announced more pages than it sent"));
        }
        if has_nothing_new && !all_came {
            return Err(not_understood("the ERP sent a page without new rows"));
        }
        // Where the counters of rows and pages contradict each other, only a page without new rows ends
        // the list.
        self.is_over = is_empty || has_nothing_new || all_came && !has_further;
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
        (self.is_over, self.announced, self.received) = (false, None, 0);
        self.announced_pages = None;
        cursor.seen
    }
}

/// Whether two different rows of a page have the same id. On two pages they may differ: the row has
/// changed in between.
fn contradicts_itself<O: Paged>(rows: &[O::Row]) -> bool {
    let mut known: HashMap<u64, &O::Row> = HashMap::with_capacity(rows.len());
    rows.iter().any(|row| known.insert(O::row_id(row), row).is_some_and(|other| other != row))
}
