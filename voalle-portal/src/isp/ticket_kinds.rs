//! Kinds of ticket: a kind of incident, alone or with a service of the catalogue.

use isp_core::wire::{JsonNumber, plausible};
use isp_core::{Error, Native, TicketKind, TicketKindId};

use super::{SubscriberIsp, contracts, whole};
use crate::dialect::SYSTEM;
use crate::operations::tickets::{CatalogService, IncidentType};

/// What [`TicketKind::native`] returns: the records of the two operations for a kind of ticket.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TicketKindRecords {
    /// The kind of incident.
    pub incident_type: IncidentType,
    /// The service of the catalogue; `None` for the kind of incident alone.
    pub catalog_service: Option<CatalogService>,
}

impl SubscriberIsp {
    /// Each kind of incident that a subscriber may choose, alone and with each service: the portal does
    /// not say which need a service.
    pub(super) async fn kinds(&self, person: u64) -> Result<Vec<TicketKind>, Error> {
        let call = self.subscriber.incident_types();
        let call = call.q("1").qfields("clientView").fields("id,code,title,clientView");
        let incidents = whole(call.await?, |incident| incident.id)?;
        let services = self.services(person).await?;
        let mut kinds = Vec::new();
        for incident in incidents.into_iter().filter(may_be_chosen) {
            kinds.push(kind(incident.clone(), None));
            let with = |service: &CatalogService| kind(incident.clone(), Some(service.clone()));
            kinds.extend(services.iter().map(with));
        }
        Ok(kinds)
    }

    /// The services of all service tags in use, each once.
    async fn services(&self, person: u64) -> Result<Vec<CatalogService>, Error> {
        let mut all: Vec<CatalogService> = Vec::new();
        let in_use = |tag: &_| contracts::is_in_use(tag) != Some(false);
        for tag in self.tags(person).await?.iter().filter(|tag| in_use(tag)) {
            let services = match self.subscriber.catalog_services(tag.id).await {
                Ok(page) => whole(page, |service| service.id)?,
                // One client shows this list; not every portal need have it.
                Err(error) if error.is_not_found() => continue,
                Err(error) => return Err(error),
            };
            for service in services {
                if all.iter().all(|known| known.id != service.id) {
                    all.push(service);
                }
            }
        }
        Ok(all)
    }
}

/// False if the portal ignored the filter and sent a kind that is not for subscribers.
fn may_be_chosen(incident: &IncidentType) -> bool {
    match incident.extra().get("clientView") {
        None => true,
        Some(flag) => {
            let number = flag.as_number().and_then(JsonNumber::as_u64);
            flag.as_bool() == Some(true) || number == Some(1)
        }
    }
}

fn kind(incident_type: IncidentType, catalog_service: Option<CatalogService>) -> TicketKind {
    let label = |title: &Option<String>| title.as_deref().and_then(plausible::text).map(Into::into);
    let incident = label(&incident_type.title);
    let mut kind = match &catalog_service {
        None => TicketKind::new(incident_type.id.to_string()),
        Some(service) => TicketKind::new(format!("{}/{}", incident_type.id, service.id)),
    };
    (kind.category, kind.name) = match &catalog_service {
        None => (None, incident),
        Some(service) => (incident, label(&service.title)),
    };
    kind.native = Native::of(TicketKindRecords { incident_type, catalog_service });
    kind
}

/// Kind of incident, and service of the catalogue, of a kind.
pub(super) fn ids(kind: &TicketKindId) -> Result<(u64, Option<u64>), Error> {
    let id = |text: &str| text.parse::<u64>().ok().filter(|id| *id > 0);
    let ids = match kind.as_str().split_once('/') {
        None => id(kind.as_str()).map(|incident| (incident, None)),
        Some((incident, service)) => id(incident).zip(id(service).map(Some)),
    };
    ids.ok_or_else(|| {
        Error::invalid_input("this is not a kind of ticket of the portal")
            .with_system(SYSTEM)
            .with_advice("choose one from ticket_kinds(…)")
    })
}
