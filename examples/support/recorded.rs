//! One API whose answers are recorded, or served from a cassette.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use isp_core::http::cassette::Vocabulary;
use isp_core::http::{
    BaseUrl, ClientOptions, FinishedCall, ObservedDrift, Observer, ReqwestTransport, Transport,
};
use isp_core::{Document, Error, ErrorKind, Isp, IspExt, TicketQuery};

use crate::{MkEnvironment, Simulators, VoalleEnvironment, VoalleGlobalEnvironment};

/// An API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// MK Webservices.
    Mk,
    /// Voalle's customer portal.
    Portal,
    /// Voalle's provider-wide API.
    Global,
}

impl Api {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mk, Self::Portal, Self::Global];

    /// Its name on the command line and in a cassette.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mk => "mk",
            Self::Portal => "portal",
            Self::Global => "global",
        }
    }

    /// The API of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.name() == name)
    }

    /// The words that its cassette keeps, its own name among them.
    pub fn vocabulary(self) -> Vocabulary {
        let vocabulary = match self {
            Self::Mk => mk_webservices::vocabulary(),
            Self::Portal => voalle_portal::vocabulary(),
            Self::Global => voalle_global::vocabulary(),
        };
        vocabulary.words([self.name()])
    }

    /// The first API for which the environment has variables.
    pub fn of_environment() -> Result<Option<Self>, Error> {
        Ok(if MkEnvironment::read()?.is_some() {
            Some(Self::Mk)
        } else if VoalleEnvironment::read()?.is_some() {
            Some(Self::Portal)
        } else if VoalleGlobalEnvironment::read()?.is_some() {
            Some(Self::Global)
        } else {
            None
        })
    }
}

/// A client of one API that is not built yet.
pub enum Builder {
    /// MK Webservices.
    Mk(mk_webservices::ClientBuilder),
    /// Voalle's customer portal, with the subscriber's user name and password.
    Portal(voalle_portal::ClientBuilder, String, String),
    /// Voalle's provider-wide API.
    Global(voalle_global::ClientBuilder),
}

impl Builder {
    /// A client of the real ERP; `None` if the environment does not have its variables.
    pub fn of_environment(api: Api) -> Result<Option<(Self, ReqwestTransport)>, Error> {
        Ok(match api {
            Api::Mk => match MkEnvironment::read()? {
                Some(mk) => Some((Self::Mk(mk.builder()?), network(&[mk.base_url()])?)),
                None => None,
            },
            Api::Portal => match VoalleEnvironment::read()? {
                Some(portal) => {
                    let (name, password) = portal.login();
                    let builder = Self::Portal(portal.builder()?, name.into(), password.into());
                    Some((builder, network(&[portal.base_url()])?))
                }
                None => None,
            },
            Api::Global => match VoalleGlobalEnvironment::read()? {
                Some(global) => {
                    let addresses = [global.base_url(), global.authentication_url()];
                    Some((Self::Global(global.builder()?), network(&addresses)?))
                }
                None => None,
            },
        })
    }

    /// A client of a simulator.
    pub fn of_simulator(
        api: Api,
        simulators: &Simulators,
    ) -> Result<(Self, ReqwestTransport), Error> {
        Ok(match api {
            Api::Mk => {
                let mk = &simulators.mk;
                let builder = mk_webservices::Client::builder(mk.base_url())
                    .credentials(mk.user_token(), mk.profile_password())
                    .allow_plaintext_http();
                (Self::Mk(builder), network(&[&mk.base_url()])?)
            }
            Api::Portal => {
                let portal = &simulators.portal;
                let builder = voalle_portal::Client::builder(portal.base_url())
                    .credentials(portal.verify_token(), portal.client_id(), portal.client_secret())
                    .allow_plaintext_http();
                let login = portal.world().with(|world| world.logins.first().cloned());
                let login = login.ok_or_else(|| Error::invalid_input("nobody has a login"))?;
                let builder = Self::Portal(builder, login.username, login.password);
                (builder, network(&[&portal.base_url()])?)
            }
            Api::Global => {
                let global = &simulators.global;
                let (tokens, data) = (global.authentication_url(), global.data_url());
                let builder = voalle_global::Client::builder_at(&tokens, &data)
                    .credentials(global.client_id(), global.client_secret(), global.syndata())
                    .allow_plaintext_http();
                (Self::Global(builder), network(&[&tokens, &data])?)
            }
        })
    }

    /// A client for a cassette, which needs neither address nor credentials.
    pub fn of_cassette(api: Api) -> Self {
        let (address, word) = ("https://cassette.example.com", "recorded");
        match api {
            Api::Mk => Self::Mk(mk_webservices::Client::builder(address).credentials(word, word)),
            Api::Portal => Self::Portal(
                voalle_portal::Client::builder(address).credentials(word, word, word),
                word.into(),
                word.into(),
            ),
            Api::Global => {
                Self::Global(voalle_global::Client::builder(address).credentials(word, word, word))
            }
        }
    }

    /// The ERP by this transport.
    pub fn isp(
        self,
        transport: Arc<impl Transport>,
        observer: Arc<impl Observer>,
    ) -> Result<Arc<dyn Isp>, Error> {
        Ok(match self {
            Self::Mk(builder) => {
                let client = builder.transport(transport).observer(observer).build()?;
                Arc::new(client.isp().with_sessions())
            }
            Self::Portal(builder, name, password) => {
                let client = builder.transport(transport).observer(observer).build()?;
                Arc::new(client.subscriber(name, password).isp())
            }
            Self::Global(builder) => {
                let client = builder.transport(transport).observer(observer).build()?;
                Arc::new(client.isp())
            }
        })
    }
}

/// The network to these addresses.
fn network(addresses: &[&str]) -> Result<ReqwestTransport, Error> {
    let bases: Vec<BaseUrl> =
        addresses.iter().map(|address| BaseUrl::parse(address)).collect::<Result<_, _>>()?;
    ReqwestTransport::to(&bases.iter().collect::<Vec<_>>(), &ClientOptions::default())
}

/// Reads everything about the owner of a document, one call after the other. Failures are heard by the
/// observer.
pub async fn read_overview(isp: &dyn Isp, document: &Document) -> Result<(), Error> {
    for customer in isp.customers_by_document(document).await? {
        let id = &customer.id;
        // Each is of interest, whatever came of the one before.
        let _ = isp.customer(id).await;
        let _ = isp.contracts(id).await;
        let _ = isp.connections(id).await;
        let _ = isp.tickets(&TicketQuery::of_customer(id.clone())).await;
        for invoice in isp.unpaid_invoices(id).await.unwrap_or_default() {
            let _ = isp.payment(&invoice.id).await;
        }
    }
    Ok(())
}

/// What came of the calls, by operation.
#[derive(Default)]
pub struct CallLog(Mutex<BTreeMap<&'static str, Calls>>);

#[derive(Default)]
struct Calls {
    good: usize,
    failures: BTreeMap<String, usize>,
    drift: Vec<String>,
    not_understood: bool,
}

impl CallLog {
    fn of(&self, operation: &'static str, change: impl FnOnce(&mut Calls)) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(log.entry(operation).or_default());
    }

    /// Prints a line for each operation and each deviation. Whether every answer was understood.
    pub fn print(&self) -> bool {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (operation, calls) in log.iter() {
            let mut results = Vec::new();
            if calls.good > 0 {
                results.push(format!("{} ok", calls.good));
            }
            results.extend(calls.failures.iter().map(|(kind, count)| format!("{count} {kind}")));
            println!("  {operation}: {}", results.join(", "));
            for deviation in &calls.drift {
                println!("    drift {deviation}");
            }
        }
        log.values().all(|calls| !calls.not_understood)
    }
}

impl Observer for CallLog {
    fn drift(&self, drift: &ObservedDrift<'_>) {
        self.of(drift.operation, |calls| {
            for deviation in drift.drift.iter().map(ToString::to_string) {
                if !calls.drift.contains(&deviation) {
                    calls.drift.push(deviation);
                }
            }
        });
    }

    fn finished(&self, call: &FinishedCall) {
        self.of(call.operation, |calls| match call.failure {
            None => calls.good += 1,
            Some(kind) => {
                *calls.failures.entry(kind.to_string()).or_default() += 1;
                calls.not_understood |= kind == ErrorKind::NotUnderstood;
            }
        });
    }
}
