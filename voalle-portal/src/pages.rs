//! Lists in pages as streams of pages and of rows, which can be taken up again where they stopped.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use isp_core::http::{Call as CoreCall, Operation};
use isp_core::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::dialect::SYSTEM;
use crate::page::Page;

/// An operation whose answer is a list in pages.
pub trait Paged: Operation<Output = Page<Self::Row>> + Clone + Unpin + 'static {
    /// A row. Two different rows of one page under one id are an error.
    type Row: PartialEq + Send + Unpin + 'static;

    /// The same question for another page, from 1 on.
    fn at_page(self, number: u64) -> Self;

    /// The page asked for, if any.
    fn page_number(&self) -> Option<u64>;

    /// How many rows a page is asked to have, if any.
    fn page_limit(&self) -> Option<u64>;

    /// By what a row is known when it comes a second time.
    fn row_id(row: &Self::Row) -> u64;
}

/// Where a stream of pages or rows stands: what is to be read next and what was already handed out.
///
/// It can be stored and taken up later, by [`Pages::resuming`] or [`Rows::resuming`] of a call with the same
/// parameters. It holds ids alone, of every row handed out, so that a list that moved meanwhile gives
/// no row twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageCursor {
    /// The page to be read next, from 1 on.
    pub page: u64,
    /// Ids of the rows handed out, in order.
    pub seen: Vec<u64>,
}

impl<O: Paged> Call<O> {
    /// All pages, one after the other, each without the rows that came before.
    ///
    /// The stream ends when as many rows have come as the portal announces. A portal that announces
    /// nothing has said all on the first page, unless a `limit` is set: then the first page that is
    /// not full is the last one. A page that brings nothing new although rows are missing is an
    /// error, a first page without rows that announces some too: half a list never looks whole.
    pub fn pages(self) -> Pages<O> {
        Pages::new(self.0)
    }

    /// All rows of all pages, one after the other; see [`pages`](Self::pages).
    ///
    /// ```no_run
    /// # async fn run(subscriber: voalle_portal::Subscriber) -> Result<(), isp_core::Error> {
    /// let mut tickets = subscriber.portal_solicitations().limit(50).rows();
    /// while let Some(ticket) = tickets.next().await {
    ///     println!("{:?}", ticket?.protocol);
    /// }
    /// let resume_here = tickets.cursor();
    /// # Ok(())
    /// # }
    /// ```
    pub fn rows(self) -> Rows<O> {
        Rows { pages: self.pages(), ready: VecDeque::new(), page: 0, handed_out: Vec::new() }
    }
}

type PageFuture<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send>>;

/// A stream of pages. Made by [`Call::pages`]; ends after the first error, from where its
/// [`cursor`](Self::cursor) takes it up again.
#[must_use = "a stream does nothing until polled"]
pub struct Pages<O: Paged> {
    call: CoreCall<O>,
    asked: Option<PageFuture<O::Row>>,
    next: u64,
    /// Whether no page has come yet: then the first one of the plain question needs no number.
    plain: bool,
    /// Whether the page is one that an interrupted stream may have seen already.
    resumed: bool,
    done: bool,
    /// The least number of rows that a page announced.
    least: Option<u64>,
    order: Vec<u64>,
    seen: HashSet<u64>,
}

impl<O: Paged> Pages<O> {
    fn new(call: CoreCall<O>) -> Self {
        let asked_for = call.operation.page_number();
        Self {
            asked: None,
            next: asked_for.unwrap_or(1),
            plain: asked_for.is_none(),
            resumed: false,
            done: false,
            least: None,
            order: Vec::new(),
            seen: HashSet::new(),
            call,
        }
    }

    /// The same stream from where another one stopped.
    pub fn resuming(mut self, cursor: PageCursor) -> Self {
        self.plain = self.plain && cursor.page == 1;
        self.next = cursor.page;
        self.resumed = true;
        self.seen = cursor.seen.iter().copied().collect();
        self.order = cursor.seen;
        self
    }

    /// The next page; `None` at the end. For whoever does not want to name a crate of streams.
    pub async fn next(&mut self) -> Option<Result<Page<O::Row>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Where the stream stands after the last page that it gave.
    pub fn cursor(&self) -> PageCursor {
        PageCursor { page: self.next, seen: self.order.clone() }
    }

    fn ask(&self) -> PageFuture<O::Row> {
        let mut call = self.call.clone();
        if !self.plain {
            call.operation = call.operation.at_page(self.next);
        }
        Box::pin(async move { Ok(call.send().await?.value) })
    }

    /// Takes a page's new rows, and finds out whether it was the last one.
    fn take(&mut self, mut page: Page<O::Row>) -> Result<Page<O::Row>, Error> {
        let rows = count(page.data.len());
        if contradicts_itself::<O>(&page.data) {
            return Err(not_understood("two different rows have the same id"));
        }
        if rows == 0 && self.seen.is_empty() && page.is_partial() {
            return Err(not_understood("the portal announces rows and gives none"));
        }
        let (seen, order) = (&mut self.seen, &mut self.order);
        page.data.retain(|row| {
            let id = O::row_id(row);
            let new = seen.insert(id);
            if new {
                order.push(id);
            }
            new
        });
        self.done = match (page.expected(), self.call.operation.page_limit()) {
            (Some(expected), _) => count(self.seen.len()) >= expected,
            (None, Some(limit)) => rows < limit,
            (None, None) => true,
        };
        self.least = page.expected().map(|now| self.least.map_or(now, |least| least.min(now)));
        if page.data.is_empty() && !self.done && !self.resumed {
            // What was added meanwhile may stand on a page already read; what was there at the
            // beginning must have come.
            if self.least.is_some_and(|least| count(self.seen.len()) >= least) {
                self.done = true;
                return Ok(page);
            }
            return Err(not_understood("the portal announces more rows than it gives"));
        }
        self.next += 1;
        self.plain = false;
        self.resumed = false;
        Ok(page)
    }
}

/// Whether a page has two different rows under one id. On two pages they may differ: the row has
/// changed in between.
fn contradicts_itself<O: Paged>(rows: &[O::Row]) -> bool {
    let mut known: HashMap<u64, &O::Row> = HashMap::with_capacity(rows.len());
    rows.iter().any(|row| known.insert(O::row_id(row), row).is_some_and(|other| other != row))
}

fn not_understood(what: &'static str) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(SYSTEM)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<Page<O::Row>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.done {
            return Poll::Ready(None);
        }
        let mut asked = match self.asked.take() {
            Some(asked) => asked,
            None => self.ask(),
        };
        let Poll::Ready(answer) = asked.as_mut().poll(cx) else {
            self.asked = Some(asked);
            return Poll::Pending;
        };
        let page = answer.and_then(|page| self.take(page));
        if page.is_err() {
            self.done = true;
        }
        Poll::Ready(Some(page))
    }
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("next", &self.next).finish_non_exhaustive()
    }
}

/// A stream of rows. Made by [`Call::rows`]; ends after the first error, from where its
/// [`cursor`](Self::cursor) takes it up again.
#[must_use = "a stream does nothing until polled"]
pub struct Rows<O: Paged> {
    pages: Pages<O>,
    ready: VecDeque<O::Row>,
    /// The page that the rows in `ready` are of.
    page: u64,
    handed_out: Vec<u64>,
}

impl<O: Paged> Rows<O> {
    /// The same stream from where another one stopped.
    pub fn resuming(mut self, cursor: PageCursor) -> Self {
        self.handed_out.clone_from(&cursor.seen);
        self.pages = self.pages.resuming(cursor);
        self
    }

    /// The next row; `None` at the end. For whoever does not want to name a crate of streams.
    pub async fn next(&mut self) -> Option<Result<O::Row, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Where the stream stands after the last row that it gave. In the middle of a page, that page is
    /// read again, and its rows that were handed out are left out.
    pub fn cursor(&self) -> PageCursor {
        let page = if self.ready.is_empty() { self.pages.next } else { self.page };
        PageCursor { page, seen: self.handed_out.clone() }
    }
}

impl<O: Paged> Stream for Rows<O> {
    type Item = Result<O::Row, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                self.handed_out.push(O::row_id(&row));
                return Poll::Ready(Some(Ok(row)));
            }
            let asked = self.pages.next;
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => {
                    self.page = asked;
                    self.ready = page.data.into();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paged> fmt::Debug for Rows<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// Says in an operation's own file how it is asked for a page, and by which id a row is known.
macro_rules! paged {
    ($operation:ty, $row:ty, |$known:ident| $id:expr) => {
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
