//! The default transport: its options, and what its errors say.

#![cfg(feature = "loopback")]
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::sync::{Arc, Mutex};

use isp_core::Secret;
use isp_core::http::vendor::Pipeline;
use isp_core::http::{BaseUrl, CallOptions, ClientOptions, ReqwestTransport};
use isp_core::loopback::{LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse};
use support::{GetThing, Toy};

/// Keeps what it is asked.
#[derive(Clone, Default)]
struct Proxy(Arc<Mutex<Vec<SimulatedRequest>>>);

impl ServedBy for Proxy {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        self.0.lock().unwrap().push(request.clone());
        SimulatedResponse::new(200, "application/json", r#"{"n":1}"#)
    }
}

#[tokio::test]
async fn calls_go_through_the_proxy_of_the_options_under_the_name_of_the_program() {
    let proxy = Proxy::default();
    let server = LoopbackServer::start(proxy.clone()).await.unwrap();
    let base = BaseUrl::parse("http://erp.example.com").unwrap();
    let mut options = ClientOptions::default();
    options.user_agent = Some("my-bot/1.0".to_owned());
    options.proxy = Some(Secret::new(format!("http://user:pass@{}", server.address())));
    let pipeline = Arc::new(Pipeline::from_options(&options, &[&base]).unwrap());
    pipeline.call(&Toy::open(base), GetThing, &CallOptions::default()).await.unwrap();
    let asked = proxy.0.lock().unwrap();
    let header = |name| asked[0].header(name);
    assert_eq!(header("host"), Some("erp.example.com"));
    assert_eq!(header("proxy-authorization"), Some("Basic dXNlcjpwYXNz"));
    let name = concat!("my-bot/1.0 isp-core/", env!("CARGO_PKG_VERSION"));
    assert_eq!((asked.len(), header("user-agent")), (1, Some(name)));
}

#[test]
fn what_is_no_address_of_a_proxy_is_refused_without_quoting_it() {
    for address in ["", "proxy.example.com:3128", "socks5://u:s3nh4@proxy.example.com", "http://"] {
        let mut options = ClientOptions::default();
        options.proxy = Some(Secret::new(address));
        let error = ReqwestTransport::new(&options).unwrap_err().to_string();
        assert!(error.contains("proxy") && !error.contains("s3nh4"), "{address}: {error}");
    }
}

#[test]
fn a_user_agent_that_http_does_not_allow_is_refused() {
    let mut options = ClientOptions::default();
    options.user_agent = Some("my\nbot".to_owned());
    assert!(ReqwestTransport::new(&options).unwrap_err().to_string().contains("user agent"));
}

#[tokio::test]
async fn a_client_of_the_users_own_is_used_as_it_is() {
    let proxy = Proxy::default();
    let server = LoopbackServer::start(proxy.clone()).await.unwrap();
    let base = BaseUrl::parse(&format!("http://{}", server.address())).unwrap();
    let own = reqwest::Client::builder().user_agent("own").no_proxy();
    #[cfg(feature = "rustls-no-provider")]
    let own = {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(rustls::RootCertStore::empty());
        own.tls_backend_preconfigured(config.with_no_client_auth())
    };
    let transport = ReqwestTransport::from_client(own.build().unwrap());
    let pipeline = Arc::new(Pipeline::new(Arc::new(transport), &ClientOptions::default()));
    pipeline.call(&Toy::open(base), GetThing, &CallOptions::default()).await.unwrap();
    assert_eq!(proxy.0.lock().unwrap()[0].header("user-agent"), Some("own"));
}

#[tokio::test]
async fn a_failed_connection_names_host_and_port_and_nothing_else_of_the_url() {
    // A port that was free a moment ago may be another test's by now.
    let base = BaseUrl::parse("http://127.0.0.1:1/mk").unwrap();
    let pipeline = Arc::new(Pipeline::from_options(&ClientOptions::default(), &[&base]).unwrap());
    let failed = pipeline.call(&Toy::open(base), GetThing, &CallOptions::default()).await;
    let error = failed.unwrap_err().to_string();
    assert!(error.contains("no connection to 127.0.0.1:1"), "{error}");
    assert!(!error.contains("/mk") && !error.contains("thing?"), "{error}");
}
