//! The service under test, and ERPs that a test can disturb.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use isp_core::http::RetryPolicy;
use isp_core::testing::{InMemoryIsp, World};
use isp_core::{Isp, Secret};
use mk_webservices::simulator::Simulator;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use voalle_global::simulator::Simulator as GlobalSimulator;

use super::log::log_everything;
use crate::caller::{Call, Caller, Reply};
use crate::server::serve;
use crate::service::{Service, Settings};

/// A customer of the example world.
pub(crate) const MARIA: &str = "529.982.247-25";

pub(crate) const TOKEN: &str = "token-inventado-do-bot";

pub(crate) struct Running {
    pub(crate) caller: Caller,
    stop: oneshot::Sender<()>,
    server: JoinHandle<io::Result<bool>>,
}

pub(crate) fn settings() -> Settings {
    Settings {
        token: Secret::new(TOKEN),
        at_once: 8,
        time_limit: Duration::from_secs(20),
        stop_limit: Duration::from_secs(20),
        probe: MARIA.parse().unwrap(),
    }
}

pub(crate) async fn start(isp: impl Isp + 'static) -> Running {
    start_with(isp, settings()).await
}

pub(crate) async fn start_with(isp: impl Isp + 'static, settings: Settings) -> Running {
    log_everything();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let caller = Caller { address: listener.local_addr().unwrap(), token: settings.token.clone() };
    let (stop, stopped) = oneshot::channel::<()>();
    let service = Service::new(Arc::new(isp), settings);
    let server = tokio::spawn(serve(listener, service, async move {
        let _ = stopped.await;
    }));
    Running { caller, stop, server }
}

impl Running {
    pub(crate) fn address(&self) -> SocketAddr {
        self.caller.address
    }

    pub(crate) async fn send(&self, call: Call) -> Reply {
        self.caller.send(call).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Call::get(path)).await
    }

    /// In the background, with the answer later.
    pub(crate) fn begin(&self, call: Call) -> JoinHandle<Reply> {
        let caller = self.caller.clone();
        tokio::spawn(async move { caller.send(call).await.unwrap() })
    }

    /// Tells the service to stop; whether everything in flight ended.
    pub(crate) async fn stop(self) -> bool {
        self.stop.send(()).unwrap();
        self.server.await.unwrap().unwrap()
    }
}

/// Status, kind and outcome of an answer that is not what was asked for.
pub(crate) fn failure(reply: &Reply) -> (u16, &str, &str) {
    let text = |name: &str| reply.body[name].as_str().unwrap_or_else(|| panic!("{reply:?}"));
    (reply.status.as_u16(), text("kind"), text("outcome"))
}

/// A call that opens a ticket for a customer of the example world.
pub(crate) fn ticket(key: &str) -> Call {
    let body = json!({"title": "Sem conexão", "text": "Desde ontem."});
    Call::post("/customers/10123/tickets").key(key).body(body)
}

pub(crate) fn search(document: &str) -> Call {
    Call::post("/customers/search").body(json!({"document": document}))
}

pub(crate) fn in_memory() -> InMemoryIsp {
    InMemoryIsp::new(World::example())
}

/// MK over its simulator, without repetitions.
pub(crate) async fn mk() -> (Simulator, impl Isp + 'static) {
    let simulator = Simulator::start(World::example()).await.unwrap();
    let mut once = RetryPolicy::default();
    once.max_attempts = 1;
    let client = mk_webservices::Client::builder(simulator.base_url())
        .credentials(simulator.user_token(), simulator.profile_password())
        .allow_plaintext_http()
        .retry(once)
        .build()
        .unwrap();
    let tickets = mk_webservices::TicketDefaults::new(3, 12);
    (simulator, client.isp().with_ticket_defaults(tickets))
}

/// Voalle's provider-wide API over its simulator.
pub(crate) async fn global() -> (GlobalSimulator, impl Isp + 'static) {
    let simulator = GlobalSimulator::start(World::example()).await.unwrap();
    let client =
        voalle_global::Client::builder_at(simulator.authentication_url(), simulator.data_url())
            .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
            .ticket_defaults(voalle_global::TicketDefaults::new(1, 1011, 11))
            .allow_plaintext_http()
            .build()
            .unwrap();
    (simulator, client.isp())
}

/// The items of a list in an answer.
pub(crate) fn list<'a>(reply: &'a Reply, name: &str) -> &'a Vec<Value> {
    reply.body[name].as_array().unwrap_or_else(|| panic!("{reply:?}"))
}

/// Waits until something is so.
pub(crate) async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not become so within ten seconds");
}
