//! The PDF behind the link of a second copy: where a link may lead, and what comes back.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use isp_core::loopback::{
    InjectedFault, LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse,
};
use isp_core::testing::World;
use isp_core::{Error, ErrorKind, Isp, Outcome, Pdf};
use mk_webservices::simulator::Simulator;
use mk_webservices::{Client, ClientBuilder};

use support::client_without_retries;

const INVOICE: u64 = 900_101;
const FILES: &str = "/mk/tmp/";

async fn start() -> (Simulator, Client) {
    let erp = Simulator::builder().start(World::example()).await.unwrap();
    let mk = client_without_retries(&erp);
    (erp, mk)
}

fn builder(erp: &Simulator) -> ClientBuilder {
    Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http()
}

async fn link(mk: &Client) -> String {
    mk.segunda_via_cobranca(INVOICE).await.unwrap().path_download.unwrap()
}

/// Fetches the link while the server answers with this fault.
async fn with_fault(fault: InjectedFault) -> Error {
    let (erp, mk) = start().await;
    let link = link(&mk).await;
    erp.server().faults().inject(FILES, fault);
    let error = mk.path_download(&link).unwrap().await.unwrap_err();
    let text = format!("{error} {error:?}");
    let name = link.rsplit('/').next().unwrap();
    assert!(!text.contains(name), "{text}");
    error
}

fn body(content_type: &'static str, body: &str) -> InjectedFault {
    InjectedFault::Body { content_type, body: body.into() }
}

/// The files of a provider, at an address of their own.
struct Files;

impl ServedBy for Files {
    fn answer(&self, _: &SimulatedRequest) -> SimulatedResponse {
        SimulatedResponse::new(200, "application/pdf", "%PDF-1.4\n%%EOF\n")
    }
}

#[tokio::test]
async fn the_file_comes_without_anything_being_sent_with_the_link() {
    let (erp, mk) = start().await;
    let link = link(&mk).await;
    let logins = erp.login_count();
    let pdf = mk.path_download(&link).unwrap().await.unwrap();
    assert_eq!(*pdf, *World::example().invoice_by_id(&INVOICE.into()).unwrap().pdf());
    assert_eq!(erp.login_count(), logins);

    let request = erp.server().served().pop().unwrap().request;
    assert_eq!(format!("{}{}", erp.base_url(), request.path), link);
    assert!(request.query.is_empty() && request.body.is_empty());
    for name in ["authorization", "cookie", "referer", "token"] {
        assert_eq!(request.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn the_shared_vocabulary_gives_the_file_of_either_form() {
    let (_erp, mk) = start().await;
    let isp = mk.isp();
    let pdf = isp.payment(&INVOICE.into()).await.unwrap().pdf.unwrap();
    assert!(matches!(pdf, Pdf::Link(_)));
    let file = isp.pdf(&pdf).await.unwrap();
    assert!(file.starts_with(b"%PDF-"));
    assert_eq!(isp.pdf(&Pdf::Bytes(file.clone())).await.unwrap(), file);
}

#[tokio::test]
async fn another_address_is_asked_only_if_the_caller_allowed_it() {
    let (erp, mk) = start().await;
    let files = LoopbackServer::start(Files).await.unwrap();
    let link = format!("{}/boletos/7.pdf?h=1", files.base_url());
    let error = mk.path_download(&link).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Configuration, Outcome::NotDone));
    let text = error.to_string();
    assert!(text.contains(&files.base_url()) && text.contains("files_at("), "{text}");
    let through_isp = mk.isp().pdf(&Pdf::Link(link.clone())).await.unwrap_err();
    assert_eq!(through_isp.to_string(), text);
    assert!(files.served().is_empty());

    let allowed = builder(&erp).files_at(files.base_url()).build().unwrap();
    assert_eq!(*allowed.path_download(&link).unwrap().await.unwrap(), *b"%PDF-1.4\n%%EOF\n");
    assert_eq!(files.served()[0].request.parameter("h"), Some("1"));
    let refused = builder(&erp).files_at("files.example.com").build().unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let files = LoopbackServer::start(Files).await.unwrap();
    let error = with_fault(InjectedFault::Redirect(format!("{}/x.pdf", files.base_url()))).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Configuration, Some(302)));
    assert!(error.to_string().contains("redirects are not followed"), "{error}");
    assert!(files.served().is_empty());
}

#[tokio::test]
async fn what_is_no_whole_pdf_is_an_error() {
    for (fault, what) in [
        (body("text/html", "<html><body>Sessão expirada</body></html>"), "a web page came"),
        (body("application/pdf", "<html></html>"), "a web page came"),
        (body("application/pdf", ""), "a PDF"),
        (body("application/pdf", r#"{"status":"ERRO"}"#), "a PDF"),
        (body("application/pdf", "%PDF-1.4\n% cut"), "a whole PDF"),
    ] {
        let shown = format!("{fault:?}");
        let error = with_fault(fault).await;
        assert_eq!(error.kind(), ErrorKind::NotUnderstood, "{shown}: {error}");
        assert!(error.to_string().contains(what), "{shown}: {error}");
    }
}

#[tokio::test]
async fn a_file_that_is_gone_asks_for_a_new_link_and_one_behind_a_login_stays_there() {
    let (erp, mk) = start().await;
    let gone = mk.path_download(&format!("{}{FILES}gone.PDF", erp.base_url())).unwrap();
    let error = gone.await.unwrap_err();
    assert_eq!(error.status(), Some(404));
    assert!(error.to_string().contains("for a new link"), "{error}");

    for status in [401, 403] {
        let error = with_fault(InjectedFault::Status(status)).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 1), "{error}");
    }
}

#[tokio::test]
async fn a_large_file_is_not_read_to_its_end() {
    let (_erp, mk) = start().await;
    let link = link(&mk).await;
    let error = mk.path_download(&link).unwrap().with_max_body(8).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
}
