//! The portal in the vocabulary shared with other ERPs. The only file that translates.

use std::collections::HashSet;

use async_trait::async_trait;
use futures_util::TryStreamExt;
use isp_core::brazil::Document;
use isp_core::wire::{DocumentText, same_word};
use isp_core::{
    Address, Capabilities, Capability, Connection, ConnectionId, ConnectionStatus, Contract,
    ContractId, ContractStatus, Customer, CustomerId, Error, ErrorKind, GeoPoint, Invoice,
    InvoiceId, Isp, Money, Native, NewTicket, PaymentMeans, PaymentProblem, Pdf, Reach,
    RegistrationStatus, Ticket, TicketQuery, TicketStatus, TrustUnlock, UnlockRefusal,
};
use jiff::tz::TimeZone;

use crate::dialect::SYSTEM;
use crate::operations::connections::Authentication;
use crate::operations::contracts::{ContractServiceTag, ContractStatusCode, PeopleContract};
use crate::operations::invoices::ReceivableTitle;
use crate::operations::people::{PeopleAddress, Person};
use crate::operations::tickets::{Solicitation, TicketStatusCode};
use crate::page::Page;
use crate::subscriber::Subscriber;
use crate::ticket_defaults::TicketDefaults;

/// One subscriber of a portal as an [`Isp`]. Made by [`Subscriber::isp`].
///
/// It sees this subscriber alone: of anybody else it says *out of reach*, never *not there*.
#[derive(Debug, Clone)]
pub struct SubscriberIsp {
    subscriber: Subscriber,
    ticket_defaults: Option<TicketDefaults>,
}

/// What [`Contract::native`] gives: what the two operations told of a contract.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ContractRecords {
    /// Its service tags.
    pub tags: Vec<ContractServiceTag>,
    /// Its row in the list of contracts, unless it stood under a tag alone.
    pub contract: Option<PeopleContract>,
}

pub(crate) const NO_TICKET_DEFAULTS: &str = "no branch, kind and situation of tickets are set: call \
    ticket_defaults on the builder or with_ticket_defaults here";

impl SubscriberIsp {
    pub(crate) fn new(subscriber: Subscriber) -> Self {
        let ticket_defaults = subscriber.ticket_defaults();
        Self { subscriber, ticket_defaults }
    }

    /// Lets [`Isp::open_ticket`] open tickets, with other defaults than the client's.
    pub fn with_ticket_defaults(mut self, defaults: TicketDefaults) -> Self {
        self.ticket_defaults = Some(defaults);
        self
    }

    /// The subscriber's person id, if `id` is it.
    async fn own(&self, id: &CustomerId) -> Result<u64, Error> {
        let own = self.subscriber.person_id().await?;
        if *id == CustomerId::from(own) { Ok(own) } else { Err(out_of_reach()) }
    }

    /// What is read without naming anybody, if `id` is the subscriber.
    async fn if_own<T>(
        &self,
        id: &CustomerId,
        read: impl Future<Output = Result<T, Error>> + Send,
    ) -> Result<T, Error> {
        if self.subscriber.is_known() {
            self.own(id).await?;
            return read.await;
        }
        // The call itself tells whose login it is, so that a new handle need not ask for that before.
        let read = read.await;
        self.own(id).await?;
        read
    }

    async fn authentications(&self, person: u64) -> Result<Vec<Authentication>, Error> {
        whole(self.subscriber.people_authentications(person).await?)
    }

    async fn tags(&self, person: u64) -> Result<Vec<ContractServiceTag>, Error> {
        let call = self.subscriber.contract_service_tags().client_id(person);
        whole(call.await?)
    }

    async fn titles(&self) -> Result<Vec<ReceivableTitle>, Error> {
        whole(self.subscriber.portal_financial_receivable_titles().await?)
    }

    /// All tickets, however many pages the portal cuts them into.
    async fn solicitations(&self) -> Result<Vec<Solicitation>, Error> {
        self.subscriber.portal_solicitations().rows().try_collect().await
    }

    /// The service tag that a new ticket is about, if it names a connection or contract with one.
    async fn tag_of(&self, new: &NewTicket, person: u64) -> Result<Option<u64>, Error> {
        if let Some(connection) = &new.connection {
            let lines = self.authentications(person).await?;
            let line = lines.iter().find(|line| ConnectionId::from(line.id) == *connection);
            if let Some(tag) = line.and_then(|line| line.service_tag_id) {
                return Ok(Some(tag));
            }
        }
        let Some(contract) = &new.contract else { return Ok(None) };
        let tags = self.tags(person).await?;
        let about = |tag: &&ContractServiceTag| {
            tag.contract.as_ref().is_some_and(|known| ContractId::from(known.id) == *contract)
        };
        // A tag in use before one that is not.
        let mut candidates: Vec<_> = tags.iter().filter(about).collect();
        candidates.sort_by_key(|tag| tag.active == Some(false));
        Ok(candidates.first().map(|tag| tag.id))
    }
}

#[async_trait]
impl Isp for SubscriberIsp {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn capabilities(&self) -> Capabilities {
        capabilities(Reach::OneSubscriber, self.ticket_defaults.is_some())
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let person = self.subscriber.person().await?;
        let own = person.tx_id.as_ref().and_then(DocumentText::document);
        if own.as_ref() == Some(document) {
            Ok(vec![customer(person)])
        } else {
            Err(out_of_reach())
        }
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let person = self.subscriber.person().await?;
        if *id == CustomerId::from(person.id) {
            Ok(Some(customer(person)))
        } else {
            Err(out_of_reach())
        }
    }

    async fn contracts(&self, id: &CustomerId) -> Result<Vec<Contract>, Error> {
        let person = self.own(id).await?;
        let tags = self.tags(person).await?;
        let rows = whole(self.subscriber.people_contracts(person).await?)?;
        merge(rows, tags)
            .into_iter()
            .map(|(number, records)| contract(number, id, records))
            .collect()
    }

    async fn connections(&self, id: &CustomerId) -> Result<Vec<Connection>, Error> {
        let lines = self.authentications(self.own(id).await?).await?;
        Ok(lines.into_iter().map(|line| connection(line, id)).collect())
    }

    async fn invoices(&self, id: &CustomerId) -> Result<Vec<Invoice>, Error> {
        let titles = self.if_own(id, self.titles()).await?;
        titles.into_iter().filter_map(|title| invoice(title, id).transpose()).collect()
    }

    async fn payment(&self, id: &InvoiceId) -> Result<PaymentMeans, Error> {
        let titles = self.titles().await?;
        let found = titles.into_iter().find(|title| InvoiceId::from(title.id) == *id);
        let title = found.ok_or_else(|| not_found("the subscriber has no such invoice"))?;
        let mut means = PaymentMeans::new(id.clone());
        if let Some(line) = &title.typeful_line {
            means.read_line(line);
        }
        if let Some(hash) = &title.hash {
            match self.subscriber.financial_billet(hash).await {
                Ok(pdf) => means.pdf = Some(Pdf::Bytes(pdf.to_vec())),
                Err(error) if error.is_transient() => return Err(error),
                // The line is worth having without the PDF.
                Err(error) => means
                    .problems
                    .push(PaymentProblem::Unavailable { what: "PDF", reason: error.to_string() }),
            }
        }
        means.native = Native::of::<ReceivableTitle>(title);
        Ok(means)
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let tickets = match &query.customer {
            Some(id) => self.if_own(id, self.solicitations()).await?,
            None => self.solicitations().await?,
        };
        let own = self.subscriber.person_id().await?;
        let zone = self.subscriber.time_zone();
        let tickets = tickets.into_iter().map(|found| ticket(found, own, zone));
        Ok(tickets.filter(|ticket| query.matches(ticket)).collect())
    }

    async fn open_ticket(&self, new: NewTicket) -> Result<Ticket, Error> {
        let Some(defaults) = self.ticket_defaults else {
            return Err(Error::unsupported("open_ticket", NO_TICKET_DEFAULTS).with_system(SYSTEM));
        };
        let own = self.own(&new.customer).await?;
        let tag = self.tag_of(&new, own).await?;
        let mut operation = defaults.solicitation(own, &new.title, &new.description);
        if let Some(tag) = tag {
            operation = operation.contract_service_tag_id(tag);
        }
        let opened = self.subscriber.call(operation).await?.data;
        let mut ticket = ticket(opened, own, self.subscriber.time_zone());
        ticket.contract = new.contract.filter(|_| tag.is_some());
        Ok(ticket)
    }

    async fn trust_unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        let lines = self.authentications(self.subscriber.person_id().await?).await?;
        let line = lines.into_iter().find(|line| ConnectionId::from(line.id) == *id);
        let line = line.ok_or_else(|| not_found("the subscriber has no such connection"))?;
        let Some(contract) = line.contract else {
            return Err(not_understood("the portal names no contract of the connection"));
        };
        let Some(status) = &contract.status else {
            return Err(not_understood("the portal names no status of the contract"));
        };
        if !status.is_blocked() {
            return Ok(TrustUnlock::Refused(UnlockRefusal::NotBlocked));
        }
        if contract.remaining_unblock_attempts == Some(0) {
            return Ok(TrustUnlock::Refused(UnlockRefusal::AllowanceUsed));
        }
        self.subscriber.contract_unblock(contract.id).await?;
        Ok(TrustUnlock::Unlocked { until: None })
    }
}

/// What the portal can do for those whom it reaches.
pub(crate) fn capabilities(reach: Reach, opens_tickets: bool) -> Capabilities {
    let mut can = Capabilities::all(reach);
    can.payment =
        Capability::supported_with(reach, "digitable line and PDF; the portal knows no PIX");
    can.trust_unlock = Capability::supported_with(
        reach,
        "the portal does not tell until when; its answer is not documented",
    );
    if !opens_tickets {
        can.open_ticket = Capability::unsupported(NO_TICKET_DEFAULTS);
    }
    can
}

pub(crate) fn customer(person: Person) -> Customer {
    let name = person.name.clone().or_else(|| person.name_list.clone()).unwrap_or_default();
    let mut customer = Customer::new(person.id, name);
    customer.document = person.tx_id.as_ref().and_then(DocumentText::document);
    customer.status = match person.status {
        None | Some(1) => RegistrationStatus::Active,
        Some(code) => RegistrationStatus::Unknown(code.to_string()),
    };
    customer.email.clone_from(&person.email);
    let phones = [&person.phone, &person.cell_phone1];
    customer.phones = phones.into_iter().flatten().cloned().collect();
    customer.address = person.people_address.as_ref().and_then(address_of_person);
    customer.native = Native::of::<Person>(person);
    customer
}

fn address_of_person(record: &PeopleAddress) -> Option<Address> {
    let mut address = Address::default();
    address.street = match (&record.street_type, &record.street) {
        // Some records have the kind in both fields.
        (Some(kind), Some(street)) if !starts_with_word(street, kind) => {
            Some(format!("{kind} {street}"))
        }
        (_, street) => street.clone(),
    };
    address.number.clone_from(&record.number);
    address.complement.clone_from(&record.address_complement);
    address.district.clone_from(&record.neighborhood);
    address.city.clone_from(&record.city);
    address.state.clone_from(&record.state);
    address.postal_code = record.postal_code.as_deref().and_then(|text| text.parse().ok());
    (!address.is_empty()).then_some(address)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.split_whitespace().next().is_some_and(|first| same_word(first, word))
}

/// The contracts of both lists by id, in the order of the list of contracts.
fn merge(rows: Vec<PeopleContract>, tags: Vec<ContractServiceTag>) -> Vec<(u64, ContractRecords)> {
    let of_row =
        |row: PeopleContract| (row.id, ContractRecords { tags: Vec::new(), contract: Some(row) });
    let mut merged: Vec<_> = rows.into_iter().map(of_row).collect();
    for tag in tags {
        // A tag without a contract tells of none.
        let Some(id) = tag.contract.as_ref().map(|contract| contract.id) else { continue };
        match merged.iter_mut().find(|(known, _)| *known == id) {
            Some((_, records)) => records.tags.push(tag),
            None => merged.push((id, ContractRecords { tags: vec![tag], contract: None })),
        }
    }
    merged
}

fn contract(id: u64, customer: &CustomerId, records: ContractRecords) -> Result<Contract, Error> {
    let row = records.contract.as_ref();
    let status = contract_status(row.and_then(|row| row.status.as_ref()));
    let mut contract = Contract::new(id, customer.clone(), status);
    let of_tags =
        records.tags.iter().filter_map(|tag| tag.contract.as_ref()?.contract_number.clone());
    contract.number =
        row.and_then(|row| row.contract_number.clone()).or_else(|| of_tags.into_iter().next());
    contract.start = row.and_then(|row| row.beginning_date);
    contract.end = row.and_then(|row| row.final_date);

    // Two tags of one contract may show the same item.
    let mut known = HashSet::new();
    let items = records.tags.iter().flat_map(|tag| tag.contract_items.iter().flatten());
    let items: Vec<_> = items.filter(|item| known.insert(item.id)).collect();
    let plans: Vec<_> = items.iter().filter_map(|item| item.description.as_deref()).collect();
    contract.plan = (!plans.is_empty()).then(|| plans.join(" + "));
    let amounts: Option<Vec<Money>> = items.iter().map(|item| item.total_amount).collect();
    contract.monthly = match amounts {
        Some(amounts) if !amounts.is_empty() => Some(
            Money::checked_sum(amounts)
                .ok_or_else(|| not_understood("the items' sum is too large"))?,
        ),
        // A sum without one of its items would be too low.
        _ => None,
    };
    contract.native = Native::of::<ContractRecords>(records);
    Ok(contract)
}

fn contract_status(code: Option<&ContractStatusCode>) -> ContractStatus {
    match code {
        Some(ContractStatusCode::Normal) => ContractStatus::Active,
        Some(ContractStatusCode::Demonstracao) => ContractStatus::Demonstration,
        Some(ContractStatusCode::Cortesia) => ContractStatus::Courtesy,
        Some(ContractStatusCode::Cancelado) => ContractStatus::Cancelled,
        Some(ContractStatusCode::Suspenso) => ContractStatus::Suspended,
        Some(ContractStatusCode::BloqueioFinanceiro) => ContractStatus::BlockedForDebt,
        Some(ContractStatusCode::BloqueioAdministrativo) => ContractStatus::BlockedByProvider,
        Some(ContractStatusCode::Encerrado) => ContractStatus::Ended,
        Some(ContractStatusCode::Unknown(code)) => ContractStatus::Unknown(code.clone()),
        None => ContractStatus::Unknown(String::new()),
    }
}

fn connection(line: Authentication, customer: &CustomerId) -> Connection {
    let contract = line.contract.as_ref();
    let mut connection = Connection::new(line.id, customer.clone(), connection_status(&line));
    connection.contract = contract.map(|contract| contract.id.into());
    connection.username.clone_from(&line.user);
    connection.block_reason = match contract.and_then(|contract| contract.status.as_ref()) {
        Some(ContractStatusCode::BloqueioFinanceiro) => Some("Bloqueio Financeiro".into()),
        Some(ContractStatusCode::BloqueioAdministrativo) => Some("Bloqueio Administrativo".into()),
        _ => None,
    };
    connection.trust_unlocks_left =
        contract.and_then(|contract| contract.remaining_unblock_attempts);
    connection.plan = line.service_product.as_ref().and_then(|plan| plan.title.clone());
    let set = |mac: &&String| mac.chars().any(|c| c.is_ascii_hexdigit() && c != '0');
    connection.mac_address = line.mac.as_ref().filter(set).cloned();
    connection.address = address_of_line(&line);
    if line.lat_lng_mocked != Some(true) {
        connection.location = GeoPoint::from_texts(line.lat.as_deref(), line.lng.as_deref());
    }
    connection.native = Native::of::<Authentication>(line);
    connection
}

/// The contract's block counts first, then the switch of the connection, then the firewall list.
fn connection_status(line: &Authentication) -> ConnectionStatus {
    let contract = line.contract.as_ref().and_then(|contract| contract.status.as_ref());
    if contract.is_some_and(ContractStatusCode::is_blocked) {
        return ConnectionStatus::Blocked;
    }
    if line.active == Some(false) {
        return ConnectionStatus::Inactive;
    }
    match line.authentication_address_list.as_ref().and_then(|list| list.title.as_deref()) {
        None => ConnectionStatus::Active,
        Some(title) if same_word(title, "Normal") => ConnectionStatus::Active,
        Some(title) => ConnectionStatus::Unknown(title.to_owned()),
    }
}

fn address_of_line(line: &Authentication) -> Option<Address> {
    let mut address = Address::default();
    address.street.clone_from(&line.street);
    address.number.clone_from(&line.street_number);
    address.complement.clone_from(&line.complement);
    address.district.clone_from(&line.neighborhood);
    address.city.clone_from(&line.city);
    address.state.clone_from(&line.state);
    address.postal_code = line.postal_code.as_deref().and_then(|text| text.parse().ok());
    (!address.is_empty()).then_some(address)
}

/// An unpaid invoice; `None` for one that is settled.
fn invoice(title: ReceivableTitle, customer: &CustomerId) -> Result<Option<Invoice>, Error> {
    if title.is_settled()? {
        return Ok(None);
    }
    let amount = title.amount_to_charge()?;
    let mut invoice = Invoice::new(title.id, customer.clone(), title.due_date()?, amount);
    invoice.number.clone_from(&title.title);
    invoice.description.clone_from(&title.complement);
    invoice.native = Native::of::<ReceivableTitle>(title);
    Ok(Some(invoice))
}

fn ticket(found: Solicitation, own: u64, zone: &TimeZone) -> Ticket {
    let task = &found.assignment;
    let mut ticket = Ticket::new(task.id, own, ticket_status(&found));
    ticket.protocol = found.protocol.map(|protocol| protocol.to_string());
    ticket.title.clone_from(&task.title);
    ticket.description.clone_from(&task.description);
    ticket.opened = task.beginning_date.as_ref().and_then(|text| text.to_zoned(zone));
    ticket.native = Native::of::<Solicitation>(found);
    ticket
}

fn ticket_status(found: &Solicitation) -> TicketStatus {
    let Some(status) = &found.incident_status else { return TicketStatus::Unknown(String::new()) };
    match &status.id {
        TicketStatusCode::Abertura
        | TicketStatusCode::Andamento
        | TicketStatusCode::AguardandoClassificacao => TicketStatus::Open,
        TicketStatusCode::Fechamento | TicketStatusCode::Encerramento => TicketStatus::Closed,
        TicketStatusCode::Cancelado => TicketStatus::Cancelled,
        TicketStatusCode::Unknown(code) => {
            TicketStatus::Unknown(status.title.clone().unwrap_or_else(|| code.clone()))
        }
    }
}

/// The rows of a list that has no pages: fewer than the portal announces are an error.
fn whole<T>(page: Page<T>) -> Result<Vec<T>, Error> {
    if page.is_partial() { Err(partial()) } else { Ok(page.data) }
}

fn partial() -> Error {
    not_understood("the portal announces more rows than it gives")
}

fn not_understood(what: &'static str) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(SYSTEM)
}

fn not_found(what: &'static str) -> Error {
    Error::new(ErrorKind::NotFound, what).with_system(SYSTEM)
}

fn out_of_reach() -> Error {
    Error::new(ErrorKind::OutOfReach, "a subscriber's login sees that subscriber alone")
        .with_system(SYSTEM)
}
