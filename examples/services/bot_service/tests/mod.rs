//! The service over HTTP, with ERPs that work, fail and are slow.

mod harness;
mod log;

use std::sync::Arc;
use std::time::Duration;

use examples::Erps;
use isp_core::loopback::InjectedFault;
use isp_core::testing::{InMemoryIsp, IspMethod, SharedWorld, World};
use isp_core::{Error, ErrorKind, InvoiceId, Money, Outcome, Secret};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::caller::{Call, Caller};
use crate::service::Settings;
use harness::{
    MARIA, TOKEN, failure, global, in_memory, list, mk, search, settings, start, start_with,
    ticket, until,
};

const INVOICES: &str = "/customers/10123/invoices";
const UNLOCK: &str = "/customers/10123/connections/30222/trust_unlock";

const SLOW: InjectedFault = InjectedFault::Slow(Duration::from_secs(2));

/// A limit that an answer keeps even on a busy machine, and a delay beyond it.
const TIME_LIMIT: Duration = Duration::from_secs(2);
const TOO_SLOW: InjectedFault = InjectedFault::Slow(Duration::from_secs(4));

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test]
async fn every_route_works_on_every_erp() {
    let erps = Erps::simulators().await.unwrap();
    let (_simulator, global) = global().await;
    let mut isps: Vec<_> = erps.list.iter().map(|erp| Arc::clone(&erp.isp)).collect();
    isps.push(Arc::new(global));
    for isp in isps {
        let service = start(Arc::clone(&isp)).await;
        assert_eq!(service.get("/health/live").await.status, 200);
        assert_eq!(service.get("/health/ready").await.status, 200);
        let found = service.send(search(MARIA)).await;
        assert_eq!(list(&found, "customers")[0]["id"], "10123");
        assert_eq!(list(&found, "customers")[0]["first_name"], "MARIA");

        let invoices = service.get(INVOICES).await;
        let ids: Vec<_> =
            list(&invoices, "invoices").iter().map(|invoice| &invoice["id"]).collect();
        assert_eq!(ids, ["900101", "900104", "900102", "900103"], "by due date");
        let overdue = list(&invoices, "invoices").iter().map(|invoice| &invoice["overdue"]);
        assert_eq!(overdue.collect::<Vec<_>>(), [true, true, false, false]);

        let payment = service.get(&format!("{INVOICES}/900101/payment")).await;
        assert!(payment.body["line"].as_str().unwrap().starts_with("99990.00004"), "{payment:?}");
        assert_eq!(payment.body["withheld"], json!([]));

        let kinds = service.get("/customers/10123/ticket_kinds").await;
        let kind = if isp.capabilities().ticket_kinds.is_supported() {
            list(&kinds, "ticket_kinds")[0]["id"].clone()
        } else {
            assert_eq!(failure(&kinds), (501, "unsupported", "not_done"));
            Value::Null
        };
        let body = json!({"title": "Sem conexão", "text": "Desde ontem.", "kind": kind});
        let new = Call::post("/customers/10123/tickets").key("1").body(body);
        let opened = service.send(new).await;
        assert_eq!(opened.status, 201, "{opened:?}");
        assert!(opened.body["protocol"].is_string(), "{opened:?}");
        let tickets = service.get("/customers/10123/tickets").await;
        let is_opened = |ticket: &Value| ticket["id"] == opened.body["id"];
        assert!(list(&tickets, "tickets").iter().any(is_opened));

        let unlocked = service.send(Call::post(UNLOCK).key("2")).await;
        assert_eq!((unlocked.status.as_u16(), &unlocked.body["unlocked"]), (200, &json!(true)));
        let connections = service.get("/customers/10123/connections").await;
        let is_active = |known: &Value| known["id"] == "30222" && known["status"] == "active";
        assert!(list(&connections, "connections").iter().any(is_active), "{connections:?}");
        assert!(service.stop().await);
    }
}

#[tokio::test]
async fn no_answer_has_a_document_an_email_a_phone_or_a_login() {
    let service = start(in_memory()).await;
    let routes = ["connections", "invoices", "invoices/900101/payment", "tickets", "ticket_kinds"];
    let of_maria = routes.map(|rest| Call::get(format!("/customers/10123/{rest}")));
    for call in of_maria.into_iter().chain([search(MARIA)]) {
        let reply = service.send(call).await;
        assert_eq!(reply.status, 200);
        let text = reply.body.to_string();
        for personal in
            ["52998224725", "EXEMPLO\"", "maria", "5511900000001", "ACÁCIAS", "00:00:5E"]
        {
            assert!(!text.contains(personal), "{personal}: {text}");
        }
        assert_eq!(reply.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn every_class_of_error_has_its_status() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    for (kind, status, name, retry_after) in [
        (ErrorKind::InvalidInput, 400, "invalid_input", None),
        (ErrorKind::Unsupported, 501, "unsupported", None),
        (ErrorKind::OutOfReach, 403, "out_of_reach", None),
        (ErrorKind::Credential, 500, "credential", None),
        (ErrorKind::Configuration, 500, "configuration", None),
        (ErrorKind::NotFound, 404, "not_found", None),
        (ErrorKind::Refused, 422, "refused", None),
        (ErrorKind::Unreachable, 503, "unreachable", Some("10")),
        (ErrorKind::Timeout, 504, "timeout", Some("10")),
        (ErrorKind::Overloaded, 503, "overloaded", Some("30")),
        (ErrorKind::ServerFault, 502, "server_fault", None),
        (ErrorKind::NotUnderstood, 502, "not_understood", None),
        (ErrorKind::TooLarge, 502, "too_large", None),
    ] {
        isp.fail_next(IspMethod::Invoices, Error::new(kind, "a reason"));
        let reply = service.get(INVOICES).await;
        assert_eq!(failure(&reply), (status, name, "not_done"));
        let header = reply.headers.get("retry-after").map(|value| value.to_str().unwrap());
        assert_eq!(header, retry_after, "{name}");
        assert_eq!(
            reply.body["retry_after"].as_u64(),
            retry_after.map(|text| text.parse().unwrap())
        );
    }
}

#[tokio::test]
async fn faults_of_a_server_become_statuses_and_never_an_empty_list() {
    let (simulator, isp) = mk().await;
    let service = start(isp).await;
    let html = InjectedFault::Body { content_type: "text/html", body: b"<html>erro".to_vec() };
    let busy = InjectedFault::Busy { status: 503, retry_after: "1".into() };
    for (fault, status, kind) in [
        (html, 502, "not_understood"),
        (InjectedFault::CutAfter(20), 503, "unreachable"),
        (busy, 503, "overloaded"),
        (InjectedFault::Status(500), 502, "server_fault"),
        (InjectedFault::CloseBefore, 503, "unreachable"),
    ] {
        simulator.server().faults().inject("WSMKFaturasPendentes", fault.clone());
        let reply = service.get(INVOICES).await;
        let (found, name, _) = failure(&reply);
        assert_eq!((found, name), (status, kind), "{fault:?}");
    }
    assert_eq!(list(&service.get(INVOICES).await, "invoices").len(), 4);
}

#[tokio::test]
async fn a_refusal_repeats_the_words_of_the_erp() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    let words = "O cliente já tem um atendimento aberto.";
    let refused = Error::new(ErrorKind::Refused, "the ERP refused").with_vendor_message(words);
    isp.fail_next(IspMethod::OpenTicket, refused);
    let reply = service.send(ticket("1")).await;
    assert_eq!(failure(&reply), (422, "refused", "not_done"));
    assert_eq!(reply.body["message"], words);

    let not_blocked = "/customers/10123/connections/30111/trust_unlock";
    let reply = service.send(Call::post(not_blocked).key("2")).await;
    assert_eq!(failure(&reply), (422, "refused", "not_done"));
}

#[tokio::test]
async fn a_ticket_that_is_perhaps_open_is_409_and_is_not_opened_again() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    let lost = Error::new(ErrorKind::Timeout, "no answer").with_outcome(Outcome::PerhapsDone);
    isp.lose_next_answer(IspMethod::OpenTicket, lost);
    for _ in 0..3 {
        let reply = service.send(ticket("1")).await;
        assert_eq!(failure(&reply), (409, "timeout", "perhaps_done"));
        assert_eq!(reply.body["retry_after"], Value::Null);
    }
    assert_eq!(isp.calls(IspMethod::OpenTicket), 1);
}

#[tokio::test]
async fn an_answer_that_is_lost_on_the_wire_is_409_too() {
    let (simulator, isp) = mk().await;
    let service = start(isp).await;
    let before = simulator.world().with(|world| world.tickets.len());
    simulator.server().faults().inject("WSMKNovoAtendimento", InjectedFault::CloseAfter);
    for _ in 0..2 {
        assert_eq!(failure(&service.send(ticket("1")).await), (409, "unreachable", "perhaps_done"));
    }
    assert_eq!(simulator.server().count("WSMKNovoAtendimento"), 1);
    assert_eq!(simulator.world().with(|world| world.tickets.len()), before + 1);
}

#[tokio::test]
async fn a_ticket_that_was_surely_not_opened_may_be_tried_again_by_its_caller() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    isp.fail_next(IspMethod::OpenTicket, Error::new(ErrorKind::Overloaded, "busy"));
    assert_eq!(failure(&service.send(ticket("1")).await), (503, "overloaded", "not_done"));
    assert_eq!(isp.calls(IspMethod::OpenTicket), 1, "the service itself does not repeat it");
    let opened = service.send(ticket("1")).await;
    assert_eq!(opened.status, 201);
    assert_eq!(service.send(ticket("1")).await.body, opened.body);
    assert_eq!(isp.calls(IspMethod::OpenTicket), 2);
}

#[tokio::test]
async fn a_write_without_a_key_or_with_the_key_of_another_write_is_refused() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    let mut unnamed = ticket("");
    assert_eq!(service.send(unnamed.clone()).await.status, 400);
    unnamed.key = None;
    assert_eq!(service.send(unnamed).await.status, 400);
    assert_eq!(isp.calls(IspMethod::OpenTicket), 0);

    assert_eq!(service.send(ticket("1")).await.status, 201);
    let other = ticket("1").body(json!({"title": "Outro", "text": "Outro."}));
    for other in [other, Call::post(UNLOCK).key("1")] {
        assert_eq!(failure(&service.send(other).await), (400, "invalid_input", "not_done"));
    }
    assert_eq!(isp.calls(IspMethod::OpenTicket), 1);
    assert_eq!(isp.calls(IspMethod::TrustUnlock), 0);
}

#[tokio::test]
async fn a_write_goes_on_when_its_caller_has_left_and_its_key_tells_how_it_ended() {
    let (simulator, isp) = mk().await;
    let service = start(isp).await;
    simulator.server().faults().inject("WSMKNovoAtendimento", SLOW);

    let body = r#"{"text":"Desde ontem.","title":"Sem conexão"}"#;
    let mut gone = TcpStream::connect(service.address()).await.unwrap();
    let request = format!(
        "POST /customers/10123/tickets HTTP/1.1\r\nhost: bot\r\nauthorization: Bearer {TOKEN}\r\n\
         idempotency-key: 1\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    gone.write_all(request.as_bytes()).await.unwrap();
    until(|| simulator.server().count("WSMKNovoAtendimento") == 1).await;
    drop(gone);

    let reply = service.send(ticket("1")).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    assert_eq!(simulator.server().count("WSMKNovoAtendimento"), 1);
}

#[tokio::test]
async fn the_time_limit_ends_a_read_and_never_a_write() {
    let (simulator, isp) = mk().await;
    let service = start_with(isp, Settings { time_limit: TIME_LIMIT, ..settings() }).await;
    assert_eq!(service.get(INVOICES).await.status, 200, "logged in");

    simulator.server().faults().inject("WSMKFaturasPendentes", TOO_SLOW);
    assert_eq!(failure(&service.get(INVOICES).await), (504, "timeout", "not_done"));

    simulator.server().faults().inject("WSMKNovoAtendimento", TOO_SLOW);
    let reply = service.send(ticket("1")).await;
    assert_eq!(failure(&reply), (409, "still_running", "perhaps_done"));
    tokio::time::sleep(TIME_LIMIT).await;
    assert_eq!(service.send(ticket("1")).await.status, 201);
    assert_eq!(simulator.server().count("WSMKNovoAtendimento"), 1);
}

#[tokio::test]
async fn a_request_over_the_limit_is_refused_at_once_and_health_still_answers() {
    let (simulator, isp) = mk().await;
    let service = start_with(isp, Settings { at_once: 1, ..settings() }).await;
    assert_eq!(service.get("/health/ready").await.status, 200);
    simulator.server().faults().inject("WSMKFaturasPendentes", SLOW);
    let slow = service.begin(Call::get(INVOICES));
    until(|| simulator.server().count("WSMKFaturasPendentes") == 1).await;

    let reply = service.send(ticket("1")).await;
    assert_eq!(failure(&reply), (503, "busy", "not_done"));
    assert_eq!(reply.headers["retry-after"], "1");
    assert_eq!(service.get("/health/live").await.status, 200);
    assert_eq!(service.get("/health/ready").await.status, 200);
    assert_eq!(slow.await.unwrap().status, 200);
    assert_eq!(service.send(ticket("1")).await.status, 201);
}

#[tokio::test]
async fn without_the_right_token_nothing_is_asked_of_the_erp() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    let longer = format!("{TOKEN}x");
    for wrong in ["", "x", &TOKEN[1..], &longer, &TOKEN.to_uppercase()] {
        let caller = Caller { address: service.address(), token: Secret::new(wrong) };
        for call in [Call::get(INVOICES), ticket("1"), Call::get("/no/such/route")] {
            let reply = caller.send(call).await.unwrap();
            assert_eq!(failure(&reply), (401, "unauthorized", "not_done"), "{wrong}");
            assert_eq!(reply.headers["www-authenticate"], "Bearer");
        }
        assert_eq!(caller.send(Call::get("/health/live")).await.unwrap().status, 200);
    }
    for method in IspMethod::ALL {
        assert_eq!(isp.calls(*method), 0, "{method}");
    }
}

#[tokio::test]
async fn a_request_in_flight_is_answered_before_the_service_stops() {
    let (simulator, isp) = mk().await;
    let service = start(isp).await;
    simulator.server().faults().inject("WSMKFaturasPendentes", SLOW);
    let slow = service.begin(Call::get(INVOICES));
    until(|| simulator.server().count("WSMKFaturasPendentes") == 1).await;

    let address = service.address();
    assert!(service.stop().await, "nothing was in flight at the end");
    assert_eq!(slow.await.unwrap().status, 200);
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_write_without_a_caller_ends_before_the_service_stops() {
    let (simulator, isp) = mk().await;
    let service = start_with(isp, Settings { time_limit: TIME_LIMIT, ..settings() }).await;
    let before = simulator.world().with(|world| world.tickets.len());
    assert_eq!(service.get(INVOICES).await.status, 200, "logged in");
    simulator.server().faults().inject("WSMKNovoAtendimento", TOO_SLOW);
    assert_eq!(service.send(ticket("1")).await.status, 409);
    assert!(service.stop().await);
    assert_eq!(simulator.world().with(|world| world.tickets.len()), before + 1);
}

#[tokio::test]
async fn the_wait_at_the_end_is_bounded() {
    let (simulator, isp) = mk().await;
    let stop_limit = Duration::from_millis(200);
    let service = start_with(isp, Settings { stop_limit, ..settings() }).await;
    simulator.server().faults().inject("WSMKFaturasPendentes", InjectedFault::Slow(seconds(60)));
    let slow = service.begin(Call::get(INVOICES));
    until(|| simulator.server().count("WSMKFaturasPendentes") == 1).await;
    assert!(!service.stop().await, "something was in flight");
    slow.abort();
}

#[tokio::test]
async fn ready_only_when_the_erp_has_answered_and_from_then_on() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    isp.fail(IspMethod::CustomersByDocument, Error::new(ErrorKind::Credential, "refused"));
    assert_eq!(service.get("/health/ready").await.status, 503);
    assert_eq!(service.get("/health/live").await.status, 200);
    isp.recover();
    assert_eq!(service.get("/health/ready").await.status, 200);
    isp.fail(IspMethod::CustomersByDocument, Error::new(ErrorKind::Unreachable, "down"));
    assert_eq!(service.get("/health/ready").await.status, 200);
    assert_eq!(isp.calls(IspMethod::CustomersByDocument), 2, "it is not asked any more");
}

#[tokio::test]
async fn a_body_that_is_not_understood_is_refused_without_being_quoted() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    for body in [
        json!({"document": "529.982.247-26"}),
        json!({"document": ["529.982.247-25"]}),
        json!({"documento": "529.982.247-25"}),
        json!("529.982.247-25"),
        json!(52_998_224_725_u64),
    ] {
        let reply = service.send(Call::post("/customers/search").body(body)).await;
        assert_eq!(failure(&reply), (400, "invalid_input", "not_done"));
        let text = reply.body.to_string();
        assert!(!text.contains("982") && !text.contains("documento"), "{text}");
    }
    let reply = service.send(search(&"9".repeat(20_000))).await;
    assert_eq!(failure(&reply), (413, "body_too_large", "not_done"));
    let reply = service.send(Call::get("/customers/search")).await;
    assert_eq!(failure(&reply), (405, "wrong_method", "not_done"));
    let reply = service.get("/customers/%FF/invoices").await;
    assert_eq!(failure(&reply), (400, "invalid_input", "not_done"));
    let reply = service.send(ticket("1").body(json!({"title": " ", "text": "x"}))).await;
    assert_eq!(failure(&reply), (400, "invalid_input", "not_done"));
    assert_eq!(isp.calls(IspMethod::CustomersByDocument), 0);
    assert_eq!(isp.calls(IspMethod::OpenTicket), 0);
}

#[tokio::test]
async fn what_belongs_to_another_customer_is_not_there() {
    let isp = in_memory();
    let service = start(isp.clone()).await;
    // An invoice and a connection of customer 10124, asked for under 10123.
    let reply = service.get(&format!("{INVOICES}/900777/payment")).await;
    assert_eq!(failure(&reply), (404, "not_found", "not_done"));
    let other = "/customers/10123/connections/30333/trust_unlock";
    let reply = service.send(Call::post(other).key("1")).await;
    assert_eq!(failure(&reply), (404, "not_found", "not_done"));
    assert_eq!(isp.calls(IspMethod::Payment), 0);
    assert_eq!(isp.calls(IspMethod::TrustUnlock), 0);
}

#[tokio::test]
async fn means_of_payment_that_do_not_fit_the_invoice_are_withheld() {
    let world = SharedWorld::new(World::example());
    let service = start(InMemoryIsp::new(world.clone())).await;
    let path = format!("{INVOICES}/900103/payment");
    let reply = service.get(&path).await;
    assert!(reply.body["line"].is_string() && reply.body["pix"].is_string(), "{reply:?}");

    world.with(|world| {
        let id = InvoiceId::from(900_103);
        let known = world.invoices.iter_mut().find(|known| known.invoice.id == id).unwrap();
        known.invoice.amount = Money::from_centavos(1);
    });
    let reply = service.get(&path).await;
    assert_eq!(reply.body["withheld"], json!(["line", "pix", "pdf"]), "{reply:?}");
    for what in ["line", "pix", "pdf"] {
        assert_eq!(reply.body[what], Value::Null);
    }
}
