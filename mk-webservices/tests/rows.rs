//! Rows of MK's long lists while they arrive, and what MK says beside them.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use isp_core::http::{
    BodyStream, Bytes, HttpRequest, HttpResponse, RowError, Rows, Transport, TransportError,
};
use isp_core::testing::World;
use isp_core::wire::Untyped;
use isp_core::{Error, ErrorKind};
use jiff::civil::{Date, date};
use mk_webservices::Client;
use mk_webservices::simulator::{Quirks, Simulator};
use serde_json::{Value, json};
use support::{Server, fixture, fixture_text};

const FATURAS: &str = "WSMKFaturasAbertas";
const CLIENTES: &str = "WSMKConsultaClientes";
const ENDERECOS: &str = "WSMKListaEstruturaEnderecos";

fn day() -> Date {
    date(2026, 9, 10)
}

/// The rows that came, and the error at the end.
async fn all<R: fmt::Debug>(mut rows: Rows<R>) -> (Vec<Result<R, RowError>>, Option<Error>) {
    let mut taken = Vec::new();
    loop {
        match rows.try_next().await {
            Ok(Some(row)) => taken.push(row),
            Ok(None) => return (taken, None),
            Err(error) => return (taken, Some(error)),
        }
    }
}

async fn whole<R: fmt::Debug>(rows: Rows<R>) -> Vec<R> {
    let (rows, error) = all(rows).await;
    assert!(error.is_none(), "{error:?}");
    rows.into_iter().map(Result::unwrap).collect()
}

/// An answer too large to be judged before its rows are given: `rows` invoices, then these members.
fn large(rows: u64, members: &str) -> String {
    let row =
        |code| format!(r#"{{"cd_fatura":{code},"nome":"{}","valor":99.9}}"#, "M".repeat(1000));
    let rows: Vec<_> = (1..=rows).map(row).collect();
    format!(r#"{{"ListaFaturas":[{}]{members}}}"#, rows.join(","))
}

/// Sends the bodies of a server in pieces of this many bytes.
#[derive(Clone)]
struct InPieces(Server, usize);

#[async_trait]
impl Transport for InPieces {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let Self(server, size) = self;
        let HttpResponse { status, headers, mut body, .. } = server.send(request).await?;
        let body = body.chunk().await?.unwrap_or_default();
        let pieces: Vec<_> = body.chunks(*size).rev().map(Bytes::copy_from_slice).collect();
        Ok(HttpResponse::new(status, headers, Box::new(Pieces(pieces))))
    }
}

struct Pieces(Vec<Bytes>);

#[async_trait]
impl BodyStream for Pieces {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        Ok(self.0.pop())
    }
}

fn in_pieces(server: &Server, size: usize) -> Client {
    server.builder().transport(Arc::new(InPieces(server.clone(), size))).build().unwrap()
}

#[tokio::test]
async fn rows_are_those_of_the_whole_answer() {
    let server = Server::new();
    server.answer(FATURAS, &fixture("WSMKFaturasAbertas.ok.json"));
    let client = server.client();
    let faturas = client.faturas_abertas(day(), day()).await.unwrap().lista_faturas;
    assert_eq!(whole(client.faturas_abertas(day(), day()).rows()).await, faturas);

    for name in ["ok", "variante-2", "vazio"] {
        let server = Server::new();
        let text = fixture_text(&format!("WSMKConsultaClientes.{name}.json"));
        server.status(CLIENTES, 200, text);
        for size in [1, 7, 100_000] {
            let client = in_pieces(&server, size);
            let clientes = client.consulta_clientes().cd_cliente(1).await.unwrap();
            let rows = client.consulta_clientes().cd_cliente(1).rows();
            assert_eq!(whole(rows).await, clientes, "{name}");
        }
    }
}

#[tokio::test]
async fn torn_text_is_repaired_wherever_the_answer_is_cut() {
    // "CONCEIÇÃO" as MK sends it, in an answer that is larger than what is read whole.
    let torn = b"{\"cd_fatura\":1,\"valor\":1,\"nome\":\"CONCEI\xC3\\u0087\xC3\\u0083O\"}";
    let mut answer = b"{\"ListaFaturas\":[".to_vec();
    for _ in 0..1500 {
        answer.extend_from_slice(torn);
        answer.push(b',');
    }
    answer.extend_from_slice(torn);
    answer.extend_from_slice(b"],\"status\":\"OK\"}");
    let server = Server::new();
    server.status(FATURAS, 200, answer);
    for size in [61, 64 << 10] {
        let rows = whole(in_pieces(&server, size).faturas_abertas(day(), day()).rows()).await;
        assert_eq!(rows.len(), 1501);
        assert!(rows.iter().all(|row| row.nome.as_deref() == Some("CONCEIÇÃO")));
    }
}

#[tokio::test]
async fn an_expired_token_is_met_by_a_new_login() {
    let server = Simulator::builder().quirks(Quirks::new()).start(World::example()).await.unwrap();
    let client = Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let first = whole(client.consulta_clientes().cd_cliente_inicio(1).rows()).await;
    server.expire_tokens();
    let second = whole(client.consulta_clientes().cd_cliente_inicio(1).rows()).await;
    assert!(!first.is_empty());
    assert_eq!(first, second);
    assert_eq!(server.login_count(), 2);
}

#[tokio::test]
async fn a_refusal_is_an_error_with_code_and_message_and_no_row() {
    let server = Server::new();
    server.answer(FATURAS, &fixture("_erros/parametro-ausente.json"));
    let (rows, error) = all(server.client().faturas_abertas(day(), day()).rows()).await;
    assert!(rows.is_empty());
    let error = error.unwrap();
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, Some("004")));
}

#[tokio::test]
async fn a_failure_after_the_rows_is_the_error_at_the_end() {
    let failure = r#","status":"ERRO","Num. ERRO":"004","Mensagem":"Lista incompleta."#;
    for (members, kind) in [
        (format!("{failure}\""), ErrorKind::InvalidInput),
        (r#","status":"FALHA""#.to_owned(), ErrorKind::NotUnderstood),
        (r#","status":"OK","erro":"x""#.to_owned(), ErrorKind::NotUnderstood),
    ] {
        let server = Server::new();
        server.status(FATURAS, 200, large(100, &members));
        let (rows, error) = all(server.client().faturas_abertas(day(), day()).rows()).await;
        assert_eq!((rows.len(), error.unwrap().kind()), (100, kind), "{members}");
        assert_eq!(server.arrivals(FATURAS), 1);

        // Of a small answer no row is given.
        server.status(FATURAS, 200, large(1, &members));
        let (rows, error) = all(server.client().faturas_abertas(day(), day()).rows()).await;
        assert_eq!((rows.len(), error.unwrap().kind()), (0, kind), "{members}");
    }
}

#[tokio::test]
async fn a_large_list_is_read_with_and_without_a_status() {
    for members in ["", r#","status":"OK""#] {
        let server = Server::new();
        server.status(FATURAS, 200, large(100, members));
        let rows = whole(server.client().faturas_abertas(day(), day()).rows()).await;
        assert!(rows.iter().map(|row| row.cd_fatura).eq(1..=100));
    }
}

#[tokio::test]
async fn a_failure_among_the_rows_ends_the_list() {
    let server = Server::new();
    let failure =
        r#",{"status":"ERRO","Num. ERRO":"999"},{"cd_fatura":0,"valor":1}],"status":"OK""#;
    let list = large(100, "");
    let rows = list.strip_suffix("]}").unwrap();
    server.status(FATURAS, 200, format!("{rows}{failure}}}"));
    let (rows, error) = all(server.client().faturas_abertas(day(), day()).rows()).await;
    assert_eq!((rows.len(), error.unwrap().kind()), (100, ErrorKind::NotUnderstood));
}

#[tokio::test]
async fn an_invoice_that_cannot_be_read_is_reported_in_its_place() {
    let server = Server::new();
    let answer = json!({"ListaFaturas": [
        {"cd_fatura": 1, "valor": 1.5}, {"cd_fatura": 2, "valor": 1.555}, {"cd_fatura": 3, "valor": 2},
    ], "status": "OK"});
    server.answer(FATURAS, &answer);
    let (rows, error) = all(server.client().faturas_abertas(day(), day()).rows()).await;
    assert!(error.is_none());
    assert_eq!((rows[0].as_ref().unwrap().cd_fatura, rows[2].as_ref().unwrap().cd_fatura), (1, 3));
    let unreadable = rows[1].as_ref().unwrap_err();
    assert_eq!((unreadable.index, unreadable.path.as_str()), (1, "$.ListaFaturas[1].valor"));
    assert!(!unreadable.to_string().contains("1.555"), "{unreadable}");
}

#[tokio::test]
async fn the_addresses_are_the_rows_of_the_only_list() {
    let rows = |answer: &Value| {
        let server = Server::new();
        server.answer(ENDERECOS, answer);
        all(server.client().lista_estrutura_enderecos().rows())
    };
    let expected = json!([{"uf": "PR", "cidades": [{"nome": "X"}]}, {"uf": "SC", "cidades": []}]);
    for answer in [expected.clone(), json!({"Estados": expected, "status": "OK"})] {
        let (rows, error) = rows(&answer).await;
        assert!(error.is_none());
        let rows: Vec<_> = rows.into_iter().map(|row| Untyped::into_value(row.unwrap())).collect();
        assert_eq!(Value::from(rows), expected);
    }
    let two = json!({"Cidades": [{"nome": "X"}], "Estados": expected, "status": "OK"});
    assert_eq!(rows(&two).await.1.unwrap().kind(), ErrorKind::NotUnderstood);
}

#[tokio::test]
async fn the_error_at_the_end_does_not_hold_the_token_that_the_answer_repeats() {
    let login = fixture("WSAutenticacao.ok.json");
    let token = login["Token"].as_str().unwrap();
    let failure = format!(r#","status":"ERRO","Num. ERRO":"004","Mensagem":"token {token}""#);
    for end in [failure.clone(), format!("{failure},")] {
        let server = Server::new();
        server.status(FATURAS, 200, large(100, &end));
        let error = all(server.client().faturas_abertas(day(), day()).rows()).await.1.unwrap();
        let evidence = error.evidence().unwrap();
        assert!(evidence.body.contains("ListaFaturas"));
        let shown = format!("{error} {error:?} {} {:?}", evidence.body, error.vendor_message());
        assert!(!shown.contains(token), "{shown}");
    }
}
