//! The three ERPs on their simulators, by a transport that the test gives.

use std::sync::Arc;

use isp_core::Isp;
use isp_core::http::cassette::{Recorder, Vocabulary};
use isp_core::http::{BaseUrl, ClientOptions, Observer, ReqwestTransport, RetryPolicy, Transport};
use isp_core::testing::{PortalLogin, World};
use mk_webservices::simulator::{Quirks as MkQuirks, Simulator as Mk};
use voalle_global::simulator::Simulator as Global;
use voalle_portal::simulator::Simulator as Portal;

/// One ERP that runs.
pub(crate) enum Erp {
    Mk(Mk),
    Portal(Portal, PortalLogin),
    Global(Global),
}

impl Erp {
    pub(crate) async fn all(world: &World) -> Vec<Self> {
        let login = world.logins.first().unwrap().clone();
        let mut clean = MkQuirks::new();
        (clean.clean_utf8, clean.numbers_as_text) = (true, true);
        vec![
            Self::Mk(Mk::start(world.clone()).await.unwrap()),
            Self::Mk(Mk::builder().quirks(clean).start(world.clone()).await.unwrap()),
            Self::Portal(Portal::start(world.clone()).await.unwrap(), login),
            Self::Global(Global::start(world.clone()).await.unwrap()),
        ]
    }

    pub(crate) fn vocabulary(&self) -> Vocabulary {
        match self {
            Self::Mk(_) => mk_webservices::vocabulary(),
            Self::Portal(..) => voalle_portal::vocabulary(),
            Self::Global(_) => voalle_global::vocabulary(),
        }
    }

    pub(crate) fn recorder(&self) -> Arc<Recorder> {
        Arc::new(Recorder::new(Arc::new(network()), self.vocabulary()))
    }

    pub(crate) fn isp(
        &self,
        transport: Arc<dyn Transport>,
        heard: Arc<dyn Observer>,
    ) -> Arc<dyn Isp> {
        let mut once = RetryPolicy::default();
        once.max_attempts = 1;
        match self {
            Self::Mk(server) => Arc::new(
                mk_webservices::Client::builder(server.base_url())
                    .credentials(server.user_token(), server.profile_password())
                    .retry(once)
                    .transport(transport)
                    .observer(heard)
                    .allow_plaintext_http()
                    .build()
                    .unwrap()
                    .isp()
                    .with_line_by_sms_rule()
                    .with_sessions(),
            ),
            Self::Portal(server, login) => Arc::new(
                voalle_portal::Client::builder(server.base_url())
                    .credentials(server.verify_token(), server.client_id(), server.client_secret())
                    .retry(once)
                    .transport(transport)
                    .observer(heard)
                    .allow_plaintext_http()
                    .build()
                    .unwrap()
                    .subscriber(login.username.clone(), login.password.clone())
                    .isp(),
            ),
            Self::Global(server) => {
                let (tokens, data) = (server.authentication_url(), server.data_url());
                Arc::new(
                    voalle_global::Client::builder_at(tokens, data)
                        .credentials(server.client_id(), server.client_secret(), server.syndata())
                        .retry(once)
                        .transport(transport)
                        .observer(heard)
                        .allow_plaintext_http()
                        .build()
                        .unwrap()
                        .isp(),
                )
            }
        }
    }

    /// Its own credentials.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let secrets: Vec<&str> = match self {
            Self::Mk(server) => vec![server.user_token(), server.profile_password()],
            Self::Portal(server, login) => vec![
                server.verify_token(),
                server.client_id(),
                server.client_secret(),
                &login.password,
            ],
            Self::Global(server) => {
                vec![server.client_id(), server.client_secret(), server.syndata()]
            }
        };
        secrets.into_iter().map(str::to_owned).collect()
    }
}

fn network() -> ReqwestTransport {
    let base = BaseUrl::parse("http://127.0.0.1:1").unwrap();
    ReqwestTransport::to(&[&base], &ClientOptions::default()).unwrap()
}
