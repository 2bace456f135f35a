//! A client that knows only HTTP.

use std::io::{Read, Write};
use std::net::TcpStream;

use mk_webservices::simulator::Simulator;
use serde_json::Value;

/// An answer, byte for byte.
pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value)
    }

    pub(super) fn has(&self, bytes: &[u8]) -> bool {
        self.body.windows(bytes.len()).any(|window| window == bytes)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON, its text repaired.
    pub(super) fn json(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        isp_core::wire::repair_torn_latin1(&self.body).unwrap().root().to_value()
    }
}

pub(super) async fn send(
    erp: &Simulator,
    method: &str,
    path: &str,
    kind: &str,
    body: &[u8],
) -> Answer {
    let address = erp.server().address();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(body);
    let exchange = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(&request).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        all
    };
    let all = tokio::task::spawn_blocking(exchange).await.unwrap();
    let end = all.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: all[end + 4..].to_vec() }
}

pub(super) async fn get(erp: &Simulator, path: &str) -> Answer {
    send(erp, "GET", path, "text/plain", b"").await
}

pub(super) async fn log_in_for(erp: &Simulator, service: u32) -> Answer {
    let (token, password) = (erp.user_token(), erp.profile_password());
    let path = format!(
        "/mk/WSAutenticacao.rule?sys=MK0&token={token}&password={password}&cd_servico={service}"
    );
    get(erp, &path).await
}

pub(super) async fn log_in(erp: &Simulator) -> String {
    let answer = log_in_for(erp, 9999).await.json();
    answer["Token"].as_str().unwrap().to_owned()
}

pub(super) async fn rule(erp: &Simulator, token: &str, name: &str, query: &str) -> Answer {
    get(erp, &format!("/mk/{name}.rule?sys=MK0&token={token}&{query}")).await
}
