//! Lists read page by page: order, end, errors, and where a later stream continues.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::TryStreamExt;
use isp_core::stream::{Pages, Requested, Seen, Source};
use isp_core::{Error, ErrorKind};

/// The numbers from 1 to `last`, three to a page; each page but the first begins with the last number
/// of the page before. The earlier pages take longer.
#[derive(Clone)]
struct Numbers {
    last: u64,
    at_once: usize,
    /// The page that cannot be read.
    broken: Option<u64>,
    next_to_request: u64,
    next_to_receive: u64,
    requests: Arc<AtomicUsize>,
}

/// Up to the number `last`, `at_once` pages at the same time.
fn numbers(last: u64, at_once: usize) -> Numbers {
    let requests = Arc::default();
    Numbers { last, at_once, broken: None, next_to_request: 0, next_to_receive: 0, requests }
}

impl Source for Numbers {
    type Item = u64;
    type Page = Vec<u64>;
    type Cursor = (u64, Vec<u64>);

    fn pages_at_once(&self) -> usize {
        self.at_once
    }

    fn request(&mut self) -> Result<Option<Requested<Vec<u64>>>, Error> {
        if self.last == 0 {
            return Err(Error::invalid_input("no numbers"));
        }
        let (page, last) = (self.next_to_request, self.last);
        let is_broken = self.broken == Some(page);
        self.next_to_request += 1;
        self.requests.fetch_add(1, Ordering::Relaxed);
        Ok(Some(Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(100_u64.saturating_sub(page))).await;
            if is_broken {
                return Err(Error::new(ErrorKind::Unreachable, "broken"));
            }
            Ok(((page * 3).max(1)..=(page * 3 + 3).min(last)).collect())
        })))
    }

    fn receive(&mut self, mut page: Vec<u64>, seen: &mut Seen) -> Result<Vec<u64>, Error> {
        seen.retain_new(&mut page, |number| *number);
        self.next_to_receive += 1;
        Ok(page)
    }

    fn is_over(&self) -> bool {
        self.next_to_receive * 3 >= self.last
    }

    fn items_of(page: Vec<u64>) -> Vec<u64> {
        page
    }

    fn position(&self) -> Self::Cursor {
        (self.next_to_receive, Vec::new())
    }

    fn with_ids((page, _): Self::Cursor, handed_out: &[u64]) -> Self::Cursor {
        (page, handed_out.to_vec())
    }

    fn move_to(&mut self, (page, ids): Self::Cursor) -> Vec<u64> {
        (self.next_to_request, self.next_to_receive) = (page, page);
        ids
    }
}

#[tokio::test(start_paused = true)]
async fn pages_keep_their_order_and_no_more_are_requested_than_allowed() {
    for (at_once, requests) in [(0, 3), (1, 3), (2, 4), (9, 11)] {
        let source = numbers(9, at_once);
        let pages: Vec<_> = Pages::new(source.clone()).try_collect().await.unwrap();
        assert_eq!(pages, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
        assert_eq!(source.requests.load(Ordering::Relaxed), requests, "{at_once} at once");
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_asked_for_is_an_error_and_the_end() {
    let source = numbers(0, 3);
    let mut items = Pages::new(source.clone()).items();
    assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::InvalidInput);
    assert!(items.next().await.is_none());
    assert_eq!(source.requests.load(Ordering::Relaxed), 0);
}

#[tokio::test(start_paused = true)]
async fn an_error_ends_the_stream_and_the_same_stream_can_be_resumed() {
    let mut pages = Pages::new(Numbers { broken: Some(1), ..numbers(9, 3) });
    assert_eq!(pages.next().await.unwrap().unwrap(), [1, 2, 3]);
    for _ in 0..2 {
        assert!(pages.next().await.unwrap().is_err());
        assert!(pages.next().await.is_none());
        assert_eq!(pages.cursor(), (1, vec![1, 2, 3]));
        let cursor = pages.cursor();
        pages = pages.resume(cursor);
    }
    let repaired = Pages::new(numbers(9, 3)).resume(pages.cursor());
    assert_eq!(repaired.items().try_collect::<Vec<_>>().await.unwrap(), [4, 5, 6, 7, 8, 9]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_items_is_resumed_after_any_item() {
    for stop in 0..=8 {
        let mut items = Pages::new(numbers(9, 2)).items();
        let mut found = Vec::new();
        for _ in 0..stop {
            found.push(items.next().await.unwrap().unwrap());
        }
        let cursor = items.cursor();
        assert_eq!((cursor.0, cursor.1.len()), (stop / 3, found.len()));
        let rest = Pages::new(numbers(9, 2)).items().resume(cursor);
        found.extend(rest.try_collect::<Vec<_>>().await.unwrap());
        assert_eq!(found, [1, 2, 3, 4, 5, 6, 7, 8, 9], "stopped after {stop}");
    }
}
