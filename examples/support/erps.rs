//! The ERPs that an example uses: real ones if the environment has their variables, else simulators.

use std::sync::Arc;

use isp_core::testing::{SharedWorld, World};
use isp_core::{Error, ErrorKind, Isp};
use mk_webservices::simulator::Simulator as MkSimulator;
use voalle_global::simulator::Simulator as GlobalSimulator;
use voalle_global::{GlobalIsp, VoalleIsp};
use voalle_portal::simulator::Simulator as PortalSimulator;
use voalle_portal::{InMemoryDirectory, SubscriberIsp, SubscriberLogin};

use crate::environment::{MkEnvironment, VoalleEnvironment, VoalleGlobalEnvironment};

/// One ERP.
pub struct Erp {
    /// The ERP in the common vocabulary.
    pub isp: Arc<dyn Isp>,
    /// Where it is, for a heading.
    pub place: String,
    /// Whether it is a simulator, where a ticket can be opened without consequences.
    pub simulated: bool,
}

/// The ERPs, and the simulators that must keep running while they are used.
pub struct Erps {
    /// The ERPs.
    pub list: Vec<Erp>,
    _simulators: Option<Simulators>,
}

/// MK, and both APIs of Voalle.
pub struct Simulators {
    /// MK Webservices.
    pub mk: MkSimulator,
    /// Voalle's customer portal.
    pub portal: PortalSimulator,
    /// Voalle's provider-wide API, over the same world as the portal.
    pub global: GlobalSimulator,
}

/// The example world without Maria's second registration: Voalle registers a document once.
pub fn voalle_world() -> World {
    let mut world = World::example();
    world.customers.retain(|customer| customer.id != 10_456.into());
    world
}

impl Simulators {
    /// Starts all with the example world. MK has a copy of its own, so that a change in one ERP does not
    /// affect the other.
    pub async fn start() -> Result<Self, Error> {
        let cannot_start = |error: std::io::Error| {
            Error::new(ErrorKind::Unreachable, "a simulator cannot listen on loopback")
                .with_source(error)
        };
        let voalle = SharedWorld::new(voalle_world());
        Ok(Self {
            mk: MkSimulator::start(World::example()).await.map_err(cannot_start)?,
            portal: PortalSimulator::start(voalle.clone()).await.map_err(cannot_start)?,
            global: GlobalSimulator::start(voalle).await.map_err(cannot_start)?,
        })
    }

    /// A client of MK.
    pub fn mk_client(&self) -> Result<mk_webservices::Client, Error> {
        mk_webservices::Client::builder(self.mk.base_url())
            .credentials(self.mk.user_token(), self.mk.profile_password())
            .allow_plaintext_http()
            .build()
    }

    /// A client of Voalle's customer portal.
    pub fn portal_client(&self) -> Result<voalle_portal::Client, Error> {
        let portal = &self.portal;
        voalle_portal::Client::builder(portal.base_url())
            .credentials(portal.verify_token(), portal.client_id(), portal.client_secret())
            .allow_plaintext_http()
            .build()
    }

    /// A client of Voalle's provider-wide API.
    pub fn global_client(&self) -> Result<voalle_global::Client, Error> {
        let global = &self.global;
        voalle_global::Client::builder_at(global.authentication_url(), global.data_url())
            .credentials(global.client_id(), global.client_secret(), global.syndata())
            .ticket_defaults(voalle_global::TicketDefaults::new(1, 1011, 11))
            .allow_plaintext_http()
            .build()
    }

    /// The logins of the portal's subscribers.
    fn directory(&self) -> InMemoryDirectory {
        let directory = InMemoryDirectory::new();
        self.portal.world().with(|world| {
            for login in &world.logins {
                let person = world.customer_by_id(&login.customer);
                if let Some(id) = login.customer.to_number() {
                    let document = person.and_then(|person| person.document);
                    let login = SubscriberLogin::new(&*login.username, &*login.password);
                    directory.insert(id, document, login);
                }
            }
        });
        directory
    }
}

impl Erps {
    /// Real ERPs if the environment has their variables, else simulators.
    pub async fn from_environment_or_simulators() -> Result<Self, Error> {
        match Self::from_environment()? {
            Some(erps) => Ok(erps),
            None => Self::simulators().await,
        }
    }

    /// Real ERPs; `None` if the environment does not have their variables. Voalle is used through both of
    /// its APIs if it has the variables of both.
    pub fn from_environment() -> Result<Option<Self>, Error> {
        let mut list = Vec::new();
        if let Some(mk) = MkEnvironment::read()? {
            list.push(mk_erp(&mk)?);
        }
        match (VoalleGlobalEnvironment::read()?, VoalleEnvironment::read()?) {
            (Some(global), Some(portal)) => list.push(Erp {
                isp: Arc::new(VoalleIsp::new(global_isp(&global)?, portal_isp(&portal)?)),
                place: format!("{} and {}", global.base_url(), portal.base_url()),
                simulated: false,
            }),
            (Some(global), None) => list.push(Erp {
                isp: Arc::new(global_isp(&global)?),
                place: global.base_url().to_owned(),
                simulated: false,
            }),
            (None, Some(portal)) => list.push(Erp {
                isp: Arc::new(portal_isp(&portal)?),
                place: portal.base_url().to_owned(),
                simulated: false,
            }),
            (None, None) => {}
        }
        Ok((!list.is_empty()).then_some(Self { list, _simulators: None }))
    }

    /// MK, and Voalle through both of its APIs.
    pub async fn simulators() -> Result<Self, Error> {
        let simulators = Simulators::start().await?;
        let mk = simulators.mk_client()?.isp().with_line_by_sms_rule().with_sessions();
        let portal = simulators.portal_client()?.isp(simulators.directory());
        let voalle = VoalleIsp::new(simulators.global_client()?.isp(), portal);
        let list = vec![
            Erp {
                isp: Arc::new(mk),
                place: format!("simulator at {}", simulators.mk.base_url()),
                simulated: true,
            },
            Erp {
                isp: Arc::new(voalle),
                place: format!(
                    "simulators at {} and {}",
                    simulators.global.data_url(),
                    simulators.portal.base_url()
                ),
                simulated: true,
            },
        ];
        Ok(Self { list, _simulators: Some(simulators) })
    }
}

fn mk_erp(environment: &MkEnvironment) -> Result<Erp, Error> {
    let mut isp = environment.client()?.isp().with_sessions();
    if let Some(last) = MkEnvironment::last_customer_code()? {
        isp = isp.with_customer_codes(1..=last);
    }
    if let Some(defaults) = MkEnvironment::ticket_defaults()? {
        isp = isp.with_ticket_defaults(defaults);
    }
    let place = environment.base_url().to_owned();
    Ok(Erp { isp: Arc::new(isp), place, simulated: false })
}

fn portal_isp(environment: &VoalleEnvironment) -> Result<SubscriberIsp, Error> {
    let isp = environment.subscriber()?.isp();
    Ok(match VoalleEnvironment::ticket_defaults()? {
        Some(defaults) => isp.with_ticket_defaults(defaults),
        None => isp,
    })
}

fn global_isp(environment: &VoalleGlobalEnvironment) -> Result<GlobalIsp, Error> {
    let isp = environment.client()?.isp();
    Ok(match VoalleGlobalEnvironment::ticket_defaults()? {
        Some(defaults) => isp.with_ticket_defaults(defaults),
        None => isp,
    })
}
