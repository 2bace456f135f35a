//! Errors of certificate and protocol are configuration: one attempt, nothing sent, no talk of trying
//! again.

#![cfg(all(any(feature = "rustls", feature = "native-tls"), feature = "loopback"))]
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use isp_core::http::vendor::Pipeline;
use isp_core::http::{BaseUrl, CallOptions, ClientOptions, ReqwestTransport};
use isp_core::loopback::{LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse};
use isp_core::{Error, ErrorKind, Outcome};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use support::{GetThing, MakeThing, Toy};

/// A server with a certificate for this machine that it has issued itself.
fn self_signed() -> SocketAddr {
    let certificate = include_bytes!("fixtures/self_signed.der").as_slice();
    let key = include_bytes!("fixtures/self_signed.key.der").as_slice();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(certificate)],
            PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key)),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut tls = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            // A client that trusts the certificate is answered. One that refuses it, or that is no
            // client of TLS, is sent the alert.
            if tls.complete_io(&mut stream).is_ok() {
                let mut http = rustls::Stream::new(&mut tls, &mut stream);
                let _ = http.read(&mut [0; 4096]);
                let _ = http.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n{\"n\":1}");
            }
            let _ = tls.write_tls(&mut stream);
            let _ = stream.flush();
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    address
}

struct Ok200;

impl ServedBy for Ok200 {
    fn answer(&self, _: &SimulatedRequest) -> SimulatedResponse {
        SimulatedResponse::new(200, "application/json", r#"{"n":1}"#)
    }
}

/// The error of a write, whose repetition would do most harm, and of a read.
async fn errors(address: &str) -> [Error; 2] {
    let base = BaseUrl::parse(address).unwrap();
    let pipeline = Pipeline::from_options(&ClientOptions::default(), &[&base]).unwrap();
    let (pipeline, toy, options) = (Arc::new(pipeline), Toy::open(base), CallOptions::default());
    [
        pipeline.call(&toy, MakeThing, &options).await.unwrap_err(),
        pipeline.call(&toy, GetThing, &options).await.unwrap_err(),
    ]
}

fn assert_is_configuration(error: &Error, part: &str) {
    assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    assert!(error.what().contains(part) && error.what().contains("127.0.0.1"), "{error}");
    assert!(!error.is_transient() && error.advice().contains("certificate"), "{error}");
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::NotDone), "{error}");
}

#[tokio::test]
async fn a_self_signed_certificate_is_configuration() {
    for error in errors(&format!("https://{}", self_signed())).await {
        assert_is_configuration(&error, "certificate");
    }
}

#[tokio::test]
async fn a_certificate_of_an_own_authority_is_trusted_once_it_is_handed_in() {
    let base = BaseUrl::parse(&format!("https://{}", self_signed())).unwrap();
    let mut options = ClientOptions::default();
    options.root_certificates.push(include_bytes!("fixtures/self_signed.pem").to_vec());
    let pipeline = Arc::new(Pipeline::from_options(&options, &[&base]).unwrap());
    let reply = pipeline.call(&Toy::open(base), GetThing, &CallOptions::default()).await.unwrap();
    assert_eq!(reply.value.n, 1);
}

#[test]
fn what_is_no_root_certificate_is_refused_before_any_call() {
    for text in ["", "erp.pem", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
        let mut options = ClientOptions::default();
        options.root_certificates.push(text.into());
        let error = ReqwestTransport::new(&options).unwrap_err();
        assert!(error.to_string().contains("PEM"), "{text}: {error}");
    }
}

#[tokio::test]
async fn https_to_a_port_of_plain_http_is_configuration() {
    let server = LoopbackServer::start(Ok200).await.unwrap();
    for error in errors(&format!("https://{}", server.address())).await {
        assert_is_configuration(&error, "does not speak TLS");
    }
}

#[tokio::test]
async fn plain_http_to_a_port_of_tls_is_not_understood_and_not_repeated() {
    let [write, read] = errors(&format!("http://{}", self_signed())).await;
    for (error, outcome) in [(write, Outcome::PerhapsDone), (read, Outcome::NotDone)] {
        assert_eq!(error.kind(), ErrorKind::NotUnderstood, "{error}");
        assert_eq!((error.attempts(), error.outcome()), (1, outcome), "{error}");
        assert!(!error.is_transient() && error.advice().contains("scheme"), "{error}");
    }
}
