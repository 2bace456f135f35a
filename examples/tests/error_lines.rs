//! The example lines of the error catalogue are those that the clients write.
//! `UPDATE_CATALOGUE=1 cargo test -p examples --test error_lines` rewrites them.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use isp_core::http::RetryPolicy;
use isp_core::loopback::InjectedFault;
use isp_core::testing::World;
use isp_core::{Error, ErrorKind, Isp};
use mk_webservices::simulator::{Quirks, Simulator};

/// The text of the catalogue.
struct Catalogue(String);

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../isp-core/src/guide/error_catalogue.rs");

impl Catalogue {
    /// Puts a line into the section of its kind.
    fn set(&mut self, kind: ErrorKind, error: &Error) {
        assert_eq!(error.kind(), kind, "{error}");
        let heading = format!("//! # `{kind:?}`\n");
        let (before, section) = self.0.split_once(&heading).unwrap();
        let (table, example) = section.split_once("//! ```text\n").unwrap();
        let (_, after) = example.split_once('\n').unwrap();
        self.0 = format!("{before}{heading}{table}//! ```text\n//! {error}\n{after}");
    }
}

fn client(erp: &Simulator) -> mk_webservices::ClientBuilder {
    let mut retry = RetryPolicy::default();
    retry.first_pause = Duration::from_millis(1);
    mk_webservices::Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http()
        .retry(retry)
}

async fn errors_before_the_network(catalogue: &mut Catalogue) {
    let plain = mk_webservices::Client::builder("http://erp.example.com.br");
    let error = plain.credentials("token", "password").build().unwrap_err();
    catalogue.set(ErrorKind::InvalidInput, &error);

    let portal = voalle_portal::Client::builder("https://api.example.com.br")
        .credentials("verify token", "client id", "client secret")
        .build()
        .unwrap();
    let directory = portal.isp(voalle_portal::InMemoryDirectory::new());
    let error = directory.customers_page(None).await.unwrap_err();
    catalogue.set(ErrorKind::Unsupported, &error);
    let document = "529.982.247-25".parse().unwrap();
    let error = directory.customers_by_document(&document).await.unwrap_err();
    catalogue.set(ErrorKind::OutOfReach, &error);

    // Other systems name the same error by another number.
    #[cfg(target_os = "linux")]
    no_server(catalogue).await;
}

#[cfg(target_os = "linux")]
async fn no_server(catalogue: &mut Catalogue) {
    let nobody = mk_webservices::Client::builder("http://127.0.0.1:1")
        .credentials("token", "password")
        .allow_plaintext_http()
        .build()
        .unwrap();
    let error = nobody.faturas_pendentes(10_123).await.unwrap_err();
    catalogue.set(ErrorKind::Unreachable, &error);
}

async fn refusals(catalogue: &mut Catalogue, erp: &Simulator) {
    let stranger = client(erp).credentials("wrong", "wrong").build().unwrap();
    let error = stranger.faturas_pendentes(10_123).await.unwrap_err();
    catalogue.set(ErrorKind::Credential, &error);

    let few = Simulator::builder().quirks(Quirks::new().services([6]));
    let few = few.start(World::example()).await.unwrap();
    let error = client(&few).build().unwrap().faturas_pendentes(10_123).await.unwrap_err();
    catalogue.set(ErrorKind::Configuration, &error);

    let mk = client(erp).build().unwrap();
    let unknown = "123.456.789-09".parse().unwrap();
    catalogue.set(ErrorKind::NotFound, &mk.consulta_doc(&unknown).await.unwrap_err());
    catalogue.set(ErrorKind::Refused, &mk.auto_desbloqueio(30_111).await.unwrap_err());
}

async fn faults(catalogue: &mut Catalogue, erp: &Simulator) {
    let mk = client(erp).build().unwrap();
    let faults = erp.server().faults();
    let read = || mk.faturas_pendentes(10_123);
    // Logs in, so that a slow answer finds the token there.
    read().await.unwrap();

    faults.inject("WSMKAutoDesbloqueio", InjectedFault::Slow(Duration::from_secs(5)));
    let unlock = mk.auto_desbloqueio(30_222).with_timeout(Duration::from_millis(200));
    catalogue.set(ErrorKind::Timeout, &unlock.await.unwrap_err());

    faults.inject_times(3, "WSMKFaturasPendentes", &InjectedFault::Status(503));
    catalogue.set(ErrorKind::Overloaded, &read().await.unwrap_err());

    faults.inject("WSMKFaturasPendentes", InjectedFault::Status(500));
    catalogue.set(ErrorKind::ServerFault, &read().await.unwrap_err());

    let page = InjectedFault::Body { content_type: "text/html", body: b"<html></html>".into() };
    faults.inject("WSMKFaturasPendentes", page);
    catalogue.set(ErrorKind::NotUnderstood, &read().await.unwrap_err());

    let error = read().with_max_body(100).await.unwrap_err();
    catalogue.set(ErrorKind::TooLarge, &error);
}

#[tokio::test]
async fn each_example_line_is_what_a_client_writes() {
    let kept = fs::read_to_string(FILE).unwrap();
    let mut current = Catalogue(kept.clone());
    let erp = Simulator::start(World::example()).await.unwrap();
    errors_before_the_network(&mut current).await;
    refusals(&mut current, &erp).await;
    faults(&mut current, &erp).await;

    if std::env::var_os("UPDATE_CATALOGUE").is_some() {
        fs::write(Path::new(FILE), &current.0).unwrap();
        return;
    }
    for (kept, current) in kept.lines().zip(current.0.lines()) {
        assert_eq!(kept, current, "run again with UPDATE_CATALOGUE=1");
    }
}
