//! Values shared by all tickets that a service opens.

use crate::operations::tickets::{
    NewAssignment, OpenDetailedSolicitation, OpenDetailedSolicitationParameters,
};

/// The state of a ticket that is open.
const OPEN: u64 = 1;

/// Values shared by all tickets that a service opens. The ids depend on the provider; they are set
/// once on the client by
/// [`ClientBuilder::ticket_defaults`](crate::ClientBuilder::ticket_defaults).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TicketDefaults {
    /// Branch (`companyPlaceId`).
    pub company_place_id: u64,
    /// Kind of ticket (`incidentTypeId`). One chosen by [`NewTicket::of_kind`](isp_core::NewTicket::of_kind)
    /// takes the place of this and of the service.
    pub incident_type_id: u64,
    /// Service level (`serviceLevelAgreementId`).
    pub service_level_agreement_id: u64,
    /// Service of the catalogue (`catalogServiceId`), which some kinds of ticket need.
    pub catalog_service_id: Option<u64>,
}

impl TicketDefaults {
    /// Tickets of this branch, kind and service level.
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

    /// The operation that opens a ticket of a person with these defaults.
    ///
    /// ```no_run
    /// # async fn run(global: voalle_global::Client) -> Result<(), isp_core::Error> {
    /// use voalle_global::TicketDefaults;
    ///
    /// let defaults = TicketDefaults::new(1, 1011, 11);
    /// let ticket = defaults.solicitation(700_101, "Sem conexão", "Desde ontem à noite.");
    /// let opened = global.call(ticket.contract_service_tag_category("EXMPL001")).await?.response;
    /// println!("protocol {:?}", opened.protocol);
    /// # Ok(())
    /// # }
    /// ```
    pub fn solicitation(
        &self,
        person_id: u64,
        title: &str,
        description: &str,
    ) -> OpenDetailedSolicitation {
        let operation = OpenDetailedSolicitation::new(OpenDetailedSolicitationParameters {
            incident_status_id: OPEN,
            person_id,
            incident_type_id: self.incident_type_id,
            service_level_agreement_id: self.service_level_agreement_id,
            assignment: NewAssignment {
                title: title.into(),
                description: description.into(),
                company_place_id: Some(self.company_place_id),
                ..NewAssignment::default()
            },
        })
        .client_id(person_id);
        match self.catalog_service_id {
            Some(service) => operation.catalog_service_id(service),
            None => operation,
        }
    }
}
