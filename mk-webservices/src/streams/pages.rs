//! What all walks have in common: windows in order, a bounded number of them under way, a cursor.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::stream::{self, StreamExt};
use isp_core::Error;

/// What one window holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T, C> {
    /// Its items; none where there is a gap.
    pub items: Vec<T>,
    /// Where a new walk begins that goes on after this window.
    pub cursor: C,
}

/// A page, and whether the walk ends with it.
pub(super) struct Step<T, C> {
    pub(super) page: Page<T, C>,
    pub(super) is_last: bool,
}

/// A walk, window by window. The first error ends it.
#[must_use = "a stream does nothing until polled"]
pub struct Pages<T, C> {
    /// None once the walk has ended, which also drops the windows under way.
    steps: Option<BoxStream<'static, Result<Step<T, C>, Error>>>,
    cursor: C,
}

impl<T: Send + 'static, C: Send + 'static> Pages<T, C> {
    /// Asks for `windows`, at most `at_once` of them at the same time, and takes their answers in the
    /// windows' own order.
    pub(super) fn new<W, A, F>(
        cursor: C,
        at_once: usize,
        windows: impl Iterator<Item = W> + Send + 'static,
        ask: impl FnMut(W) -> F + Send + 'static,
        mut take: impl FnMut(A) -> Step<T, C> + Send + 'static,
    ) -> Self
    where
        W: Send + 'static,
        A: Send + 'static,
        F: Future<Output = Result<A, Error>> + Send + 'static,
    {
        let answers = stream::iter(windows).map(ask).buffered(at_once.max(1));
        let steps = answers.map(move |answer| answer.map(&mut take));
        Self { steps: Some(steps.boxed()), cursor }
    }

    /// A walk that ends with `error` at once.
    pub(super) fn refused(cursor: C, error: Error) -> Self {
        Self { steps: Some(stream::iter([Err(error)]).boxed()), cursor }
    }
}

impl<T, C> Pages<T, C> {
    /// A walk that is over.
    pub(super) fn ended(cursor: C) -> Self {
        Self { steps: None, cursor }
    }

    /// Where a new walk begins that goes on after the pages handed out so far.
    pub fn cursor(&self) -> &C {
        &self.cursor
    }

    /// The items of these pages, one by one.
    pub fn items(self) -> Items<T, C>
    where
        C: Clone,
    {
        Items { current: self.cursor.clone(), ready: Vec::new().into_iter(), pages: self }
    }
}

impl<T, C: Clone> Pages<T, C> {
    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Page<T, C>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

// Nothing in here is pinned by its own address.
impl<T, C> Unpin for Pages<T, C> {}

impl<T, C: Clone> Stream for Pages<T, C> {
    type Item = Result<Page<T, C>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(steps) = &mut self.steps else { return Poll::Ready(None) };
        let step = ready!(steps.as_mut().poll_next(context));
        if !matches!(&step, Some(Ok(step)) if !step.is_last) {
            self.steps = None;
        }
        Poll::Ready(step.map(|step| {
            step.map(|step| {
                self.cursor = step.page.cursor.clone();
                step.page
            })
        }))
    }
}

impl<T, C: fmt::Debug> fmt::Debug for Pages<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

/// A walk, item by item. The first error ends it.
#[must_use = "a stream does nothing until polled"]
pub struct Items<T, C> {
    pages: Pages<T, C>,
    /// What is left of the current page.
    ready: vec::IntoIter<T>,
    /// Where the current page begins.
    current: C,
}

impl<T, C> Items<T, C> {
    /// Where a new walk begins that goes on after the items handed out so far: the first window of
    /// which not all has been handed out. After an error, that is exactly where it happened; in the
    /// middle of a window, the new walk begins it again.
    pub fn cursor(&self) -> &C {
        if self.ready.as_slice().is_empty() { &self.pages.cursor } else { &self.current }
    }
}

impl<T, C: Clone> Items<T, C> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

// Nothing in here is pinned by its own address.
impl<T, C> Unpin for Items<T, C> {}

impl<T, C: Clone> Stream for Items<T, C> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            self.current = self.pages.cursor.clone();
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.ready = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T, C: fmt::Debug> fmt::Debug for Items<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("cursor", self.cursor()).finish_non_exhaustive()
    }
}
