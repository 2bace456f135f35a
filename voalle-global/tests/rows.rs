//! The list of all connections as rows that arrive: order, drift, errors, and constant memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use isp_core::http::{
    BodyStream, Bytes, HttpRequest, HttpResponse, Limits, Transport, TransportError,
};
use voalle_global::Client;

const LOGIN: &str = r#"{"access_token":"T0K3N","expires_in":3600,"token_type":"Bearer"}"#;
const HEAD: &str = r#"{"success":true,"messages":null,"response":["#;
const TAIL: &str = r#"],"dataResponseType":"<>f__AnonymousType106`4[]"}"#;

/// The largest body of other answers.
const LARGEST_BODY: usize = 1 << 20;

/// Answers with an endless supply of connections, made while they are taken.
struct Server {
    rows: u64,
    head: &'static str,
    tail: &'static str,
    made: Arc<AtomicUsize>,
}

struct Connections {
    next: u64,
    rows: u64,
    head: Option<&'static str>,
    tail: Option<&'static str>,
    made: Arc<AtomicUsize>,
}

fn row(id: u64) -> String {
    format!(
        r#"{{"id":{id},"user":"cliente.{id}","serviceTag":"EXMPL{id}","status":1,
            "client":{{"id":{id},"name":"Cliente Exemplo","txId":"52998224725"}},
            "address":{{"street":"Rua Exemplo","number":"100","city":"Cidade Exemplo"}},
            "contract":{{"id":{id},"status":1,"statusDescription":"Normal"}},"splitter":null}}"#
    )
}

#[async_trait]
impl BodyStream for Connections {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        if let Some(head) = self.head.take() {
            return Ok(Some(head.into()));
        }
        if self.next >= self.rows {
            return Ok(self.tail.take().map(Into::into));
        }
        let last = (self.next + 100).min(self.rows);
        let rows: Vec<_> = (self.next..last).map(row).collect();
        let comma = if self.next == 0 { "" } else { "," };
        self.next = last;
        let piece = format!("{comma}{}", rows.join(","));
        self.made.fetch_add(piece.len(), Ordering::Relaxed);
        Ok(Some(piece.into()))
    }
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if request.url.contains("/connect/token") {
            return Ok(HttpResponse::ready(200, headers, LOGIN.as_bytes().to_vec()));
        }
        let body = Connections {
            next: 0,
            rows: self.rows,
            head: Some(self.head),
            tail: Some(self.tail),
            made: Arc::clone(&self.made),
        };
        Ok(HttpResponse::new(200, headers, Box::new(body)))
    }
}

fn client(rows: u64, head: &'static str, tail: &'static str) -> (Client, Arc<AtomicUsize>) {
    let made = Arc::new(AtomicUsize::default());
    let server = Server { rows, head, tail, made: Arc::clone(&made) };
    let mut limits = Limits::default();
    limits.max_body = LARGEST_BODY;
    let client = Client::builder("https://erp.example.com.br")
        .limits(limits)
        .credentials("id", "secret", "syndata")
        .transport(Arc::new(server))
        .build()
        .unwrap();
    (client, made)
}

#[tokio::test]
async fn a_list_beyond_the_largest_body_is_read_in_order_and_nothing_is_made_ahead() {
    const ROWS: u64 = 20_000;
    let (client, made) = client(ROWS, HEAD, TAIL);
    let mut rows = client.connection_all().rows();
    let mut expected = 0;
    let mut first = 0;
    while let Some(row) = rows.try_next().await.unwrap() {
        assert_eq!(row.unwrap().id, expected);
        if expected == 0 {
            first = made.load(Ordering::Relaxed);
        }
        expected += 1;
    }
    assert_eq!(expected, ROWS);
    let all = made.load(Ordering::Relaxed);
    assert!(all > 5 * LARGEST_BODY, "{all} bytes");
    assert!(first < 200_000, "{first} bytes were made before the first row was given");
}

#[tokio::test]
async fn a_bare_list_is_read_too() {
    let (client, _) = client(3, "[", "]");
    let mut rows = client.connection_all().rows();
    let mut count = 0;
    while let Some(row) = rows.try_next().await.unwrap() {
        row.unwrap();
        count += 1;
    }
    assert_eq!(count, 3);
    // Nobody shows an empty one.
    let (client, _) = self::client(0, "[", "]");
    assert!(client.connection_all().rows().try_next().await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn a_list_that_is_cut_or_followed_by_a_failure_ends_with_an_error() {
    for tail in ["", "]", r#"],"error":"database is locked"}"#] {
        let (client, _) = client(1_000, HEAD, tail);
        let mut rows = client.connection_all().rows();
        let ended = loop {
            match rows.try_next().await {
                Ok(Some(_)) => {}
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        assert!(ended.unwrap_err().is_not_understood(), "{tail}");
    }
}
