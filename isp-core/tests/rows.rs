//! Rows that are given while the answer arrives: order, faults, limits and the end.

#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use isp_core::http::vendor::Pipeline;
use isp_core::http::*;
use isp_core::wire::{DecodeError, Decoded, Drift, RowList};
use isp_core::{Error, ErrorKind, async_trait};
use serde::Deserialize;
use support::{GetThing, Thing, Toy};

/// A list of things.
#[derive(Debug, Deserialize)]
struct Things {
    #[serde(rename = "things")]
    _things: Vec<Thing>,
    count: Option<u64>,
}

struct ListThings;

impl Operation for ListThings {
    type Output = Things;
    const SPEC: OperationSpec =
        OperationSpec::get("ListThings", "/things").with_effect(Effect::Read);
    fn write(&self, _: &mut RequestWriter) -> Result<(), Error> {
        Ok(())
    }
    fn read(&self, answer: &Answer) -> Result<Decoded<Things>, DecodeError> {
        answer.decode()
    }
}

impl RowsOperation for ListThings {
    type Row = Thing;
    const LIST: RowList = RowList::under("things");

    fn check_rest(&self, rest: &Answer, rows: u64) -> Result<Drift, DecodeError> {
        let Decoded { value, drift } = self.read(rest)?;
        match value.count {
            Some(count) if count != rows => {
                Err(DecodeError::unexpected("$.count", "the number of rows", "another number"))
            }
            _ => Ok(drift),
        }
    }
}

/// What the body does next.
#[derive(Debug, Clone)]
enum Piece {
    Text(Bytes),
    Pause(Duration),
    Broken,
    Never,
}

/// A server of scripted answers.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<(u16, Vec<Piece>)>>,
    sent: AtomicUsize,
    pieces: AtomicUsize,
    /// Bodies that were neither read to their end nor dropped.
    open: AtomicUsize,
}

struct Scripted(Arc<Script>);

#[async_trait]
impl Transport for Scripted {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if request.url.contains("/login") {
            return Ok(HttpResponse::ready(200, vec![], r#"{"token":"T","seconds":3600}"#));
        }
        if request.url.contains("/thing?") {
            return Ok(HttpResponse::ready(200, vec![], r#"{"n":1}"#));
        }
        let script = Arc::clone(&self.0);
        script.sent.fetch_add(1, Ordering::SeqCst);
        let (status, pieces) = script.answers.lock().unwrap().pop_front().unwrap();
        script.open.fetch_add(1, Ordering::SeqCst);
        Ok(HttpResponse::new(status, vec![], Box::new(Pieces { script, pieces: pieces.into() })))
    }
}

struct Pieces {
    script: Arc<Script>,
    pieces: VecDeque<Piece>,
}

impl Drop for Pieces {
    fn drop(&mut self) {
        self.script.open.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl BodyStream for Pieces {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.script.pieces.fetch_add(1, Ordering::SeqCst);
        loop {
            match self.pieces.pop_front() {
                None => return Ok(None),
                Some(Piece::Text(text)) => return Ok(Some(text)),
                Some(Piece::Pause(pause)) => tokio::time::sleep(pause).await,
                Some(Piece::Never) => std::future::pending().await,
                Some(Piece::Broken) => {
                    let what = "the connection broke";
                    return Err(TransportError::new(TransportErrorKind::Broken, what));
                }
            }
        }
    }
}

fn text(text: impl Into<Bytes>) -> Piece {
    Piece::Text(text.into())
}

/// The beginning of a list, larger than what is read whole: `rows` rows of 10 KiB each.
fn beginning(rows: u64) -> Piece {
    let rows: Vec<_> = (0..rows).map(large_row).collect();
    text(format!(r#"{{"things":[{}"#, rows.join(",")))
}

fn large_row(n: u64) -> String {
    format!(r#"{{"n":{n}{}}}"#, " ".repeat(10 << 10))
}

fn script(answers: impl IntoIterator<Item = (u16, Vec<Piece>)>) -> Arc<Script> {
    Arc::new(Script { answers: Mutex::new(answers.into_iter().collect()), ..Script::default() })
}

fn call(script: &Arc<Script>, change: impl FnOnce(&mut ClientOptions)) -> Call<ListThings> {
    let mut options = ClientOptions::default();
    change(&mut options);
    let pipeline = Pipeline::new(Arc::new(Scripted(Arc::clone(script))), &options);
    Call::new(Arc::new(pipeline), Toy::new("toy"), ListThings)
}

fn rows(script: &Arc<Script>) -> Rows<Thing> {
    call(script, |_| {}).rows()
}

/// The numbers of all rows, `None` for one that cannot be read, and the error at the end.
async fn all(mut rows: Rows<Thing>) -> (Vec<Option<u64>>, Option<Error>) {
    let mut numbers = Vec::new();
    while let Some(item) = rows.next().await {
        match item {
            Ok(row) => numbers.push(row.ok().map(|thing| thing.n)),
            Err(error) => {
                assert!(rows.next().await.is_none(), "an error is the last item");
                return (numbers, Some(error));
            }
        }
    }
    assert!(rows.next().await.is_none());
    (numbers, None)
}

fn some(numbers: impl IntoIterator<Item = u64>) -> Vec<Option<u64>> {
    numbers.into_iter().map(Some).collect()
}

#[tokio::test(start_paused = true)]
async fn rows_are_given_before_the_answer_has_ended() {
    let script = script([(200, vec![beginning(9), Piece::Never])]);
    let mut rows = rows(&script);
    for n in 0..9 {
        assert_eq!(rows.try_next().await.unwrap().unwrap().unwrap().n, n);
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_the_rows_are_polled_and_nothing_is_read_ahead() {
    let script = script([(200, vec![beginning(9), text(",{\"n\":9}"), text("]}")])]);
    let mut rows = rows(&script);
    assert_eq!(script.sent.load(Ordering::SeqCst), 0);
    for _ in 0..9 {
        rows.try_next().await.unwrap().unwrap().unwrap();
        assert_eq!(script.pieces.load(Ordering::SeqCst), 1);
    }
    rows.try_next().await.unwrap().unwrap().unwrap();
    assert_eq!(script.pieces.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_list_in_pieces_is_the_list_of_the_whole_answer() {
    let answer = r#"{"a":"é","things":[{"n":1},{"n":"2"},{"n":3,"new":1}],"count":3}"#;
    for cut in 0..answer.len() {
        let (one, other) = answer.as_bytes().split_at(cut);
        let script = script([(200, vec![text(one.to_vec()), text(other.to_vec())])]);
        assert_eq!(all(rows(&script)).await.0, some([1, 2, 3]));
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_list_ends_without_an_error_and_a_missing_one_does_not() {
    let empty = script([(200, vec![text(r#"{"things":[]}"#)])]);
    let (numbers, error) = all(rows(&empty)).await;
    assert!(numbers.is_empty() && error.is_none());
    for missing in ["{}", r#"{"things":null}"#, r#"{"things":""}"#, r#"{"other":[{"n":1}]}"#] {
        let script = script([(200, vec![text(missing)])]);
        let (numbers, error) = all(rows(&script)).await;
        assert!(numbers.is_empty());
        assert_eq!(error.unwrap().kind(), ErrorKind::NotUnderstood, "{missing}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_row_that_cannot_be_read_is_reported_in_its_place() {
    let bad = r#",{"n":"x"},{"n":tru},{"m":1},{"n":12,"new":true}],"count":13}"#;
    let script = script([(200, vec![beginning(9), text(bad)])]);
    let mut rows = rows(&script);
    let mut errors = Vec::new();
    let mut numbers = Vec::new();
    while let Some(row) = rows.try_next().await.unwrap() {
        match row {
            Ok(thing) => numbers.push(thing.n),
            Err(error) => errors.push((error.index, error.path.clone(), error.to_string())),
        }
    }
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 12]);
    let places: Vec<_> = errors.iter().map(|(index, path, _)| (*index, path.as_str())).collect();
    assert_eq!(places, [(9, "$.things[9].n"), (10, "$.things[10]"), (11, "$.things[11].n")]);
    assert!(errors[1].2.starts_with("at $.things[10]: the row is not JSON"), "{}", errors[1].2);
    assert_eq!(rows.drift().to_string(), "$.things[12].new: unknown field");
}

#[tokio::test(start_paused = true)]
async fn what_is_unexpected_beside_the_rows_is_drift_and_the_rows_count_once() {
    for (list, drift) in [
        (r#"[{"n":1,"new":1},{"n":2}]"#, "$.things[0].new: unknown field; $.more: unknown field"),
        (r#"[{"n":"x"},{"n":2}]"#, ""),
        (r#"{"n":1}"#, "$.more: unknown field; $.things: object instead of list"),
    ] {
        let script = script([(200, vec![text(format!(r#"{{"more":[1],"things":{list}}}"#))])]);
        let mut rows = rows(&script);
        while rows.try_next().await.unwrap().is_some() {}
        assert_eq!(rows.drift().to_string(), drift, "{list}");
    }
    let script = script([(200, vec![text(r#"{"more":[1],"things":[{"n":1}]}"#)])]);
    let (numbers, error) = all(call(&script, |options| options.strict = true).rows()).await;
    assert_eq!((numbers, error.unwrap().kind()), (some([1]), ErrorKind::NotUnderstood));
}

#[tokio::test(start_paused = true)]
async fn in_strict_mode_a_row_with_something_unexpected_is_reported_in_its_place() {
    let answer = r#"{"things":[{"n":1},{"n":2,"new":1},{"n":3}]}"#;
    let script = script([(200, vec![text(answer)])]);
    let (numbers, error) = all(call(&script, |options| options.strict = true).rows()).await;
    assert_eq!(numbers, [Some(1), None, Some(3)]);
    assert!(error.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_cut_short_ends_in_an_error() {
    for (end, kind) in [
        (vec![], ErrorKind::NotUnderstood),
        (vec![Piece::Broken], ErrorKind::Unreachable),
        (vec![text("]")], ErrorKind::NotUnderstood),
        (vec![text(r#"],"count":9"#)], ErrorKind::NotUnderstood),
        (vec![text(r#",{"n":9"#)], ErrorKind::NotUnderstood),
        (vec![text(r#"],"count":10}"#)], ErrorKind::NotUnderstood),
        (vec![text(r#"],"count":9}x"#)], ErrorKind::NotUnderstood),
        (vec![text(r#"],"things":[]}"#)], ErrorKind::NotUnderstood),
    ] {
        let script = script([(200, [vec![beginning(9)], end.clone()].concat())]);
        let (numbers, error) = all(rows(&script)).await;
        let error = error.unwrap_or_else(|| panic!("{end:?}"));
        assert_eq!((numbers, error.kind()), (some(0..9), kind), "{end:?}");
        assert_eq!((error.operation(), error.status()), (Some("ListThings"), Some(200)));
        assert_eq!(error.attempts(), 1, "once rows were given nothing is sent again");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_breaks_before_its_first_row_was_given_is_asked_for_again() {
    let script = script([
        (200, vec![text(r#"{"things":[{"n":1},"#), Piece::Broken]),
        (200, vec![text(r#"{"things":[{"n":1},{"n":2}]}"#)]),
    ]);
    let (numbers, error) = all(rows(&script)).await;
    assert_eq!(numbers, some([1, 2]));
    assert!(error.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_small_answer_that_is_cut_gives_no_row() {
    let script = script([(200, vec![text(r#"{"things":[{"n":1},{"n":2}"#)])]);
    let (numbers, error) = all(rows(&script)).await;
    assert_eq!((numbers, error.unwrap().kind()), (vec![], ErrorKind::NotUnderstood));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_met_by_a_new_login() {
    let script = script([
        (401, vec![text(r#"{"message":"expired"}"#)]),
        (200, vec![beginning(9), text("]}")]),
    ]);
    let (numbers, error) = all(rows(&script)).await;
    assert_eq!(numbers, some(0..9));
    assert!(error.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_status_of_failure_is_judged_like_that_of_any_call() {
    let page = "x".repeat(100 << 10);
    let script = script([(500, vec![text(page)])]);
    let (numbers, error) = all(rows(&script)).await;
    assert_eq!((numbers, error.unwrap().kind()), (vec![], ErrorKind::ServerFault));
}

#[tokio::test(start_paused = true)]
async fn a_large_web_page_is_called_one() {
    let page = format!("<html>{}</html>", "x".repeat(100 << 10));
    let script = script([(200, vec![text(page)])]);
    let error = all(rows(&script)).await.1.unwrap();
    assert!(error.what().contains("web page"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn each_wait_for_more_is_limited_and_the_whole_list_is_not() {
    let wait = Duration::from_secs(29);
    let slow = |n: u64| [Piece::Pause(wait), text(format!(r#",{{"n":{n}}}"#))];
    let steady: Vec<_> = (9..20).flat_map(slow).chain([text("]}")]).collect();
    let script_of_steady = script([(200, [vec![beginning(9)], steady].concat())]);
    let (numbers, error) = all(rows(&script_of_steady)).await;
    assert!(error.is_none(), "a list may take longer than a call: {error:?}");
    assert_eq!(numbers, some(0..20));

    let silent = script([(200, vec![beginning(9), Piece::Never])]);
    let (numbers, error) = all(rows(&silent)).await;
    assert_eq!((numbers, error.unwrap().kind()), (some(0..9), ErrorKind::Timeout));
}

#[tokio::test(start_paused = true)]
async fn only_a_limit_that_the_call_sets_bounds_the_list() {
    let pieces = || vec![beginning(9), beginning_more(), text("]}")];
    let script_of_two = script([(200, pieces()), (200, pieces())]);
    let mut limits = Limits::default();
    limits.max_body = 100 << 10;
    let unlimited = call(&script_of_two, |options| options.limits = limits);
    assert!(all(unlimited.rows()).await.1.is_none());
    let mut limited = call(&script_of_two, |_| {});
    limited.options.max_body = Some(100 << 10);
    let (numbers, error) = all(limited.rows()).await;
    assert_eq!((numbers.len(), error.unwrap().kind()), (9, ErrorKind::TooLarge));
}

fn beginning_more() -> Piece {
    text(format!(",{},{}", large_row(9), large_row(10)))
}

#[tokio::test(start_paused = true)]
async fn a_row_larger_than_the_limit_is_an_error() {
    let script =
        script([(200, vec![beginning(9), text("]}")]), (200, vec![beginning(9), text("]}")])]);
    let (numbers, error) = all(rows(&script).with_largest_row(10 << 10)).await;
    assert_eq!((numbers, error.unwrap().kind()), (vec![], ErrorKind::TooLarge));
    assert_eq!(all(rows(&script).with_largest_row(11 << 10)).await.0, some(0..9));
}

#[tokio::test(start_paused = true)]
async fn other_calls_can_be_made_for_each_row_even_if_only_one_may_be_in_flight() {
    let script = script([(200, vec![beginning(9), text("]}")])]);
    let mut options = ClientOptions::default();
    options.max_in_flight = 1;
    let pipeline = Arc::new(Pipeline::new(Arc::new(Scripted(Arc::clone(&script))), &options));
    let mut rows = Call::new(Arc::clone(&pipeline), Toy::new("toy"), ListThings).rows();
    while let Some(row) = rows.try_next().await.unwrap() {
        row.unwrap();
        Call::new(Arc::clone(&pipeline), Toy::new("toy"), GetThing).send().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn dropping_the_rows_drops_the_body() {
    let script = script([(200, vec![beginning(9), Piece::Never])]);
    let mut rows = rows(&script);
    rows.try_next().await.unwrap().unwrap().unwrap();
    assert_eq!(script.open.load(Ordering::SeqCst), 1);
    drop(rows);
    assert_eq!(script.open.load(Ordering::SeqCst), 0);
}

#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Observer for Told {
    fn attempt(&self, attempt: &Attempt) {
        self.0.lock().unwrap().push(format!("attempt {:?}", attempt.failure));
    }
    fn drift(&self, drift: &ObservedDrift<'_>) {
        self.0.lock().unwrap().push(format!("drift {}", drift.drift));
    }
    fn finished(&self, call: &FinishedCall) {
        let Self(told) = self;
        told.lock().unwrap().push(format!("finished {} {:?}", call.operation, call.failure));
    }
}

#[tokio::test(start_paused = true)]
async fn the_observer_hears_of_drift_and_end_when_the_list_has_ended() {
    let told = Arc::new(Told::default());
    let observed = |script: &Arc<Script>| {
        let observer: Arc<dyn Observer> = Arc::<Told>::clone(&told);
        call(script, |options| options.observer = Some(observer)).rows()
    };
    let script_of_two = script([
        (200, vec![beginning(9), text(r#",{"n":9,"new":1}]}"#)]),
        (200, vec![beginning(9), Piece::Broken]),
    ]);
    let take = || {
        let mut told = told.0.lock().unwrap();
        told.retain(|event| !event.contains("LogIn") && event != "attempt None");
        std::mem::take(&mut *told)
    };
    let mut rows = observed(&script_of_two);
    for _ in 0..10 {
        rows.try_next().await.unwrap().unwrap().unwrap();
    }
    assert!(take().is_empty());
    assert!(rows.try_next().await.unwrap().is_none());
    assert_eq!(take(), ["drift $.things[9].new: unknown field", "finished ListThings None"]);
    all(observed(&script_of_two)).await;
    assert_eq!(take(), ["finished ListThings Some(Unreachable)"]);
}

#[tokio::test(start_paused = true)]
async fn rows_are_a_stream() {
    use futures_util::TryStreamExt;
    let script = script([(200, vec![text(r#"{"things":[{"n":1},{"n":2}]}"#)])]);
    // Spawned, so that a stream that could not be sent to another thread would not compile.
    let things = tokio::spawn(rows(&script).try_collect::<Vec<_>>()).await.unwrap().unwrap();
    assert_eq!(things.into_iter().map(|thing| thing.unwrap().n).collect::<Vec<_>>(), [1, 2]);
}
