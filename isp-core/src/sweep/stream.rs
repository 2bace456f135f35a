//! The stream of a sweep.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};

use super::cursor::{Position, SweepCursor, SweptList};
use super::options::SweepOptions;
use super::progress::Progress;
#[cfg(feature = "http")]
use super::spacing::Spacing;
use super::unit::{Part, ReadPage, Unit, UnitPage};
use crate::error::{Error, ErrorKind};
use crate::model::{CustomerCursor, NextPage};

/// Pages are read ahead while fewer units than this wait.
const READ_AHEAD: usize = 1_000;

/// A stream of the items of many or all customers, as their answers come. Made by the methods of
/// [`IspExt`](crate::IspExt); see [the module](crate::sweep).
///
/// The first `Err` of the stream is an error of the list itself and ends it. Before it come the
/// items of all customers that the sweep had begun; [`cursor`](Self::cursor) then says where to
/// continue.
#[must_use = "a stream does nothing until polled"]
pub struct Sweep<'a, T> {
    read_page: ReadPage<'a, T>,
    page_being_read: Option<BoxFuture<'a, Result<UnitPage<'a, T>, Error>>>,
    waiting: VecDeque<(u64, Unit<'a, T>)>,
    running: FuturesUnordered<BoxFuture<'a, Finished<T>>>,
    /// The unit whose parts are being given.
    giving: Option<Giving<T>>,
    at_once: usize,
    #[cfg(feature = "http")]
    spacing: Spacing,
    progress: Progress,
    /// Whether this sweep began with the first page, and no page had a customer.
    found_nobody: bool,
    /// How the list of pages ended.
    end: Option<Result<NextPage, Error>>,
    /// The error of a unit. Nothing is started after it.
    failed: Option<Error>,
    has_ended: bool,
}

struct Finished<T> {
    page: u64,
    key: Box<str>,
    parts: Result<Vec<Part<T>>, Error>,
}

struct Giving<T> {
    page: u64,
    key: Box<str>,
    parts: vec::IntoIter<Part<T>>,
}

impl<'a, T> Sweep<'a, T> {
    pub(super) fn new(
        list: SweptList,
        options: SweepOptions,
        read_page: impl FnMut(Option<CustomerCursor>) -> BoxFuture<'a, Result<UnitPage<'a, T>, Error>>
        + Send
        + 'a,
    ) -> Self {
        let from = options.resume_from.map_or(Ok(SweepCursor::first(list)), |from| from.of(list));
        let (from, end) = match from {
            Ok(from) if from.position == Position::End => (from, Some(Ok(NextPage::End))),
            Ok(from) => (from, None),
            Err(error) => (SweepCursor::first(list), Some(Err(error))),
        };
        Self {
            read_page: Box::new(read_page),
            page_being_read: None,
            waiting: VecDeque::new(),
            running: FuturesUnordered::new(),
            giving: None,
            at_once: options.at_once,
            #[cfg(feature = "http")]
            spacing: Spacing::new(options.spacing),
            found_nobody: from.position == Position::First,
            progress: Progress::at(from),
            end,
            failed: None,
            has_ended: false,
        }
    }

    /// The next item; `None` at the end. It needs no crate of streams.
    pub async fn next(&mut self) -> Option<Result<T, Error>>
    where
        T: Send + 'a,
    {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// What is finished, with the items given so far: where a later sweep continues. It takes time in
    /// proportion to the size of a page, so save it from time to time rather than after each of many
    /// thousand items.
    pub fn cursor(&self) -> SweepCursor {
        self.progress.cursor()
    }

    /// How many customers this sweep has finished, also those without an item; where it goes by due
    /// dates, how many of them.
    pub fn finished(&self) -> u64 {
        self.progress.finished()
    }

    /// How the list ended: [`End`](NextPage::End) if the ERP proves that these were all,
    /// [`Unproven`](NextPage::Unproven) if it does not. `None` before the stream has ended, and if it
    /// ended with an error. A sweep that found nobody without such a proof ends with an error.
    pub fn end(&self) -> Option<&NextPage> {
        self.end.as_ref().filter(|_| self.has_ended && self.failed.is_none())?.as_ref().ok()
    }

    /// Reads pages until enough units wait.
    fn read_ahead(&mut self, context: &mut Context<'_>) {
        while self.end.is_none() && self.failed.is_none() && self.waiting.len() < READ_AHEAD {
            let after = match self.progress.next() {
                Position::After(cursor) => Some(cursor.clone()),
                Position::First | Position::End => None,
            };
            let reading = self.page_being_read.get_or_insert_with(|| (self.read_page)(after));
            let Poll::Ready(page) = reading.as_mut().poll(context) else { return };
            self.page_being_read = None;
            match page {
                Ok(page) => self.receive(page),
                Err(error) => self.end = Some(Err(error)),
            }
        }
    }

    fn receive(&mut self, mut page: UnitPage<'a, T>) {
        let next = match &page.next {
            NextPage::After(cursor) | NextPage::Unproven { cursor, .. } => {
                Position::After(cursor.clone())
            }
            NextPage::End => Position::End,
        };
        if matches!(page.next, NextPage::After(_)) {
            if next == *self.progress.next() {
                let what = "the page after a cursor has the same cursor again";
                self.end = Some(Err(Error::new(ErrorKind::NotUnderstood, what)));
                return;
            }
        } else {
            self.end = Some(self.end_of_list(page.next, page.units.is_empty()));
        }
        self.found_nobody &= page.units.is_empty();
        let number = self.progress.open_page(&mut page.units, |unit| &unit.key, next);
        self.waiting.extend(page.units.into_iter().map(|unit| (number, unit)));
    }

    /// How the list ended. A search that gave up and found nobody does not prove that there is nobody.
    fn end_of_list(&self, next: NextPage, last_page_is_empty: bool) -> Result<NextPage, Error> {
        match next {
            NextPage::Unproven { reason, .. } if self.found_nobody && last_page_is_empty => {
                let what = format!("the search for customers found nobody and ended: {reason}");
                Err(Error::new(ErrorKind::Configuration, what)
                    .with_operation("customers_page")
                    .with_advice(
                        "tell the client which customers to list, or continue at the cursor",
                    ))
            }
            end => Ok(end),
        }
    }

    /// Starts as many units as may run.
    fn start(&mut self, context: &mut Context<'_>)
    where
        T: Send + 'a,
    {
        while self.failed.is_none() && self.running.len() < self.at_once {
            if self.waiting.is_empty() || !self.may_start(context) {
                return;
            }
            let Some((page, unit)) = self.waiting.pop_front() else { return };
            let Unit { key, work } = unit;
            self.running.push(Box::pin(async move { Finished { page, key, parts: work.await } }));
            #[cfg(feature = "http")]
            self.spacing.start();
        }
    }

    #[cfg(feature = "http")]
    fn may_start(&mut self, context: &mut Context<'_>) -> bool {
        self.spacing.is_over(context)
    }

    #[cfg(not(feature = "http"))]
    #[allow(clippy::unused_self, reason = "without a timer there is no spacing")]
    fn may_start(&mut self, _: &mut Context<'_>) -> bool {
        true
    }

    /// The next part of the unit whose parts are being given.
    fn give(&mut self) -> Option<T> {
        let giving = self.giving.as_mut()?;
        let part = giving.parts.find(|part| self.progress.is_new(&giving.key, &part.key));
        let is_last = giving.parts.as_slice().is_empty();
        match (part, is_last) {
            (Some(part), false) => {
                self.progress.give(&giving.key, part.key);
                Some(part.item)
            }
            (part, _) => {
                let Giving { page, key, .. } = self.giving.take()?;
                self.progress.finish(page, key);
                part.map(|part| part.item)
            }
        }
    }

    /// Nothing runs: the end, the error that ends the stream, or the next page is awaited.
    fn idle(&mut self) -> Poll<Option<Result<T, Error>>> {
        if let Some(error) = &self.failed {
            self.has_ended = true;
            return Poll::Ready(Some(Err(error.clone())));
        }
        match &self.end {
            Some(end) if self.waiting.is_empty() => {
                self.has_ended = true;
                Poll::Ready(end.as_ref().err().cloned().map(Err))
            }
            _ => Poll::Pending,
        }
    }
}

// Nothing is pinned in place.
impl<T> Unpin for Sweep<'_, T> {}

impl<'a, T: Send + 'a> Stream for Sweep<'a, T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.has_ended {
            return Poll::Ready(None);
        }
        loop {
            // First, so that no slot is empty while an item is worked on.
            this.read_ahead(context);
            this.start(context);
            while this.giving.is_some() {
                if let Some(item) = this.give() {
                    return Poll::Ready(Some(Ok(item)));
                }
            }
            match this.running.poll_next_unpin(context) {
                Poll::Ready(Some(Finished { page, key, parts: Ok(parts) })) => {
                    this.giving = Some(Giving { page, key, parts: parts.into_iter() });
                }
                Poll::Ready(Some(Finished { parts: Err(error), .. })) => {
                    this.failed.get_or_insert(error);
                }
                Poll::Ready(None) => return this.idle(),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<T> fmt::Debug for Sweep<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweep")
            .field("finished", &self.finished())
            .field("running", &self.running.len())
            .finish_non_exhaustive()
    }
}
