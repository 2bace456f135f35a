//! Lists in pages as streams: to their end, resumed, and without rows that are missing or repeated.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use isp_core::loopback::InjectedFault;
use serde_json::{Value, json};
use voalle_global::simulator::{Quirks, Simulator};
use voalle_global::{Client, PageCursor};

use support::{client, world};

const PATH: &str = "/external/integrations/thirdparty/getclient";

async fn small_pages() -> (Simulator, Client) {
    let quirks = Quirks::new().largest_page(1);
    let simulator = Simulator::builder().quirks(quirks).start(world()).await.unwrap();
    let client = client(&simulator);
    (simulator, client)
}

/// Answers the next request with this page.
fn answer(simulator: &Simulator, page: &Value) {
    let body = json!({"success": true, "messages": null, "response": page}).to_string();
    let fault = InjectedFault::Body { content_type: "application/json", body: body.into_bytes() };
    simulator.data_server().faults().inject(PATH, fault);
}

async fn ids(client: &Client, cursor: Option<PageCursor>) -> Result<Vec<u64>, isp_core::Error> {
    let pages = client.getclient(1, 100).pages();
    let pages = match cursor {
        Some(cursor) => pages.resume(cursor),
        None => pages,
    };
    let mut items = pages.items();
    let mut ids = Vec::new();
    while let Some(row) = items.next().await {
        ids.push(row?.id);
    }
    Ok(ids)
}

#[tokio::test]
async fn a_list_is_read_to_its_end_however_small_the_server_makes_its_pages() {
    let (simulator, client) = small_pages().await;
    assert_eq!(ids(&client, None).await.unwrap(), [10_123, 10_124, 10_130, 10_140]);
    assert_eq!(simulator.data_server().count(PATH), 4, "the counter says when all have come");
}

#[tokio::test]
async fn a_list_that_does_not_count_ends_with_an_empty_page() {
    let (simulator, client) = small_pages().await;
    for page in [json!({"data": [{"id": 1}]}), json!({"data": [{"id": 2}]}), json!({"data": []})] {
        answer(&simulator, &page);
    }
    assert_eq!(ids(&client, None).await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_stream_goes_on_where_it_was_left() {
    let (_simulator, client) = small_pages().await;
    let mut items = client.getclient(1, 100).items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 10_123);
    assert_eq!(items.next().await.unwrap().unwrap().id, 10_124);
    let cursor = serde_json::to_string(&items.cursor()).unwrap();
    let cursor: PageCursor = serde_json::from_str(&cursor).unwrap();
    assert_eq!(ids(&client, Some(cursor)).await.unwrap(), [10_130, 10_140]);
}

#[tokio::test]
async fn a_list_that_lacks_rows_or_repeats_a_page_is_an_error() {
    let (simulator, client) = small_pages().await;
    let one = json!({"data": [{"id": 1}], "totalRecords": 3});
    let none = json!({"data": []});
    for pages in [vec![&one, &none], vec![&one, &one], vec![&one, &one, &one]] {
        for page in pages {
            answer(&simulator, page);
        }
        let error = ids(&client, None).await.unwrap_err();
        assert!(error.is_not_understood() && error.to_string().contains("announced"), "{error}");
        simulator.data_server().faults().clear();
    }
    // A server that ignores the number of the page would never end.
    let uncounted = json!({"data": [{"id": 1}]});
    answer(&simulator, &uncounted);
    answer(&simulator, &uncounted);
    assert!(ids(&client, None).await.unwrap_err().to_string().contains("without new rows"));
    answer(&simulator, &json!({"data": [{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]}));
    assert!(ids(&client, None).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn a_list_may_begin_at_a_later_page() {
    let (_simulator, client) = small_pages().await;
    let mut items = client.getclient(3, 100).items();
    let mut ids = Vec::new();
    while let Some(row) = items.next().await {
        ids.push(row.unwrap().id);
    }
    assert_eq!(ids, [10_130, 10_140]);
}

#[tokio::test]
async fn an_optional_page_begins_with_the_first() {
    let (_simulator, client) = small_pages().await;
    let document = "529.982.247-25".parse().unwrap();
    let mut items = client.contract_getpaged().tx_id(document).page_size(100).items();
    let mut numbers = Vec::new();
    while let Some(row) = items.next().await {
        numbers.push(row.unwrap().contract_number.unwrap());
    }
    assert_eq!(numbers, ["0020567", "0020568", "0020001"]);
}
