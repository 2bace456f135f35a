//! Lists by windows: no item is missing or repeated, even after failures.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use isp_core::http::{HttpRequest, HttpResponse, Transport, TransportError};
use isp_core::loopback::InjectedFault;
use isp_core::stream::Source;
use isp_core::testing::World;
use isp_core::{Customer, Error, ErrorKind, InvoiceStatus, Isp, async_trait};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use mk_webservices::Client;
use mk_webservices::operations::faturas::FormatoData;
use mk_webservices::operations::pessoas::Cliente;
use mk_webservices::simulator::{Quirks, Simulator};
use mk_webservices::streams::{
    ClientesEmJanelas, CodeCursor, DayCursor, FaturaAbertaNaJanela, Items, Pages,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use support::client_without_retries;

const TODAY: Date = date(2026, 9, 10);

/// Customers with gaps: within windows, whole windows, and at their borders.
const CODES: [u64; 9] = [1, 2, 499, 500, 501, 1_750, 2_001, 2_499, 3_000];

fn customers() -> World {
    let mut world = World::on(TODAY);
    world.customers = CODES.map(|code| Customer::new(code, "CLIENTE EXEMPLO")).into();
    world
}

fn codes(customers: &[Cliente]) -> Vec<u64> {
    customers.iter().map(|customer| customer.codigo_pessoa).collect()
}

/// All items of a stream until its end or its first error.
async fn collect<S: Source>(items: &mut Items<S>) -> (Vec<S::Item>, Option<Error>) {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => all.push(item),
            Err(error) => return (all, Some(error)),
        }
    }
    (all, None)
}

async fn whole<S: Source>(mut items: Items<S>) -> Vec<S::Item> {
    let (all, error) = collect(&mut items).await;
    assert!(error.is_none(), "{error:?}");
    all
}

async fn refused<S: Source>(mut items: Items<S>) -> Error {
    let (all, error) = collect(&mut items).await;
    assert!(all.is_empty());
    assert!(items.next().await.is_none(), "an error ends the stream");
    error.unwrap()
}

/// A cursor, saved and read again.
fn saved<C: Serialize + DeserializeOwned>(cursor: &C) -> C {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

#[tokio::test]
async fn gaps_are_skipped_and_the_stream_ends_after_the_set_number_of_empty_windows() {
    let erp = Simulator::start(customers()).await.unwrap();
    let walk = client_without_retries(&erp).clientes_em_janelas(1..);
    assert_eq!(codes(&whole(walk.clone().items()).await), CODES);
    // Six windows up to code 3000, and twenty empty ones.
    assert_eq!(erp.server().count("WSMKConsultaClientes"), 26);

    // There is one empty window between 501 and 1750.
    assert_eq!(codes(&whole(walk.empty_windows(1).items()).await), CODES[..5]);
}

#[tokio::test]
async fn with_a_last_code_exactly_the_windows_up_to_it_are_requested() {
    let mut world = customers();
    world.customers.push(Customer::new(14_999, "CLIENTE EXEMPLO"));
    let erp = Simulator::start(world).await.unwrap();
    let walk = client_without_retries(&erp).clientes_em_janelas(2_500..=15_000).empty_windows(1);
    assert_eq!(codes(&whole(walk.items()).await), [3_000, 14_999]);
    assert_eq!(erp.server().count("WSMKConsultaClientes"), 26);

    // Neither end is on a window's border; no code outside the range is requested.
    let narrow = client_without_retries(&erp).clientes_em_janelas(500..2_001).window(7);
    assert_eq!(codes(&whole(narrow.items()).await), [500, 501, 1_750]);
    let zero = client_without_retries(&erp).clientes_em_janelas(..=2);
    assert_eq!(codes(&whole(zero.items()).await), [1, 2]);
}

#[tokio::test]
async fn each_page_is_a_window_and_empty_windows_are_pages_too() {
    let erp = Simulator::start(customers()).await.unwrap();
    let mut pages = client_without_retries(&erp).clientes_em_janelas(1..=1_800).at_once(3).pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert_eq!(page.cursor, pages.cursor());
        seen.push((codes(&page.items), page.cursor.next_code, page.cursor.empty_windows));
    }
    assert_eq!(
        seen,
        [
            (vec![1, 2, 499, 500], 501, 0),
            (vec![501], 1_001, 0),
            (vec![], 1_501, 1),
            (vec![1_750], 1_801, 0),
        ]
    );
}

#[tokio::test]
async fn wrong_arguments_are_refused_before_the_network() {
    let erp = Simulator::start(customers()).await.unwrap();
    let mk = client_without_retries(&erp);
    for walk in [
        mk.clientes_em_janelas(1..).window(501),
        mk.clientes_em_janelas(1..).window(0),
        mk.clientes_em_janelas(1..).empty_windows(0),
        mk.clientes_em_janelas(5..5),
        mk.clientes_em_janelas(0..0),
    ] {
        let error = refused(walk.items()).await;
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.operation(), Some("WSMKConsultaClientes"));
    }
    let reversed = mk.faturas_abertas_em_janelas(TODAY..=TODAY.yesterday().unwrap());
    let no_width = mk.faturas_abertas_em_janelas(TODAY..=TODAY).window(0);
    for walk in [reversed, no_width] {
        let error = refused(walk.items()).await;
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.operation(), Some("WSMKFaturasAbertas"));
    }
    assert!(erp.server().served().is_empty());
}

#[tokio::test]
async fn customers_outside_the_window_are_an_error_since_mk_ignored_the_filter() {
    let erp = Simulator::start(customers()).await.unwrap();
    let everybody = r#"[{"CodigoPessoa":1},{"CodigoPessoa":501}]"#;
    let fault = InjectedFault::Body { content_type: "text/plain", body: everybody.into() };
    erp.server().faults().inject("WSMKConsultaClientes", fault);
    let error = refused(client_without_retries(&erp).clientes_em_janelas(1..).items()).await;
    assert_eq!(error.kind(), ErrorKind::NotUnderstood);
    assert!(error.to_string().starts_with("MK Webservices WSMKConsultaClientes: "), "{error}");
}

#[tokio::test]
async fn a_resumed_stream_of_customers_gives_the_same_as_an_uninterrupted_one() {
    let mut world = customers();
    // Would be found only if the count of empty windows were lost at the interruption.
    world.customers.push(Customer::new(6_100, "CLIENTE EXEMPLO"));
    let erp = Simulator::start(world).await.unwrap();
    let mk = client_without_retries(&erp);
    for (at_once, window, most_pages) in [(1, 500, 10), (3, 500, 7), (4, 333, 10)] {
        let walk = mk.clientes_em_janelas(1..).window(window).empty_windows(5).at_once(at_once);
        let undisturbed = codes(&whole(walk.clone().items()).await);
        assert_eq!(undisturbed, CODES);
        for pages_before in 0..=most_pages {
            let mut pages = walk.clone().pages();
            let mut all = Vec::new();
            for _ in 0..pages_before {
                all.extend(codes(&pages.next().await.unwrap().unwrap().items));
            }
            erp.server().faults().inject("WSMKConsultaClientes", InjectedFault::Status(503));
            let mut rest = pages.items();
            let (items, error) = collect(&mut rest).await;
            all.extend(codes(&items));
            assert_eq!(error.unwrap().kind(), ErrorKind::Overloaded);

            let cursor: CodeCursor = saved(&rest.cursor());
            all.extend(codes(&whole(walk.clone().items().resume(cursor)).await));
            assert_eq!(all, CODES, "{at_once} at once, {pages_before} pages before");
        }
    }
}

#[tokio::test]
async fn a_stream_that_had_ended_stays_ended_when_resumed() {
    let erp = Simulator::start(customers()).await.unwrap();
    for walk in [
        client_without_retries(&erp).clientes_em_janelas(1..),
        client_without_retries(&erp).clientes_em_janelas(1..=3_000),
    ] {
        let mut pages = walk.clone().pages();
        while pages.next().await.is_some() {}
        let asked = erp.server().count("WSMKConsultaClientes");
        assert!(whole(walk.items().resume(pages.cursor())).await.is_empty());
        assert_eq!(erp.server().count("WSMKConsultaClientes"), asked);
    }
}

#[tokio::test]
async fn in_the_middle_of_a_window_the_cursor_is_at_its_beginning() {
    let erp = Simulator::start(customers()).await.unwrap();
    let mut items = client_without_retries(&erp).clientes_em_janelas(1..=3_000).items();
    let mut begins = Vec::new();
    begins.push(items.cursor().next_code);
    while let Some(item) = items.next().await {
        item.unwrap();
        begins.push(items.cursor().next_code);
    }
    assert_eq!(begins, [1, 1, 1, 1, 501, 1_001, 2_001, 2_001, 2_501, 3_001]);
}

/// Unpaid invoices of a world by due date, once each.
fn due(world: &World, first: Date, last: Date) -> BTreeSet<(Date, u64)> {
    let open = world.invoices.iter().map(|known| &known.invoice);
    let open = open.filter(|invoice| invoice.status == InvoiceStatus::Open);
    let open = open.filter(|invoice| (first..=last).contains(&invoice.due));
    open.map(|invoice| (invoice.due, invoice.id.to_number().unwrap())).collect()
}

fn facts(invoices: &[FaturaAbertaNaJanela]) -> Vec<(Date, u64)> {
    let fact = |one: &FaturaAbertaNaJanela| (one.data_vencimento().unwrap(), one.fatura.cd_fatura);
    invoices.iter().map(fact).collect()
}

fn span() -> (Date, Date) {
    (TODAY - 45.days(), TODAY + 20.days())
}

#[tokio::test]
async fn every_open_invoice_is_returned_once_with_its_due_date() {
    let world = World::on(TODAY);
    let (first, last) = span();
    let expected: Vec<_> = due(&world, first, last).into_iter().collect();
    assert_eq!(expected.len(), 6);
    let quirks = Quirks::new().repeated_invoices(true);
    let erp = Simulator::builder().quirks(quirks).start(world).await.unwrap();
    let invoices =
        whole(client_without_retries(&erp).faturas_abertas_em_janelas(first..=last).items()).await;
    assert_eq!(facts(&invoices), expected);
    assert_eq!(erp.server().count("WSMKFaturasAbertas"), 66);
}

#[tokio::test]
async fn due_dates_are_written_as_in_the_manual_or_as_chosen_and_by_isp_as_clients_do() {
    let erp = Simulator::start(World::on(TODAY)).await.unwrap();
    let mk = client_without_retries(&erp);
    let day = date(2026, 9, 1);
    let walk = mk.faturas_abertas_em_janelas(day..=day);
    whole(walk.clone().items()).await;
    whole(walk.formato_data(FormatoData::Iso).items()).await;
    mk.isp().invoices_due(day..=day).await.unwrap();
    let isp = mk.isp().with_due_date_format(FormatoData::AnoMesDia);
    isp.invoices_due(day..=day).await.unwrap();
    let served = erp.server().served();
    let sent: Vec<_> =
        served.iter().filter_map(|one| one.request.parameter("dt_venc_fim")).collect();
    assert_eq!(sent, ["2026/09/01", "2026-09-01", "01/09/2026", "2026/09/01"]);
}

#[tokio::test]
async fn wide_windows_need_fewer_requests_and_give_no_due_date() {
    let world = World::on(TODAY);
    let (first, last) = span();
    let expected = due(&world, first, last);
    let erp = Simulator::start(world).await.unwrap();
    let walk = client_without_retries(&erp).faturas_abertas_em_janelas(first..=last).window(30);
    let invoices = whole(walk.items()).await;
    assert_eq!(erp.server().count("WSMKFaturasAbertas"), 3);
    assert_eq!(invoices.len(), expected.len());
    for one in &invoices {
        assert_eq!(one.data_vencimento(), None);
        let inside = |(due, code): &(Date, u64)| {
            *code == one.fatura.cd_fatura && (one.dt_venc_inicio..=one.dt_venc_fim).contains(due)
        };
        assert!(expected.iter().any(inside));
    }
}

#[tokio::test]
async fn an_invoice_in_two_windows_is_returned_in_the_first() {
    let erp = Simulator::start(World::on(TODAY)).await.unwrap();
    let row =
        r#"{"ListaFaturas":[{"cd_fatura":7,"valor":1},{"cd_fatura":7,"valor":1}],"status":"OK"}"#;
    let fault = InjectedFault::Body { content_type: "text/plain", body: row.into() };
    erp.server().faults().inject_times(2, "WSMKFaturasAbertas", &fault);
    let days = date(2020, 1, 1)..=date(2020, 1, 3);
    let invoices =
        whole(client_without_retries(&erp).faturas_abertas_em_janelas(days).items()).await;
    assert_eq!(facts(&invoices), [(date(2020, 1, 1), 7)]);
}

#[tokio::test]
async fn a_resumed_stream_of_invoices_gives_the_same_as_an_uninterrupted_one() {
    let world = World::on(TODAY);
    let (first, last) = span();
    let expected: Vec<_> = due(&world, first, last).into_iter().collect();
    let erp = Simulator::start(world).await.unwrap();
    for at_once in [1, 4] {
        let walk =
            client_without_retries(&erp).faturas_abertas_em_janelas(first..=last).at_once(at_once);
        for failing in [0, 1, 5, 40, 60] {
            let mut pages = walk.clone().pages();
            let mut all = Vec::new();
            for _ in 0..failing {
                all.extend(facts(&pages.next().await.unwrap().unwrap().items));
            }
            erp.server().faults().inject("WSMKFaturasAbertas", InjectedFault::CloseBefore);
            let mut rest = pages.items();
            let (items, error) = collect(&mut rest).await;
            all.extend(facts(&items));
            assert_eq!(error.unwrap().kind(), ErrorKind::Unreachable);

            let cursor: DayCursor = saved(&rest.cursor());
            all.extend(facts(&whole(walk.clone().items().resume(cursor)).await));
            assert_eq!(all, expected, "{at_once} at once, {failing} pages before");
        }
    }
}

/// A server in this process: all windows are empty, later ones are answered sooner, and the
/// requests in progress are counted.
#[derive(Default)]
struct Desert {
    under_way: AtomicUsize,
    most_under_way: AtomicUsize,
    windows: Mutex<Vec<String>>,
}

#[async_trait]
impl Transport for Desert {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if request.url.contains("WSAutenticacao") {
            return Ok(HttpResponse::ready(200, vec![], r#"{"Token":"t.1","status":"OK"}"#));
        }
        let (_, first) = request.url.split_once("cd_cliente_inicio=").unwrap();
        let first = first.split('&').next().unwrap().to_owned();
        let patience = 100_000_u64.saturating_sub(first.parse().unwrap());
        self.windows.lock().unwrap().push(first);
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_under_way.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(patience)).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        Ok(HttpResponse::ready(200, vec![], "[]"))
    }
}

fn desert() -> (Arc<Desert>, Client) {
    let desert = Arc::new(Desert::default());
    let transport: Arc<dyn Transport> = Arc::<Desert>::clone(&desert);
    let client = Client::builder("https://erp.example.com")
        .credentials("token", "senha")
        .max_in_flight(64)
        .timeout(Duration::from_secs(3_600))
        .transport(transport)
        .build()
        .unwrap();
    (desert, client)
}

async fn next_codes(mut pages: Pages<ClientesEmJanelas>) -> Vec<u64> {
    let mut all = Vec::new();
    while let Some(page) = pages.next().await {
        all.push(page.unwrap().cursor.next_code);
    }
    all
}

#[tokio::test(start_paused = true)]
async fn the_set_number_of_windows_is_requested_at_once_and_their_order_is_kept() {
    for at_once in [1, 2, 5] {
        let (desert, mk) = desert();
        let walk = mk.clientes_em_janelas(1..=5_000).at_once(at_once);
        let pages = walk.with_timeout(Duration::from_secs(600)).pages();
        let expected: Vec<u64> = (1..=10).map(|window| window * 500 + 1).collect();
        assert_eq!(next_codes(pages).await, expected);
        assert_eq!(desert.most_under_way.load(Ordering::SeqCst), at_once);
        assert_eq!(desert.windows.lock().unwrap().len(), 10);
    }
}

#[tokio::test(start_paused = true)]
async fn one_at_a_time_requests_no_window_beyond_the_last() {
    let (desert, mk) = desert();
    let walk = mk.clientes_em_janelas(1..).empty_windows(3);
    assert!(refused(walk.with_timeout(Duration::from_secs(600)).items()).await.is_configuration());
    assert_eq!(desert.windows.lock().unwrap().len(), 3);
}

/// There may be customers beyond the gap.
#[tokio::test(start_paused = true)]
async fn a_stream_that_gave_up_and_found_nobody_is_an_error_that_says_where() {
    let (_, mk) = desert();
    let walk = mk.clientes_em_janelas(10..).with_timeout(Duration::from_secs(600));
    let error = refused(walk.clone().items()).await;
    assert!(error.to_string().contains("no customer has a code from 10 to 10009"), "{error}");
    assert!(error.advice().contains("first code in use"), "{error}");

    // Whether the windows before the cursor were empty is not known.
    let resumed = walk.items().resume(saved(&CodeCursor::at(5_000)));
    assert!(whole(resumed).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn each_window_has_the_time_limit_that_was_set() {
    let (_, mk) = desert();
    let walk = mk.clientes_em_janelas(1..=1).with_timeout(Duration::from_secs(5));
    let started = tokio::time::Instant::now();
    assert_eq!(refused(walk.items()).await.kind(), ErrorKind::Timeout);
    assert_eq!(started.elapsed(), Duration::from_secs(5));
}

#[tokio::test]
async fn the_lists_implement_the_standard_stream_trait() {
    let erp = Simulator::start(customers()).await.unwrap();
    let items = client_without_retries(&erp).clientes_em_janelas(1..=3_000).items();
    let small = items.filter_map(|item| async { item.ok() }).take(2).collect::<Vec<_>>().await;
    assert_eq!(codes(&small), [1, 2]);
}
