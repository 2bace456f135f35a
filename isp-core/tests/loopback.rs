//! What the server under the simulators keeps of the requests that it serves.

#![cfg(feature = "loopback")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use isp_core::loopback::{LoopbackServer, ServedBy, SimulatedRequest, SimulatedResponse};

struct Length;

impl ServedBy for Length {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        SimulatedResponse::new(200, "text/plain", request.body.len().to_string())
    }
}

fn client() -> reqwest::Client {
    #[cfg(feature = "rustls")]
    isp_core::http::install_crypto_provider();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn post(server: &LoopbackServer, length: usize) -> (u16, String) {
    let response = client().post(server.base_url()).body(vec![b'a'; length]).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn the_whole_body_is_answered_and_its_beginning_remembered() {
    let server = LoopbackServer::start(Length).await.unwrap();
    for length in [10, 64 * 1024, 64 * 1024 + 1, 8 * 1024 * 1024] {
        assert_eq!(post(&server, length).await, (200, length.to_string()));
        let last = server.served().pop().unwrap();
        assert_eq!(last.request.body.len(), length.min(64 * 1024));
    }
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_and_hardly_remembered() {
    let server = LoopbackServer::start(Length).await.unwrap();
    for _ in 0..3 {
        assert_eq!(post(&server, 50 * 1024 * 1024).await.0, 413);
    }
    let kept: usize = server.served().iter().map(|served| served.request.body.len()).sum();
    assert_eq!((server.served().len(), kept), (3, 3 * 64 * 1024));
}

#[tokio::test]
async fn the_last_four_thousand_requests_are_remembered() {
    let server = LoopbackServer::start(Length).await.unwrap();
    let client = client();
    for number in 0..4_003 {
        let url = format!("{}/{number}", server.base_url());
        client.get(url).send().await.unwrap().bytes().await.unwrap();
    }
    let all = server.served();
    assert_eq!((all.len(), all[0].request.path.as_str()), (4_000, "/3"));
}
