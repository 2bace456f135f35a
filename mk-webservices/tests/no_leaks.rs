//! Every secret holds a marker, and the server echoes every request. In all failures the marker
//! must not appear in an error, a log down to TRACE, `Debug` output, a redirect or a referer.

#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use isp_core::loopback::{
    InjectedFault, LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse,
};
use isp_core::testing::{LogBuffer, everything_printable};
use isp_core::{Isp, NewTicket, Secret};
use mk_webservices::{Client, TicketDefaults};

const USER_TOKEN: &str = "MARKER-user&token/é";
const PASSWORD: &str = "MARKER-profile password+ção";
const SESSION: &str = "MARKER.session=token%7";
const OPERATOR: &str = "MARKER-operator";
const DOCUMENT: &str = "52998224725";

/// Gives every login a token, and echoes every request in the current form.
struct Parrot;

impl ServedBy for Parrot {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let json = |status, body: String| SimulatedResponse::new(status, "text/plain", body);
        let heard = heard(request);
        let quoted = serde_json::Value::from(heard.clone());
        if request.path.ends_with("WSAutenticacao.rule") {
            let token = serde_json::Value::from(SESSION);
            return json(200, format!(r#"{{"Token":{token},"status":"OK"}}"#));
        }
        match request.path.rsplit('/').next().unwrap_or_default() {
            "WSMKConsultaDoc.rule" => json(
                200,
                format!(r#"{{"Mensagem":{quoted},"Num. ERRO":{quoted},"status":"ERRO"}}"#),
            ),
            "WSMKConsultaClientes.rule" => SimulatedResponse::new(
                500,
                "text/html",
                format!("<html><b>Message</b> {heard}{}</p>", request.parameter("token").unwrap()),
            ),
            "WSMKContratosPorCliente.rule" => {
                json(200, format!(r#"{{"ContratosAtivos":[{quoted}"#))
            }
            "WSMKConexoesPorCliente.rule" => {
                json(200, format!(r#"{{"senha":{quoted},"Nome":{quoted}}}"#))
            }
            "WSMKFaturasPendentes.rule" => json(302, String::new())
                .with_header("location", format!("/elsewhere?{}", heard.replace(' ', "&")))
                .with_header("set-cookie", "JSESSIONID=MARKER-cookie"),
            "WSMKAtendimentos.rule" => json(418, heard),
            _ => json(200, format!(r#"{{"Mensagem":{quoted},"status":"ERRO"}}"#)),
        }
    }
}

fn heard(request: &SimulatedRequest) -> String {
    let parts: Vec<_> = request.query.iter().map(|(k, v)| format!("{k}={v} ")).collect();
    parts.concat()
}

fn assert_clean(where_: &str, text: &str) {
    let hit =
        ["MARKER", DOCUMENT, "529.982.247-25", "TUFSS0VS"].iter().find(|m| text.contains(**m));
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
        .credentials(USER_TOKEN, PASSWORD)
        .timeout(Duration::from_secs(2))
        .allow_plaintext_http();
    assert_clean("builder", &format!("{builder:?}"));
    let client = builder.build().unwrap();
    let isp = client.isp().with_ticket_defaults(TicketDefaults::new(3, 12)).with_line_by_sms_rule();
    assert_clean("client", &format!("{client:?} {isp:?}"));
    let document = DOCUMENT.parse().unwrap();
    let call = client.consulta_doc(&document);
    assert_clean("call", &format!("{call:?}"));

    let mut errors = vec![
        call.send().await.map(|_| ()).unwrap_err(),
        isp.customers_by_document(&document).await.map(|_| ()).unwrap_err(),
        isp.customer(&1.into()).await.map(|_| ()).unwrap_err(),
        isp.contracts(&1.into()).await.map(|_| ()).unwrap_err(),
        isp.connections(&1.into()).await.map(|_| ()).unwrap_err(),
        isp.invoices(&1.into()).await.map(|_| ()).unwrap_err(),
        isp.payment(&1.into()).await.map(|_| ()).unwrap_err(),
        isp.tickets(&isp_core::TicketQuery::of_customer(1)).await.map(|_| ()).unwrap_err(),
        isp.open_ticket(NewTicket::new(1, "t", "d")).await.map(|_| ()).unwrap_err(),
        client
            .autenticacao_operador("operador", &Secret::new(OPERATOR))
            .await
            .map(|_| ())
            .unwrap_err(),
        client.rule_that_reads("WSMKX").parameter("a", "b").await.map(|_| ()).unwrap_err(),
    ];
    for fault in [
        InjectedFault::CloseBefore,
        InjectedFault::CutAfter(3),
        InjectedFault::Status(503),
        InjectedFault::Slow(Duration::from_secs(5)),
        InjectedFault::Redirect(format!("{}/elsewhere?token={USER_TOKEN}", server.base_url())),
        InjectedFault::Body {
            content_type: "text/html",
            body: format!("<html>{USER_TOKEN}").into_bytes(),
        },
    ] {
        server.faults().clear();
        server.faults().inject_times(5, "WSMKConsultaDoc", &fault);
        errors.push(client.consulta_doc(&document).await.map(|_| ()).unwrap_err());
    }
    // A server that no longer listens; and a login that is refused with its own text.
    let address = server.base_url();
    let requests = server.served();
    drop(server);
    tokio::time::sleep(Duration::from_millis(50)).await;
    errors.push(client.consulta_doc(&document).await.map(|_| ()).unwrap_err());
    let refusing = LoopbackServer::start(Refusing).await.unwrap();
    let refused = Client::builder(refusing.base_url())
        .credentials(USER_TOKEN, PASSWORD)
        .allow_plaintext_http()
        .build()
        .unwrap();
    errors.push(refused.faturas_pendentes(1).await.map(|_| ()).unwrap_err());

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
    assert!(log.contains("isp.call") && log.contains("WSMKConsultaDoc"), "our spans are captured");
    assert!(log.contains("hyper") || log.contains("reqwest"), "the libraries' lines are captured");
    for line in log.lines() {
        assert_clean("log", line);
    }
}

/// Refuses every login with a message that repeats the request.
struct Refusing;

impl ServedBy for Refusing {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let said = serde_json::Value::from(heard(request));
        SimulatedResponse::new(
            200,
            "text/plain",
            format!(r#"{{"mensagem":{said},"status":"ERRO"}}"#),
        )
    }
}
