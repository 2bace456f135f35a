//! A list, item by item.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::pages::Pages;
use super::source::Source;
use crate::error::Error;

/// A stream of items. The first error ends it; [`resume`](Self::resume) with its
/// [`cursor`](Self::cursor) continues there.
#[must_use = "a stream does nothing until polled"]
pub struct Items<S: Source> {
    pages: Pages<S>,
    /// The items of the current page that were not handed out yet.
    waiting: vec::IntoIter<S::Item>,
    /// A cursor to the current page, without ids.
    current: S::Cursor,
}

impl<S: Source> Pages<S> {
    /// The items of the remaining pages.
    pub fn items(self) -> Items<S> {
        Items::new(self)
    }
}

impl<S: Source> Items<S> {
    fn new(pages: Pages<S>) -> Self {
        Self { current: pages.source.position(), waiting: Vec::new().into_iter(), pages }
    }

    /// The same list from where another stream of it stopped.
    pub fn resume(self, cursor: S::Cursor) -> Self {
        Self::new(self.pages.resume(cursor))
    }

    /// Where a later stream continues after the items that this one has given. In the middle of a
    /// page the cursor points to that page, which is read again. Its items that were handed out are
    /// left out if the cursor keeps their ids; otherwise they are repeated.
    pub fn cursor(&self) -> S::Cursor {
        let waiting = self.waiting.len();
        let page = if waiting == 0 { self.pages.source.position() } else { self.current.clone() };
        S::with_ids(page, self.pages.seen.without_last(waiting))
    }

    /// The next item; `None` at the end. It needs no crate of streams.
    pub async fn next(&mut self) -> Option<Result<S::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

// Nothing is pinned in place.
impl<S: Source> Unpin for Items<S> {}

impl<S: Source> Stream for Items<S> {
    type Item = Result<S::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.waiting.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            this.current = this.pages.source.position();
            let page = ready!(Pin::new(&mut this.pages).poll_next(context)?);
            let Some(page) = page else { return Poll::Ready(None) };
            this.waiting = S::items_of(page).into_iter();
        }
    }
}

impl<S: Source> fmt::Debug for Items<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
