//! The clients, with each TLS library, over a transport of one's own, and against the simulators.

#![cfg(feature = "api")]

use std::sync::Arc;

use isp_core::http::{HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};
use isp_core::{Document, Error, ErrorKind, Isp, async_trait};

/// No route to anywhere.
struct Unplugged;

#[async_trait]
impl Transport for Unplugged {
    async fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(TransportError::new(TransportErrorKind::Connect, "unplugged"))
    }
}

const NOBODY_LISTENS: &str = "https://127.0.0.1:1";

/// The three clients, each over the transport if there is one, or else over its own.
fn isps(transport: Option<Arc<dyn Transport>>) -> Result<Vec<Box<dyn Isp>>, Error> {
    let mut mk = mk_webservices::Client::builder(NOBODY_LISTENS).credentials("token", "password");
    let mut portal =
        voalle_portal::Client::builder(NOBODY_LISTENS).credentials("token", "id", "secret");
    let mut global = voalle_global::Client::builder_at(NOBODY_LISTENS, NOBODY_LISTENS)
        .credentials("id", "secret", "syndata");
    if let Some(transport) = transport {
        mk = mk.transport(Arc::clone(&transport));
        portal = portal.transport(Arc::clone(&transport));
        global = global.transport(transport);
    }
    let subscriber = portal.build()?.subscriber("52998224725", "password");
    Ok(vec![
        Box::new(mk.build()?.isp()),
        Box::new(subscriber.isp()),
        Box::new(global.build()?.isp()),
    ])
}

fn document() -> Document {
    "529.982.247-25".parse().unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn each_client_takes_a_transport_of_ones_own() {
    let isps = isps(Some(Arc::new(Unplugged))).unwrap();
    for isp in isps {
        let error = isp.customers_by_document(&document()).await.unwrap_err();
        assert!(error.to_string().contains("unplugged"), "{error}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn each_client_says_why_it_does_not_reach_an_https_address() {
    if !cfg!(any(feature = "api-rustls", feature = "api-native-tls")) {
        let error = isps(None).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        let lacks_provider = cfg!(feature = "api-rustls-no-provider");
        let missing = if lacks_provider { "provider" } else { "built without TLS" };
        assert!(error.to_string().contains(missing), "{error}");
        return;
    }
    for isp in isps(None).unwrap() {
        let error = isp.customers_by_document(&document()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
    }
}

#[cfg(feature = "api-simulator")]
#[tokio::test(flavor = "current_thread")]
async fn a_customer_is_found_on_the_simulator_of_mk() {
    use isp_core::testing::World;
    use mk_webservices::simulator::Simulator;

    let erp = Simulator::builder().start(World::example()).await.unwrap();
    let mk = mk_webservices::Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap();
    assert!(!mk.isp().customers_by_document(&document()).await.unwrap().is_empty());
}
