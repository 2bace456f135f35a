//! Rows over a real socket: the server is held back, a dropped list closes the connection, and a cut
//! one is an error.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/long_answer.rs"]
mod long_answer;

use isp_core::ErrorKind;
use long_answer::{Sent, rows_of, serve};

/// More than both sides' socket buffers hold.
const ROWS: usize = 50_000;

fn row() -> String {
    format!(r#"{{"name":"{}"}}"#, "x".repeat(1000))
}

#[tokio::test]
async fn a_server_sends_no_faster_than_the_rows_are_taken() {
    let (base_url, sent) = serve(row(), ROWS, None);
    let mut rows = rows_of(&base_url);
    rows.try_next().await.unwrap().unwrap().unwrap();
    // The client's side of the connection runs on this thread, so that it must not be blocked.
    let first = tokio::task::spawn_blocking(move || (sent.recv().unwrap(), sent)).await.unwrap();
    let (Sent::Stalled(bytes), sent) = first else { panic!("nothing held the server back") };
    assert!(bytes < ROWS * row().len() / 2, "{bytes}");
    let mut taken = 1;
    while let Some(row) = rows.try_next().await.unwrap() {
        row.unwrap();
        taken += 1;
    }
    assert_eq!(taken, ROWS);
    assert!(sent.iter().any(|report| matches!(report, Sent::Whole(_))));
}

#[tokio::test]
async fn dropping_the_rows_closes_the_connection() {
    let (base_url, sent) = serve(row(), ROWS, None);
    let mut rows = rows_of(&base_url);
    rows.try_next().await.unwrap().unwrap().unwrap();
    drop(rows);
    let last = tokio::task::spawn_blocking(move || sent.iter().last()).await.unwrap();
    assert!(matches!(last, Some(Sent::Closed(_))), "{last:?}");
}

#[tokio::test]
async fn a_connection_that_ends_in_the_middle_is_an_error_after_the_rows_that_came() {
    let (base_url, _sent) = serve(row(), ROWS, Some(1000));
    let mut rows = rows_of(&base_url);
    let mut taken = 0;
    let error = loop {
        match rows.try_next().await {
            Ok(row) => {
                row.expect("the list was cut").unwrap();
                taken += 1;
            }
            Err(error) => break error,
        }
    };
    assert_eq!((taken, error.kind()), (1000, ErrorKind::Unreachable));
    assert!(rows.next().await.is_none());
}
