//! `Isp::invoices` of MK for paid and for all invoices.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use isp_core::{Invoice, InvoiceQuery, InvoiceStatus, Isp, Money};
use jiff::civil::date;
use mk_webservices::operations::faturas::{Fatura, FaturaPendente};
use serde_json::{Value, json};

use support::{LOGIN, Server, fixture, fixture_text, with};

const CUSTOMER: u64 = 10_123;
const RULE: &str = "WSMKFaturas";
const PENDING: &str = "WSMKFaturasPendentes";

/// A row of the answer: the paid invoice of the sample, changed.
fn row(changes: &Value) -> Value {
    let mut row = fixture("WSMKFaturas.ok.json")[1].clone();
    row.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    row
}

fn pending(rows: &Value) -> Value {
    with("WSMKFaturasPendentes.ok.json", &json!({"FaturasPendentes": rows}))
}

fn owed(code: u64) -> Value {
    json!({"codfatura": code, "contratos": "5001", "data_vencimento": "10/02/2026",
        "descricao": "Mensalidade", "valor_total": 140.55})
}

fn server(rows: &Value, owed: &Value) -> Server {
    let server = Server::new();
    server.answer(RULE, rows);
    server.answer(PENDING, &pending(owed));
    server
}

async fn ask(server: &Server, query: InvoiceQuery) -> Result<Vec<Invoice>, isp_core::Error> {
    server.client().isp().invoices(&query).await
}

fn unknown(word: &str) -> InvoiceStatus {
    InvoiceStatus::Unknown(word.into())
}

#[tokio::test]
async fn a_paid_invoice_has_the_day_and_the_amount_of_its_payment() {
    let server = server(&json!([row(&json!({"valor_pago": "143.10"}))]), &json!([]));
    let found = ask(&server, InvoiceQuery::paid(CUSTOMER)).await.unwrap();
    let [paid] = &found[..] else { panic!("{found:?}") };
    assert_eq!((paid.id.as_str(), &paid.status), ("2000", &InvoiceStatus::Paid));
    assert_eq!((paid.paid_on, paid.due), (Some(date(2026, 1, 9)), date(2026, 1, 10)));
    assert_eq!(paid.paid_amount, Some(Money::from_centavos(14_310)));
    assert_eq!(paid.amount, Money::from_centavos(14_055));
    assert_eq!(paid.contracts, Some(vec![5001.into()]), "a contract under two tax rules is one");
    assert_eq!(paid.native::<Fatura>().unwrap().codfatura, 2000);
    let asked = "codigo_cliente=10123&liquidado=S&quantidade_meses=120";
    assert_eq!(server.queries(RULE), [asked]);
    assert_eq!(server.arrivals(PENDING), 0);
}

#[tokio::test]
async fn paid_is_said_only_where_word_and_payment_agree() {
    for (changes, status) in [
        (json!({"valor_pago": null}), InvoiceStatus::Paid),
        (json!({"data_liquidacao": ""}), InvoiceStatus::Paid),
        (json!({"status": "PAGO"}), InvoiceStatus::Paid),
        (json!({"valor_pago": "0.00"}), unknown("Pago")),
        (json!({"status": "Aberta"}), unknown("Aberta")),
        (json!({"status": "Baixada"}), unknown("Baixada")),
        (json!({"status": "Renegociada"}), unknown("Renegociada")),
    ] {
        let server = server(&json!([row(&changes)]), &json!([]));
        let found = ask(&server, InvoiceQuery::paid(CUSTOMER)).await.unwrap();
        assert_eq!(found[0].status, status, "{changes}");
        let says_paid = found[0].paid_on.is_some() || found[0].paid_amount.is_some();
        assert!(status == InvoiceStatus::Paid || !says_paid, "{changes}");
    }
}

#[tokio::test]
async fn an_open_row_among_the_paid_ones_is_left_out_and_a_contract_list_without_codes_is_unknown()
{
    let open = fixture("WSMKFaturas.ok.json")[0].clone();
    for contracts in [json!([]), json!(null)] {
        let rows = json!([open, row(&json!({"contratos": contracts}))]);
        let found = ask(&server(&rows, &json!([])), InvoiceQuery::paid(CUSTOMER)).await.unwrap();
        assert_eq!((found.len(), &found[0].contracts), (1, &None), "{contracts}");
    }
}

#[tokio::test]
async fn nothing_is_paid_only_if_mk_knows_the_customer() {
    let none = fixture("WSMKFaturas.erro.json");
    let paid = || InvoiceQuery::paid(CUSTOMER);
    for rows in [&none, &json!([])] {
        assert!(ask(&server(rows, &json!([owed(1)])), paid()).await.unwrap().is_empty());
        let server = Server::new();
        server.answer(RULE, rows);
        for unclear in [
            fixture_text("_erros/nao-localizado.json"),
            pending(&json!([])).to_string().replace("10123", "10456"),
            json!({"FaturasPendentes": [], "status": "OK"}).to_string(),
        ] {
            server.status(PENDING, 200, &*unclear);
            ask(&server, paid()).await.unwrap_err();
        }
    }
    let unlicensed = Server::new();
    unlicensed.status(RULE, 500, fixture_text("_erros/http-500.html"));
    assert!(ask(&unlicensed, paid()).await.unwrap_err().is_configuration());
}

#[tokio::test]
async fn all_invoices_are_those_of_both_rules_and_a_contradiction_is_an_unknown_state() {
    let open = |code: u64| {
        row(&json!({"codfatura": code, "status": "Aberta",
        "data_liquidacao": "", "valor_pago": "0.00"}))
    };
    let paid = |code: u64| row(&json!({"codfatura": code}));
    let rows =
        json!([open(1), paid(2), open(3), paid(4), row(&json!({"codfatura": 5, "status": "X"}))]);
    let server = server(&rows, &json!([owed(1), owed(4), owed(5), owed(6)]));
    let found = ask(&server, InvoiceQuery::all(CUSTOMER)).await.unwrap();
    let mut told: Vec<_> = found.iter().map(|i| (i.id.as_str(), i.status.clone())).collect();
    told.sort_by_key(|(id, _)| *id);
    assert_eq!(
        told,
        [
            ("1", InvoiceStatus::Open),
            ("2", InvoiceStatus::Paid),
            ("3", unknown("Aberta")),
            ("4", unknown("Pago")),
            ("5", InvoiceStatus::Open),
            ("6", InvoiceStatus::Open),
        ],
        "3 is open in one list alone, 4 is paid in one and owed in the other"
    );
    let first = found.iter().find(|invoice| invoice.id.as_str() == "1").unwrap();
    assert!(first.native::<FaturaPendente>().is_some(), "the same as among the unpaid ones");
    let fourth = found.iter().find(|invoice| invoice.id.as_str() == "4").unwrap();
    assert_eq!((fourth.paid_on, fourth.paid_amount), (None, None));
    assert_eq!(server.queries(RULE), ["codigo_cliente=10123&quantidade_meses=120"]);
}

#[tokio::test]
async fn a_period_selects_by_due_date_and_a_long_one_asks_for_more_months() {
    let server = server(&json!([row(&json!({}))]), &json!([]));
    let paid = |first, last| InvoiceQuery::paid(CUSTOMER).due_between(first, last);
    let day = date(2026, 1, 10);
    assert_eq!(ask(&server, paid(day, day)).await.unwrap().len(), 1);
    let before = ask(&server, paid(date(1990, 1, 1), date(2026, 1, 9))).await.unwrap();
    assert!(before.is_empty());
    let months = |query: &str| query.rsplit('=').next().unwrap().parse::<u64>().unwrap();
    let asked = server.queries(RULE);
    assert_eq!(months(&asked[0]), 120);
    assert!(months(&asked[1]) > 36 * 12, "{}", asked[1]);

    let untouched = Server::new();
    ask(&untouched, paid(date(2026, 1, 2), date(2026, 1, 1))).await.unwrap_err();
    ask(&untouched, InvoiceQuery::paid("x")).await.unwrap_err();
    assert_eq!(untouched.arrivals(LOGIN), 0);
}

#[tokio::test]
async fn rows_of_several_customers_and_contradicting_rows_are_an_error() {
    for rows in [
        json!([row(&json!({})), row(&json!({"codfatura": 7, "cpf_cnpj": "111.444.777-35"}))]),
        json!([row(&json!({})), row(&json!({"valor_pago": "1.00"}))]),
        json!([row(&json!({"codfatura": 0}))]),
    ] {
        let server = server(&rows, &json!([]));
        let error = ask(&server, InvoiceQuery::paid(CUSTOMER)).await.unwrap_err();
        assert!(error.is_not_understood(), "{error}");
        assert_eq!(error.operation(), Some(RULE));
    }
}
