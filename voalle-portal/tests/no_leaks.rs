//! Every secret holds a marker, and the portal echoes every request. In all failures the marker
//! must not appear in an error, a log down to TRACE, `Debug` output, a redirect or a referer.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use isp_core::loopback::{
    InjectedFault, LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse,
};
use isp_core::testing::{LogBuffer, everything_printable};
use isp_core::{Isp, NewTicket, TicketQuery};
use voalle_portal::{Client, TicketDefaults};

const VERIFY_TOKEN: &str = "MARKER+verify/token==";
const CLIENT_ID: &str = "MARKER-client id";
const CLIENT_SECRET: &str = "MARKER-client&secret=é";
const USERNAME: &str = "MARKER-username";
const PASSWORD: &str = "MARKER-password+ção";
const ACCESS_TOKEN: &str = "MARKER.access.token";
const DOCUMENT: &str = "52998224725";

/// Gives every login a token, and echoes every request in the current form.
struct Parrot;

fn heard(request: &SimulatedRequest) -> String {
    let query = request.query.iter().map(|(k, v)| format!("{k}={v} "));
    let headers = request.headers.iter().map(|(k, v)| format!("{k}: {v} "));
    let parts: Vec<_> = query.chain(headers).collect();
    parts.concat()
}

impl ServedBy for Parrot {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let json = |status, body: String| SimulatedResponse::new(status, "application/json", body);
        let heard = heard(request);
        let quoted = serde_json::Value::from(heard.clone());
        if request.path == "/portal_authentication" {
            let body = format!(
                r#"{{"access_token":"{ACCESS_TOKEN}","expires_in":60,"person":{{"id":1}}}}"#
            );
            return json(200, body);
        }
        match request.path.as_str() {
            "/api/person_users/whoami" => {
                json(200, format!(r#"{{"data":{{"name":{quoted},"txId":"{DOCUMENT}"}}}}"#))
            }
            "/api/people/1/authentications" => json(
                200,
                format!(r#"{{"data":[{{"password":{quoted},"wifiPassword":"MARKER-wifi","id":"#),
            ),
            "/api/contract_service_tags" => {
                json(422, format!(r#"{{"message":{quoted},"status":{quoted}}}"#))
            }
            "/api/portal_financial_receivable_titles" => json(302, String::new())
                .with_header("location", "/elsewhere?token=MARKER")
                .with_header("set-cookie", "SESSION=MARKER-cookie"),
            _ => SimulatedResponse::new(500, "text/html", format!("<html>{heard}")),
        }
    }
}

fn assert_clean(where_: &str, text: &str) {
    let hit = ["MARKER", DOCUMENT].iter().find(|marker| text.contains(**marker));
    assert_eq!(hit, None, "{where_}: {text}");
}

#[tokio::test]
async fn no_secret_appears_anywhere() {
    let log = LogBuffer::new();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .init();

    let server = LoopbackServer::start(Parrot).await.unwrap();
    let builder = Client::builder(server.base_url())
        .credentials(VERIFY_TOKEN, CLIENT_ID, CLIENT_SECRET)
        .timeout(Duration::from_secs(2))
        .allow_plaintext_http();
    assert_clean("builder", &format!("{builder:?}"));
    let client = builder.build().unwrap();
    let subscriber = client.subscriber(USERNAME, PASSWORD);
    let isp = subscriber.isp().with_ticket_defaults(TicketDefaults::new(1, 2, 3));
    assert_clean(
        "handles",
        &format!("{client:?} {subscriber:?} {isp:?} {:?}", subscriber.whoami()),
    );

    let own = 1.into();
    let mut errors = vec![
        isp.customers_by_document(&DOCUMENT.parse().unwrap()).await.map(|_| ()).unwrap_err(),
        isp.customer(&own).await.map(|_| ()).unwrap_err(),
        isp.contracts(&own).await.map(|_| ()).unwrap_err(),
        isp.connections(&own).await.map(|_| ()).unwrap_err(),
        isp.invoices(&own).await.map(|_| ()).unwrap_err(),
        isp.tickets(&TicketQuery::of_customer(1)).await.map(|_| ()).unwrap_err(),
        isp.open_ticket(NewTicket::new(1, "t", "d")).await.map(|_| ()).unwrap_err(),
        subscriber.financial_billet("MARKER-hash").await.map(|_| ()).unwrap_err(),
    ];
    for fault in [
        InjectedFault::CloseBefore,
        InjectedFault::CutAfter(3),
        InjectedFault::Status(503),
        InjectedFault::Slow(Duration::from_secs(5)),
        InjectedFault::Redirect(format!("{}/elsewhere?token={ACCESS_TOKEN}", server.base_url())),
        InjectedFault::Body {
            content_type: "text/html",
            body: format!("<html>{ACCESS_TOKEN}").into_bytes(),
        },
    ] {
        server.faults().clear();
        server.faults().inject_times(5, "whoami", &fault);
        errors.push(subscriber.whoami().await.map(|_| ()).unwrap_err());
    }
    server.faults().clear();
    let echo = format!(r#"{{"message":"MARKER-other {PASSWORD}","status":"{CLIENT_ID}"}}"#);
    server.faults().inject_times(
        5,
        "portal_authentication",
        &InjectedFault::Body { content_type: "application/json", body: echo.into_bytes() },
    );
    errors
        .push(client.subscriber("MARKER-other", PASSWORD).person().await.map(|_| ()).unwrap_err());
    let address = server.base_url();
    let requests = server.served();
    drop(server);
    tokio::time::sleep(Duration::from_millis(50)).await;
    errors.push(subscriber.whoami().await.map(|_| ()).unwrap_err());

    for error in &errors {
        assert_clean("error", &everything_printable(error));
        assert!(!everything_printable(error).contains(&address), "no URL in an error: {error}");
    }
    for served in requests {
        assert_eq!(served.request.header("referer"), None);
        assert_eq!(served.request.header("cookie"), None);
        assert!(!served.request.path.contains("elsewhere"), "a redirect was followed");
    }
    let log = log.text();
    assert!(log.contains("isp.call") && log.contains("whoami"), "our spans are captured");
    assert!(log.contains("hyper") || log.contains("reqwest"), "the libraries' lines are captured");
    for line in log.lines() {
        assert_clean("log", line);
    }
}
