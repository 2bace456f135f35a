//! The transport, with each TLS library and without one.

#![cfg(feature = "core-http")]

use isp_core::http::{ClientOptions, ReqwestTransport};

#[test]
fn a_transport_is_made_by_whoever_has_tls_or_wants_none() {
    let made = ReqwestTransport::new(&ClientOptions::default());
    let lacks_provider = cfg!(feature = "core-rustls-no-provider");
    assert_eq!(made.is_err(), lacks_provider, "{made:?}");
    if let Err(error) = made {
        assert!(error.to_string().contains("provider"), "{error}");
    }
}

#[cfg(feature = "core-metrics")]
#[test]
fn metrics_come_from_an_observer() {
    let observer: Box<dyn isp_core::http::Observer> =
        Box::new(isp_core::http::MetricsObserver::default());
    drop(observer);
}

#[cfg(feature = "core-loopback")]
#[tokio::test(flavor = "current_thread")]
async fn a_server_listens_on_loopback() {
    use isp_core::loopback::{LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse};

    struct Teapot;

    impl ServedBy for Teapot {
        fn answer(&self, _: &SimulatedRequest) -> SimulatedResponse {
            SimulatedResponse::new(418, "text/plain", "")
        }
    }

    let server = LoopbackServer::start(Teapot).await.unwrap();
    assert!(server.address().ip().is_loopback());
}
