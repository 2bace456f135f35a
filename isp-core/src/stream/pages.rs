//! A list, page by page.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::stream::FuturesOrdered;

use super::items::Items;
use super::seen::Seen;
use super::source::{Requested, Source};
use crate::error::Error;

/// A stream of pages. The first error ends it; [`resume`](Self::resume) with its
/// [`cursor`](Self::cursor) continues there.
#[must_use = "a stream does nothing until polled"]
pub struct Pages<S: Source> {
    pub(super) source: S,
    requested: FuturesOrdered<Requested<S::Page>>,
    pub(super) seen: Seen,
    has_ended: bool,
}

impl<S: Source> Pages<S> {
    /// The pages of a list. Nothing is requested before the stream is polled.
    pub fn new(source: S) -> Self {
        Self { source, requested: FuturesOrdered::new(), seen: Seen::default(), has_ended: false }
    }

    /// The same list from where another stream of it stopped.
    pub fn resume(mut self, cursor: S::Cursor) -> Self {
        self.seen = self.source.move_to(cursor).into();
        self.requested = FuturesOrdered::new();
        self.has_ended = false;
        self
    }

    /// Where a later stream continues after the pages that this one has given.
    pub fn cursor(&self) -> S::Cursor {
        S::with_ids(self.source.position(), self.seen.without_last(0))
    }

    /// The items of the remaining pages.
    pub fn items(self) -> Items<S> {
        Items::new(self)
    }

    /// The next page; `None` at the end. It needs no crate of streams.
    pub async fn next(&mut self) -> Option<Result<S::Page, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Requests as many pages as the source allows at the same time.
    fn request(&mut self) -> Result<(), Error> {
        while self.requested.len() < self.source.pages_at_once().max(1) {
            let Some(page) = self.source.request()? else { break };
            self.requested.push_back(page);
        }
        Ok(())
    }
}

// Nothing is pinned in place.
impl<S: Source> Unpin for Pages<S> {}

impl<S: Source> Stream for Pages<S> {
    type Item = Result<S::Page, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.has_ended {
            return Poll::Ready(None);
        }
        let came = match this.request() {
            Ok(()) => ready!(Pin::new(&mut this.requested).poll_next(context)),
            Err(error) => Some(Err(error)),
        };
        let page = came.map(|page| this.source.receive(page?, &mut this.seen));
        if !matches!(page, Some(Ok(_))) || this.source.is_over() {
            this.has_ended = true;
            this.requested = FuturesOrdered::new();
        }
        Poll::Ready(page)
    }
}

impl<S: Source> fmt::Debug for Pages<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("position", &self.source.position()).finish_non_exhaustive()
    }
}
