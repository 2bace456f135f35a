//! Values shared by all tickets that a service opens.

use crate::operations::tickets::{CreateSolicitation, CreateSolicitationParameters};

/// Values shared by all tickets that a service opens. A ticket that names its
/// [kind](isp_core::Isp::ticket_kinds) has the kind of incident and the service of that kind instead.
/// The ids depend on the provider; they are set
/// once on the client by
/// [`ClientBuilder::ticket_defaults`](crate::ClientBuilder::ticket_defaults).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TicketDefaults {
    /// Branch (`companyPlaceId`).
    pub company_place_id: u64,
    /// Kind of ticket (`incidentTypeId`).
    pub incident_type_id: u64,
    /// Situation (`serviceLevelAgreementId`).
    pub service_level_agreement_id: u64,
    /// Service of the catalogue (`catalogServiceId`), which some kinds of ticket need.
    pub catalog_service_id: Option<u64>,
}

impl TicketDefaults {
    /// Tickets of this branch, kind and situation.
    pub const fn new(
        company_place_id: u64,
        incident_type_id: u64,
        service_level_agreement_id: u64,
    ) -> Self {
        Self {
            company_place_id,
            incident_type_id,
            service_level_agreement_id,
            catalog_service_id: None,
        }
    }

    /// Tickets about this service of the catalogue.
    pub const fn about_service(mut self, catalog_service_id: u64) -> Self {
        self.catalog_service_id = Some(catalog_service_id);
        self
    }

    /// The operation that opens a ticket for a person with these defaults. Path and form name the
    /// same person.
    ///
    /// ```no_run
    /// # async fn run(subscriber: voalle_portal::Subscriber) -> Result<(), isp_core::Error> {
    /// use voalle_portal::TicketDefaults;
    ///
    /// let defaults = TicketDefaults::new(1, 1011, 11);
    /// let own = subscriber.person_id().await?;
    /// let ticket = defaults.solicitation(own, "Sem conexão", "Desde ontem à noite.");
    /// let opened = subscriber.call(ticket.contract_service_tag_id(820_001)).await?.data;
    /// println!("protocol {:?}", opened.protocol);
    /// # Ok(())
    /// # }
    /// ```
    pub fn solicitation(
        &self,
        person_id: u64,
        title: &str,
        description: &str,
    ) -> CreateSolicitation {
        let operation = CreateSolicitation::new(CreateSolicitationParameters {
            person_id,
            company_place_id: self.company_place_id,
            incident_type_id: self.incident_type_id,
            service_level_agreement_id: self.service_level_agreement_id,
            title: title.into(),
            description: description.into(),
        });
        match self.catalog_service_id {
            Some(service) => operation.catalog_service_id(service),
            None => operation,
        }
    }
}
