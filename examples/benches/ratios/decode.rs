//! Decoding a long list: a whole call over a transport in memory, against `serde_json` into a struct
//! with fields of the same types.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use isp_core::Money;
use isp_core::http::{Bytes, HttpRequest, HttpResponse, Transport, TransportError};
use isp_core::jiff::civil::Date;
use isp_core::wire::{self, CodeList, EchoedCode};
use serde::Deserialize;
use serde_json::json;
use tokio::runtime::Builder;

use crate::server::{CUSTOMER, ServerProcess};
use crate::table::Row;
use crate::{Result, sdk, stopwatch};

const ROWS: usize = 5_000;

pub(crate) fn measure(_: &ServerProcess) -> Result<Vec<Row>> {
    let clean = invoices(ROWS, false);
    Ok(vec![
        against(&clean, &clean, "decode 5,000 invoices, clean", "1.3")?,
        // `serde_json` refuses torn text, so it reads the clean text of the same rows.
        against(&clean, &tear(&clean), "decode 5,000 invoices, torn text", "2.0")?,
        against_same(&invoices(ROWS, true), "decode 5,000 invoices, an extra field a row", "2.0")?,
    ])
}

fn against_same(body: &Bytes, figure: &'static str, bar: &'static str) -> Result<Row> {
    against(body, body, figure, bar)
}

fn against(bare: &Bytes, this: &Bytes, figure: &'static str, bar: &'static str) -> Result<Row> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mk = sdk::client("http://127.0.0.1").transport(Arc::new(InMemory(this.clone()))).build()?;
    let (bare, this) = stopwatch::medians(
        || all(serde_json::from_slice::<Answer>(bare)?.invoices.len()),
        || {
            all(runtime
                .block_on(async { mk.faturas_pendentes(CUSTOMER).await })?
                .faturas_pendentes
                .len())
        },
    )?;
    let text = |millis: f64| format!("{millis:.2} ms");
    Ok(Row::new(figure).at_most(bar).compared(millis(bare), millis(this), text))
}

fn all(rows: usize) -> Result<()> {
    if rows == ROWS { Ok(()) } else { Err(format!("{rows} rows instead of {ROWS}").into()) }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The fields of the answer, without what a record does beside them.
#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read and not looked at")]
struct Answer {
    #[serde(rename = "CodigoPessoa")]
    codigo_pessoa: Option<EchoedCode>,
    #[serde(rename = "Nome")]
    nome: Option<String>,
    #[serde(rename = "FaturasPendentes")]
    invoices: Vec<Invoice>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read and not looked at")]
struct Invoice {
    codfatura: u64,
    contas: Option<String>,
    #[serde(default)]
    contratos: CodeList,
    #[serde(with = "wire::date")]
    data_vencimento: Date,
    descricao: Option<String>,
    valor_total: Money,
}

/// Answers a login, and anything else with one body.
struct InMemory(Bytes);

#[async_trait]
impl Transport for InMemory {
    async fn send(
        &self,
        request: HttpRequest,
    ) -> std::result::Result<HttpResponse, TransportError> {
        let login = request.url.contains("WSAutenticacao");
        let body = if login {
            Bytes::from_static(br#"{"Token":"0123456789abcdef","status":"OK"}"#)
        } else {
            self.0.clone()
        };
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Ok(HttpResponse::ready(200, headers, body))
    }
}

/// An answer of invoices like those of the fixture, each perhaps with a field that the type lacks.
fn invoices(rows: usize, extra_field: bool) -> Bytes {
    let rows: Vec<_> = (0..rows)
        .map(|row| {
            let mut invoice = json!({
                "codfatura": 900_101 + row,
                "contas": "700202, 700203",
                "contratos": "20567, 20568",
                "data_vencimento": "10/03/2031",
                "descricao": "Mensalidade Fibra 500 Mega / Câmera e Instalação",
                "valor_total": 146.52,
            });
            if let (true, Some(members)) = (extra_field, invoice.as_object_mut()) {
                members.insert("juros_dia".to_owned(), json!("0.033"));
            }
            invoice
        })
        .collect();
    let answer = json!({
        "CodigoPessoa": 10_123,
        "FaturasPendentes": rows,
        "Nome": "MARIA DA CONCEIÇÃO EXEMPLO",
        "status": "OK",
    });
    answer.to_string().into()
}

/// The text as MK writes it: as Latin-1, with the control characters of that escaped.
fn tear(text: &[u8]) -> Bytes {
    let mut torn = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            0x80..=0x9F => torn.extend(format!("\\u00{byte:02X}").bytes()),
            _ => torn.push(*byte),
        }
    }
    torn.into()
}
