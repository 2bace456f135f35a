//! Tickets.

use isp_core::{
    ConnectionId, ContractId, CustomerId, Error, ErrorKind, Native, NewTicket, Ticket,
    TicketKindId, TicketStatus,
};
use jiff::tz::TimeZone;

use super::GlobalIsp;
use super::contracts::contract_of;
use super::customers::{known, person_id};
use super::remembered::Owner;
use super::rows::distinct;
use crate::answers::count;
use crate::dialect::{SYSTEM, not_understood};
use crate::operations::connections::MapConnection;
use crate::operations::tickets::{OpenedSolicitation, SolicitationRow, TicketStatusCode};

/// The most pages of a customer's service tags.
const MOST_PAGES: u64 = 100;

/// The service tag and contract of a new ticket.
pub(super) struct Subject {
    tag: String,
    contract: u64,
}

impl GlobalIsp {
    pub(super) async fn tickets_of(&self, customer: &CustomerId) -> Result<Vec<Ticket>, Error> {
        let person = person_id(customer)?;
        let call = self.client.solicitationlist(person).all_assignments(true);
        let mut list = call.await?.response;
        let rows = distinct(std::mem::take(&mut list.data), |row| row.assignment_id)?;
        if list.announces_more_than(count(rows.len()), 1) {
            return Err(not_understood("the ERP announced more tickets than it sent"));
        }
        let zone = self.client.time_zone();
        Ok(rows.into_iter().map(|row| ticket(row, customer, zone)).collect())
    }

    pub(super) async fn open(&self, new: NewTicket) -> Result<Ticket, Error> {
        let Some(mut defaults) = self.ticket_defaults else {
            let reason = super::NO_TICKET_DEFAULTS;
            return Err(Error::unsupported("open_ticket", reason).with_system(SYSTEM));
        };
        if let Some(kind) = &new.kind {
            (defaults.incident_type_id, defaults.catalog_service_id) = kind_of(kind)?;
        }
        let person = person_id(&new.customer)?;
        let subject = self.subject(&new).await?;
        let mut operation = defaults.solicitation(person, &new.title, &new.description);
        if let Some(subject) = &subject {
            operation = operation.contract_service_tag_category(subject.tag.as_str());
        }
        let opened = self.client.call(operation).await?.response;
        let mut ticket = Ticket::new(opened.assignment_id, new.customer, TicketStatus::Open);
        ticket.protocol = opened.protocol.filter(|number| *number > 0).map(|n| n.to_string());
        ticket.title = Some(new.title);
        ticket.description = Some(new.description);
        ticket.contract = subject.map(|subject| subject.contract.into());
        ticket.native = Native::of::<OpenedSolicitation>(opened);
        Ok(ticket)
    }

    /// The subject of a new ticket, if it names a connection or contract. It is an error if that is
    /// not found or has no tag: without the reference the ticket would mean something else.
    async fn subject(&self, new: &NewTicket) -> Result<Option<Subject>, Error> {
        match (&new.connection, &new.contract) {
            (None, None) => Ok(None),
            (Some(connection), contract) => {
                let owner = self.owner(&new.customer).await?;
                let lines = self.lines_of(owner).await?;
                let line = lines.iter().find(|line| ConnectionId::from(line.id) == *connection);
                let line = line.ok_or_else(|| not_found("the customer has no such connection"))?;
                subject_of_connection(line, contract.as_ref()).map(Some)
            }
            (None, Some(contract)) => {
                let owner = self.owner(&new.customer).await?;
                self.subject_of_contract(owner, contract).await.map(Some)
            }
        }
    }

    async fn subject_of_contract(
        &self,
        owner: Owner,
        contract: &ContractId,
    ) -> Result<Subject, Error> {
        let none = || not_found("the customer has no such contract with a service tag");
        let number = contract.to_number().ok_or_else(none)?;
        // The list of tags names no customer, so the contract is looked for in that of contracts.
        if !self.contract_rows(owner).await?.iter().any(|row| row.id == number) {
            return Err(not_found("the customer has no such contract"));
        }
        let mut before = 0;
        for page in 1..=MOST_PAGES {
            let call = self.client.servicetagsinfopaged().tx_id(owner.document).page(page);
            let tags = call.await?.response;
            if tags.data.is_empty() {
                return Err(if tags.announces_more_than(before, page) {
                    not_understood("the ERP announced more service tags than it sent")
                } else {
                    none()
                });
            }
            before += count(tags.data.len());
            let tag = tags.data.into_iter().find(|tag| tag.contract_id == Some(number));
            if let Some(tag) = tag.and_then(|tag| known(tag.tag.as_ref())) {
                return Ok(Subject { tag, contract: number });
            }
        }
        let what = format!("the contract's service tag is not on the first {MOST_PAGES} pages");
        Err(Error::new(ErrorKind::TooLarge, what).with_system(SYSTEM))
    }
}

fn subject_of_connection(
    line: &MapConnection,
    named: Option<&ContractId>,
) -> Result<Subject, Error> {
    let contract = contract_of(line).and_then(|contract| contract.id);
    let Some(contract) = contract else {
        return Err(not_understood("the ERP names no contract of the connection"));
    };
    if named.is_some_and(|named| *named != ContractId::from(contract)) {
        let what = "the connection belongs to another contract than the one named";
        return Err(Error::invalid_input(what).with_system(SYSTEM));
    }
    let tag = known(line.service_tag.as_ref());
    let tag =
        tag.ok_or_else(|| not_understood("the ERP names no service tag of the connection"))?;
    Ok(Subject { tag, contract })
}

/// `incidentTypeId`, or `incidentTypeId/catalogServiceId`.
fn kind_of(kind: &TicketKindId) -> Result<(u64, Option<u64>), Error> {
    let number = |text: &str| text.parse().ok().filter(|number: &u64| *number > 0);
    let parts = match kind.as_str().split_once('/') {
        None => number(kind.as_str()).map(|incident_type| (incident_type, None)),
        Some((incident_type, service)) => {
            number(incident_type).zip(number(service)).map(|(it, service)| (it, Some(service)))
        }
    };
    parts.ok_or_else(|| {
        Error::invalid_input("the kind of ticket is not one of this ERP").with_system(SYSTEM)
    })
}

fn ticket(row: SolicitationRow, customer: &CustomerId, zone: &TimeZone) -> Ticket {
    let mut ticket = Ticket::new(row.assignment_id, customer.clone(), status(row.status.as_ref()));
    ticket.protocol = row.protocol.filter(|number| *number > 0).map(|number| number.to_string());
    ticket.title.clone_from(&row.title);
    ticket.opened = row.beginning_data.as_ref().and_then(|text| text.to_zoned(zone));
    ticket.native = Native::of::<SolicitationRow>(row);
    ticket
}

fn status(word: Option<&TicketStatusCode>) -> TicketStatus {
    match word {
        None => TicketStatus::Unknown(String::new()),
        Some(TicketStatusCode::Unknown(word)) => TicketStatus::Unknown(word.clone()),
        Some(
            TicketStatusCode::Abertura
            | TicketStatusCode::Andamento
            | TicketStatusCode::AguardandoClassificacao,
        ) => TicketStatus::Open,
        Some(TicketStatusCode::Fechamento | TicketStatusCode::Encerramento) => TicketStatus::Closed,
        Some(TicketStatusCode::Cancelado) => TicketStatus::Cancelled,
    }
}

fn not_found(what: &'static str) -> Error {
    Error::new(ErrorKind::NotFound, what).with_system(SYSTEM)
}
