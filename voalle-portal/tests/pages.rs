//! Lists in pages as streams that can be resumed.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use futures_util::TryStreamExt;
use isp_core::loopback::InjectedFault;
use isp_core::testing::{SharedWorld, World};
use isp_core::{Error, NewTicket};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_portal::operations::SortOrder;
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, PageCursor, Subscriber};
use wiremock::matchers::{path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// João with this many tickets, numbered in order.
async fn joao(tickets: usize) -> (Simulator, SharedWorld, Subscriber, Vec<u64>) {
    let world = SharedWorld::new(World::on(date(2026, 9, 10)));
    let ids = world.with(|world| {
        (0..tickets)
            .map(|number| {
                let new = NewTicket::new(10_130, format!("Pedido {number}"), "x");
                world.open_ticket(&new).unwrap().ticket.id.to_number().unwrap()
            })
            .collect()
    });
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let client = Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let subscriber = client.subscriber("11144477735", "senha-do-joao");
    (simulator, world, subscriber, ids)
}

#[tokio::test]
async fn pages_come_one_after_the_other_and_end() {
    let (simulator, _, joao, ids) = joao(7).await;
    let pages: Vec<_> = joao.portal_solicitations().limit(3).pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.data.len()).collect::<Vec<_>>(), [3, 3, 1]);
    let found: Vec<_> = pages.iter().flat_map(|page| &page.data).map(|t| t.assignment.id).collect();
    assert_eq!(found, ids);
    assert_eq!(simulator.server().count("/api/portal_solicitations"), 3);
}

#[tokio::test]
async fn items_are_read_without_an_unnecessary_request() {
    let (simulator, _, joao, ids) = joao(6).await;
    let mut items = joao.portal_solicitations().limit(3).items();
    for (at, id) in ids.iter().enumerate() {
        assert_eq!(items.next().await.unwrap().unwrap().assignment.id, *id);
        assert_eq!(simulator.server().count("/api/portal_solicitations"), at / 3 + 1);
    }
    assert!(items.next().await.is_none());
    assert_eq!(simulator.server().count("/api/portal_solicitations"), 2);
}

#[tokio::test]
async fn an_empty_list_is_one_empty_page() {
    let (_simulator, _, joao, _) = joao(0).await;
    let pages: Vec<_> = joao.portal_solicitations().limit(3).pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 1);
    let notes: Vec<_> = joao.portal_invoice_notes().limit(1).items().try_collect().await.unwrap();
    assert_eq!(notes.len(), 1, "the note of the paid invoice");
}

#[tokio::test]
async fn a_stream_of_items_is_resumed_after_any_row_by_a_saved_cursor() {
    let (_simulator, _, joao, ids) = joao(8).await;
    let call = || joao.portal_solicitations().limit(3).sort("id").order(SortOrder::Ascending);
    for stop in 0..=8 {
        let mut items = call().items();
        let mut found = Vec::new();
        for _ in 0..stop {
            found.push(items.next().await.unwrap().unwrap().assignment.id);
        }
        let stored = serde_json::to_string(&items.cursor()).unwrap();
        let cursor: PageCursor = serde_json::from_str(&stored).unwrap();
        let rest: Vec<_> = call().items().resume(cursor).try_collect().await.unwrap();
        found.extend(rest.iter().map(|ticket| ticket.assignment.id));
        assert_eq!(found, ids, "stopped after {stop}");
    }
}

#[tokio::test]
async fn a_stream_of_pages_is_resumed_where_it_failed() {
    let (simulator, _, joao, ids) = joao(8).await;
    let call = || joao.portal_solicitations().limit(3).with_max_attempts(1);
    let mut pages = call().pages();
    let mut found: Vec<u64> = Vec::new();
    let mut take = |page: voalle_portal::Page<voalle_portal::operations::tickets::Solicitation>| {
        found.extend(page.data.iter().map(|ticket| ticket.assignment.id));
    };
    take(pages.next().await.unwrap().unwrap());
    simulator.server().faults().inject("/portal_solicitations", InjectedFault::Status(503));
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none(), "it ends after an error");
    let cursor = pages.cursor();
    assert_eq!((cursor.page, cursor.seen.len()), (2, 3));
    let rest: Vec<_> = call().pages().resume(cursor).try_collect().await.unwrap();
    rest.into_iter().for_each(&mut take);
    assert_eq!(found, ids);
}

#[tokio::test]
async fn a_ticket_opened_in_the_meantime_neither_repeats_nor_hides_a_row() {
    let (_simulator, world, joao, ids) = joao(4).await;
    let mut items = joao.portal_solicitations().limit(2).items();
    assert_eq!(items.next().await.unwrap().unwrap().assignment.id, ids[0]);
    world.with(|world| {
        // The newest comes first: the others move on by one.
        world.open_ticket(&NewTicket::new(10_130, "Novo", "x")).unwrap();
        let newest = world.tickets.pop().unwrap();
        world.tickets.insert(0, newest);
    });
    let rest: Vec<_> = items.try_collect().await.unwrap();
    let rest: Vec<_> = rest.iter().map(|ticket| ticket.assignment.id).collect();
    assert_eq!(rest[..3], ids[1..], "ids[1] stood on both pages");
}

async fn page(server: &MockServer, number: Option<u64>, body: &Value) {
    let mock = Mock::given(path("/api/portal_solicitations"));
    let mock = match number {
        Some(number) => mock.and(query_param("page", number.to_string())),
        None => mock.and(query_param_is_missing("page")),
    };
    mock.respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(server).await;
}

async fn portal() -> (MockServer, Subscriber) {
    let server = MockServer::start().await;
    let login = json!({"access_token": "T0K3N", "expires_in": 600, "person": {"id": 1}});
    Mock::given(path("/portal_authentication"))
        .respond_with(ResponseTemplate::new(200).set_body_json(login))
        .mount(&server)
        .await;
    let client = Client::builder(server.uri())
        .credentials("verify", "id", "secret")
        .allow_plaintext_http()
        .build()
        .unwrap();
    let subscriber = client.subscriber("maria", "senha");
    (server, subscriber)
}

fn rows(ids: &[u64]) -> Value {
    ids.iter().map(|id| json!({"assignment": {"id": id}})).collect()
}

async fn ids_of(subscriber: &Subscriber, limit: Option<u64>) -> Result<Vec<u64>, Error> {
    let call = subscriber.portal_solicitations();
    let call = match limit {
        Some(limit) => call.limit(limit),
        None => call,
    };
    let found: Vec<_> = call.items().try_collect().await?;
    Ok(found.iter().map(|ticket| ticket.assignment.id).collect())
}

#[tokio::test]
async fn a_repeated_short_or_empty_page_with_rows_missing_is_an_error() {
    for second in [rows(&[1, 2]), rows(&[]), rows(&[2])] {
        let (server, subscriber) = portal().await;
        page(&server, None, &json!({"data": rows(&[1, 2]), "filtered": 5})).await;
        page(&server, Some(2), &json!({"data": second, "filtered": 5})).await;
        let error = ids_of(&subscriber, Some(2)).await.unwrap_err();
        assert!(error.is_not_understood(), "{error}");
    }
}

#[tokio::test]
async fn a_first_page_that_announces_rows_but_has_none_is_an_error() {
    for counters in [
        json!({"filtered": 3}),
        json!({"total": 3}),
        json!({"filtered": 0, "total": 3}),
        json!({"count": 3}),
        json!({"total": "muitos"}),
    ] {
        for limit in [None, Some(2)] {
            let (server, subscriber) = portal().await;
            let mut body = json!({"data": []});
            body.as_object_mut().unwrap().extend(counters.as_object().unwrap().clone());
            page(&server, None, &body).await;
            page(&server, Some(2), &body).await;
            let error = ids_of(&subscriber, limit).await.unwrap_err();
            assert!(error.is_not_understood(), "{body}: {error}");
        }
    }
}

#[tokio::test]
async fn two_different_rows_of_one_page_with_the_same_id_are_an_error() {
    let row = |title: &str| json!({"assignment": {"id": 1, "title": title}});
    let (server, subscriber) = portal().await;
    page(&server, None, &json!({"data": [row("a"), row("a")]})).await;
    assert_eq!(ids_of(&subscriber, None).await.unwrap(), [1]);
    let (server, subscriber) = portal().await;
    page(&server, None, &json!({"data": [row("a"), row("b")]})).await;
    assert!(ids_of(&subscriber, None).await.unwrap_err().is_not_understood());

    // On two pages they may differ: the ticket was changed between the two readings.
    let (server, subscriber) = portal().await;
    page(&server, None, &json!({"data": [row("a")], "total": 2})).await;
    let second = json!({"data": [row("b"), {"assignment": {"id": 2}}], "total": 2});
    page(&server, Some(2), &second).await;
    assert_eq!(ids_of(&subscriber, Some(2)).await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_short_page_is_not_the_end_while_rows_are_missing() {
    let (server, subscriber) = portal().await;
    // The server limits the pages to fewer rows than requested.
    page(&server, None, &json!({"data": rows(&[1, 2]), "total": 4})).await;
    page(&server, Some(2), &json!({"data": rows(&[3, 4]), "total": 4})).await;
    assert_eq!(ids_of(&subscriber, Some(100)).await.unwrap(), [1, 2, 3, 4]);
}

#[tokio::test]
async fn without_counters_the_first_page_that_is_not_full_is_the_last() {
    let (server, subscriber) = portal().await;
    page(&server, None, &json!({"data": rows(&[1, 2])})).await;
    page(&server, Some(2), &json!({"data": rows(&[3])})).await;
    assert_eq!(ids_of(&subscriber, Some(2)).await.unwrap(), [1, 2, 3]);
    // No pages were requested, and nothing says that there are any.
    assert_eq!(ids_of(&subscriber, None).await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn without_counters_a_server_that_ignores_the_page_is_an_error() {
    let (server, subscriber) = portal().await;
    page(&server, None, &json!({"data": rows(&[1, 2])})).await;
    page(&server, Some(2), &json!({"data": rows(&[1, 2])})).await;
    assert!(ids_of(&subscriber, Some(2)).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn a_call_for_a_later_page_streams_from_there() {
    let (_simulator, _, joao, ids) = joao(5).await;
    let mut pages = joao.portal_solicitations().limit(2).page(2).pages();
    let first = pages.next().await.unwrap().unwrap();
    let found: Vec<_> = first.data.iter().map(|ticket| ticket.assignment.id).collect();
    assert_eq!(found, ids[2..4]);
}

/// Answers every page with new rows, and announces one page more each time unless it does not count.
struct Endless {
    counts: bool,
}

impl Respond for Endless {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut query = request.url.query_pairs();
        let page = query.find(|(name, _)| name == "page").map_or(1, |(_, n)| n.parse().unwrap());
        let mut body = json!({"data": rows(&[2 * page - 1, 2 * page])});
        if self.counts {
            body["total"] = json!(2 * (page + 1));
        }
        ResponseTemplate::new(200).set_body_json(body)
    }
}

#[tokio::test]
async fn a_list_that_never_ends_is_an_error_after_a_number_of_pages_that_the_error_names() {
    for (counts, most) in [(true, 104), (false, 1_000)] {
        let (server, subscriber) = portal().await;
        Mock::given(path("/api/portal_solicitations"))
            .respond_with(Endless { counts })
            .mount(&server)
            .await;
        let call = || subscriber.portal_solicitations().limit(2);
        let mut pages = call().pages();
        for number in 1..=most {
            assert_eq!(pages.next().await.unwrap().unwrap().data.len(), 2, "page {number}");
        }
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.is_not_understood(), "{error}");
        assert!(error.to_string().contains(&format!("{most} pages")), "{error}");

        let mut rest = call().pages().resume(pages.cursor());
        let page = rest.next().await.unwrap().unwrap();
        assert_eq!(page.data[0].assignment.id, 2 * most + 1, "no row is lost");
    }
}
