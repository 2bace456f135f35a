//! The ERPs that an example uses: real ones if the environment has their variables, else simulators.

use std::sync::Arc;

use isp_core::testing::{SharedWorld, World};
use isp_core::{Error, ErrorKind, Isp};
use mk_webservices::simulator::Simulator as MkSimulator;
use voalle_portal::TicketDefaults as VoalleTickets;
use voalle_portal::simulator::Simulator as VoalleSimulator;

use crate::environment::{MkEnvironment, VoalleEnvironment};

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
    _simulators: Option<(MkSimulator, VoalleSimulator)>,
}

impl Erps {
    /// Real ERPs if the environment has their variables, else both simulators.
    pub async fn from_environment_or_simulators() -> Result<Self, Error> {
        match Self::from_environment()? {
            Some(erps) => Ok(erps),
            None => Self::simulators().await,
        }
    }

    /// Real ERPs; `None` if the environment does not have their variables.
    pub fn from_environment() -> Result<Option<Self>, Error> {
        let mut list = Vec::new();
        if let Some(mk) = MkEnvironment::read()? {
            list.push(mk_erp(&mk)?);
        }
        if let Some(voalle) = VoalleEnvironment::read()? {
            list.push(voalle_erp(&voalle)?);
        }
        Ok((!list.is_empty()).then_some(Self { list, _simulators: None }))
    }

    /// Both simulators, each with its own copy of the example world, so that a change in one does not
    /// affect the other.
    pub async fn simulators() -> Result<Self, Error> {
        let cannot_start = |error: std::io::Error| {
            Error::new(ErrorKind::Unreachable, "a simulator cannot listen on loopback")
                .with_source(error)
        };
        let world = World::example();
        let maria = world.logins.first().cloned();
        let maria = maria.ok_or_else(|| Error::invalid_input("no subscriber has a login"))?;
        let mk_server =
            MkSimulator::start(SharedWorld::new(world.clone())).await.map_err(cannot_start)?;
        let voalle_server =
            VoalleSimulator::start(SharedWorld::new(world)).await.map_err(cannot_start)?;

        let mk = mk_webservices::Client::builder(mk_server.base_url())
            .credentials(mk_server.user_token(), mk_server.profile_password())
            .allow_plaintext_http()
            .build()?
            .isp()
            .with_line_by_sms_rule()
            .with_sessions();
        let voalle = voalle_portal::Client::builder(voalle_server.base_url())
            .credentials(
                voalle_server.verify_token(),
                voalle_server.client_id(),
                voalle_server.client_secret(),
            )
            .allow_plaintext_http()
            .build()?
            .subscriber(maria.username, maria.password)
            .isp()
            .with_ticket_defaults(VoalleTickets::new(1, 1011, 11));
        let list = vec![
            Erp { isp: Arc::new(mk), place: simulated(&mk_server.base_url()), simulated: true },
            Erp {
                isp: Arc::new(voalle),
                place: simulated(&voalle_server.base_url()),
                simulated: true,
            },
        ];
        Ok(Self { list, _simulators: Some((mk_server, voalle_server)) })
    }
}

fn simulated(base_url: &str) -> String {
    format!("simulator at {base_url}")
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

fn voalle_erp(environment: &VoalleEnvironment) -> Result<Erp, Error> {
    let mut isp = environment.subscriber()?.isp();
    if let Some(defaults) = VoalleEnvironment::ticket_defaults()? {
        isp = isp.with_ticket_defaults(defaults);
    }
    let place = environment.base_url().to_owned();
    Ok(Erp { isp: Arc::new(isp), place, simulated: false })
}
