//! Where the records come from: real ERPs, or simulators of a large invented provider.

use std::sync::Arc;

use examples::{Erps, today};
use isp_core::Isp;
use isp_core::testing::{SharedWorld, World};
use mk_webservices::simulator::Simulator as MkSimulator;
use voalle_global::simulator::Simulator as GlobalSimulator;

use crate::AnyError;

/// An ERP, and its address.
pub(crate) struct Source {
    pub(crate) isp: Arc<dyn Isp>,
    pub(crate) place: String,
}

/// Two ERPs with the same world, as long as this is not dropped.
pub(crate) struct Simulators {
    pub(crate) sources: Vec<Source>,
    pub(crate) world: SharedWorld,
    pub(crate) mk: MkSimulator,
    _global: GlobalSimulator,
}

/// The ERPs of the environment; `None` if it names none.
pub(crate) fn real() -> Result<Option<Vec<Source>>, AnyError> {
    let Some(erps) = Erps::from_environment()? else { return Ok(None) };
    let source = |erp: examples::Erp| Source { isp: erp.isp, place: erp.place };
    Ok(Some(erps.list.into_iter().map(source).collect()))
}

/// The simulators of MK and of Voalle's provider-wide API, the ERPs that list a whole base. The world is
/// the same every time on the same day.
pub(crate) async fn simulators(customers: u64) -> Result<Simulators, AnyError> {
    let world = World::generated(today(), customers);
    let codes = world.customers.iter().filter_map(|customer| customer.id.to_number());
    let last = codes.max().unwrap_or_default();
    let world = SharedWorld::new(world);
    let mk_server = MkSimulator::start(world.clone()).await?;
    let global_server = GlobalSimulator::start(world.clone()).await?;
    let mk = mk_webservices::Client::builder(mk_server.base_url())
        .credentials(mk_server.user_token(), mk_server.profile_password())
        .allow_plaintext_http()
        .build()?
        .isp()
        .with_customer_codes(1..=last);
    let global = voalle_global::Client::builder_at(
        global_server.authentication_url(),
        global_server.data_url(),
    )
    .credentials(global_server.client_id(), global_server.client_secret(), global_server.syndata())
    .allow_plaintext_http()
    .build()?
    .isp();
    let isps: [Arc<dyn Isp>; 2] = [Arc::new(mk), Arc::new(global)];
    // Their ports are others every time.
    let source = |isp| Source { isp, place: "a simulator".into() };
    Ok(Simulators {
        sources: isps.into_iter().map(source).collect(),
        world,
        mk: mk_server,
        _global: global_server,
    })
}
