//! Rows of a page, and PDFs, while they arrive.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::http::Rows;
use isp_core::loopback::InjectedFault;
use isp_core::testing::World;
use isp_core::{Error, ErrorKind};
use serde_json::{Value, json};
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, Subscriber};

const NOTES: &str = "/api/portal_invoice_notes";
const BILLET: &str = "/api/financial/billet";

async fn start() -> (Simulator, Subscriber) {
    let simulator = Simulator::start(World::example()).await.unwrap();
    let client = Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap();
    (simulator, client.subscriber("11144477735", "senha-do-joao"))
}

fn answer(simulator: &Simulator, path: &str, body: impl Into<Vec<u8>>) {
    let body = InjectedFault::Body { content_type: "application/octet-stream", body: body.into() };
    simulator.server().faults().inject(path, body);
}

/// How many rows came, and the error at the end.
async fn all<R>(mut rows: Rows<R>) -> (Vec<R>, Option<Error>) {
    let mut taken = Vec::new();
    loop {
        match rows.try_next().await {
            Ok(Some(row)) => taken.push(row.unwrap()),
            Ok(None) => return (taken, None),
            Err(error) => return (taken, Some(error)),
        }
    }
}

/// Fiscal notes, each with a member that is not known by name.
fn notes(count: u64, members: &Value) -> String {
    let row = |id| json!({"id": id, "clientName": "MARIA", "novo": "x".repeat(1000)});
    let mut page = json!({"data": (1..=count).map(row).collect::<Vec<_>>()});
    page.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    page.to_string()
}

#[tokio::test]
async fn rows_are_those_of_the_page_and_keep_what_is_not_known_by_name() {
    let (simulator, joao) = start().await;
    for count in [3, 100] {
        let page = notes(count, &json!({"count": count, "filtered": count, "total": count}));
        answer(&simulator, NOTES, page.clone());
        let data = joao.portal_invoice_notes().await.unwrap().data;
        answer(&simulator, NOTES, page);
        let (rows, error) = all(joao.portal_invoice_notes().rows()).await;
        assert!(error.is_none());
        assert_eq!(rows, data);
        assert!(rows[0].extra().get("novo").is_some());
    }
}

#[tokio::test]
async fn counters_that_contradict_the_rows_are_an_error_at_the_end() {
    let (simulator, joao) = start().await;
    for (members, is_complete) in [
        (json!({}), true),
        (json!({"count": 100, "filtered": 100, "total": 200}), true),
        (json!({"count": 101}), false),
        (json!({"filtered": 99}), false),
        (json!({"filtered": 101}), false),
        (json!({"total": "many"}), false),
        (json!({"error": "timeout"}), false),
    ] {
        answer(&simulator, NOTES, notes(100, &members));
        let (rows, error) = all(joao.portal_invoice_notes().rows()).await;
        assert_eq!((rows.len(), error.is_none()), (100, is_complete), "{members}");
    }
    // A page that is asked for as a part may be one.
    answer(&simulator, NOTES, notes(100, &json!({"count": 100, "filtered": 900})));
    assert!(all(joao.portal_invoice_notes().limit(100).rows()).await.1.is_none());
}

fn pdf(length: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    pdf.resize(length - 7, b'x');
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}

#[tokio::test]
async fn a_large_pdf_is_written_unchanged() {
    let (simulator, joao) = start().await;
    for length in [200, 64 << 10, (64 << 10) + 1, 5 << 20] {
        let pdf = pdf(length);
        answer(&simulator, BILLET, pdf.clone());
        let mut file = Vec::new();
        assert_eq!(joao.write_billet("00ff", &mut file).await.unwrap(), length);
        assert!(file == pdf);
    }
}

#[tokio::test]
async fn what_is_not_a_pdf_is_never_written() {
    let (simulator, joao) = start().await;
    for length in [0, 100 << 10] {
        for head in ["<html>", r#"{"message":"not found"}"#, "PNG", ""] {
            answer(&simulator, BILLET, format!("{head}{}", " ".repeat(length)));
            let mut file = Vec::new();
            let error = joao.write_billet("00ff", &mut file).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NotUnderstood, "{head}");
            assert!(file.is_empty(), "{head}");
        }
    }
}

#[tokio::test]
async fn a_pdf_that_is_cut_short_is_an_error() {
    let (simulator, joao) = start().await;
    for length in [1000, 1 << 20] {
        let mut part = pdf(length);
        part.truncate(length - 7);
        answer(&simulator, BILLET, part);
        let mut file = Vec::new();
        let error = joao.write_billet("00ff", &mut file).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotUnderstood);
        assert_eq!(file.is_empty(), length == 1000, "of a small file nothing is written");
    }
}
