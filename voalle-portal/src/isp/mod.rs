//! Translates the portal's records to the types shared with other ERPs.
//!
//! A value that the portal sends in an unknown form becomes `None`, `Unknown` with the portal's
//! text, or an error.

mod connections;
mod contracts;
mod invoices;
mod logins;
mod rows;
mod ticket_kinds;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use async_trait::async_trait;
use futures_util::TryStreamExt;
use isp_core::brazil::Document;
use isp_core::wire::{DocumentText, ParsedText, plausible, same_word};
use isp_core::{
    Address, Capabilities, Capability, Connection, ConnectionId, Contract, ContractId, Customer,
    CustomerCursor, CustomerId, CustomerPage, Error, ErrorKind, Invoice, InvoiceId, InvoiceQuery,
    InvoiceStatus, Isp, IspExt, Native, NewTicket, NextPage, Outcome, PaymentMeans, PaymentProblem,
    Pdf, Reach, RegistrationStatus, Secret, SubscriberAuthentication, Ticket, TicketKind,
    TicketQuery, TicketStatus, TrustUnlock, UnlockRefusal,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use self::contracts::ContractRecords;
pub(crate) use self::logins::authenticate;
use self::rows::{is_of_somebody_else, whole};
pub use self::ticket_kinds::TicketKindRecords;
use crate::dialect::{SYSTEM, not_understood};
use crate::operations::connections::Authentication;
use crate::operations::contracts::{ContractServiceTag, ContractStatusCode};
use crate::operations::invoices::ReceivableTitle;
use crate::operations::people::{PeopleAddress, Person};
use crate::operations::tickets::{Solicitation, TicketStatusCode};
use crate::subscriber::Subscriber;
use crate::ticket_defaults::TicketDefaults;

/// One subscriber of a portal as an [`Isp`]. Made by [`Subscriber::isp`].
///
/// It sees only this subscriber: for anyone else the error is *out of reach*, never *not found*. An
/// answer about another person is an error.
#[derive(Debug, Clone)]
pub struct SubscriberIsp {
    subscriber: Subscriber,
    ticket_defaults: Option<TicketDefaults>,
}

/// The service tag and contract of a new ticket.
struct Subject {
    tag: u64,
    /// The contract of the tag, if the portal names it.
    contract: Option<ContractId>,
}

pub(crate) const NO_TICKET_DEFAULTS: &str = "branch, kind and situation of new tickets are not set: \
    call ticket_defaults on the builder or with_ticket_defaults on the Isp";

impl Subscriber {
    /// This subscriber as an [`Isp`], the interface shared with other ERPs.
    pub fn isp(&self) -> SubscriberIsp {
        SubscriberIsp::new(self.clone())
    }
}

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

    /// The subscriber's own record.
    pub(crate) async fn person(&self) -> Result<Person, Error> {
        let person = self.subscriber.person().await?;
        let logged_in = self.subscriber.known_person_id();
        if person.id == 0 || logged_in.is_some_and(|id| id != person.id) {
            return Err(not_understood("the portal answered about another person"));
        }
        Ok(person)
    }

    /// The subscriber's person id.
    async fn own_id(&self) -> Result<u64, Error> {
        match self.subscriber.person_id().await? {
            0 => Err(not_understood("the portal does not say who logged in")),
            own => Ok(own),
        }
    }

    /// The subscriber's person id, if `id` is it.
    async fn own(&self, id: &CustomerId) -> Result<u64, Error> {
        let own = self.own_id().await?;
        if *id == CustomerId::from(own) { Ok(own) } else { Err(out_of_reach()) }
    }

    /// The result of a call that names no person, if `id` is the subscriber.
    async fn if_own<T>(
        &self,
        id: &CustomerId,
        read: impl Future<Output = Result<T, Error>> + Send,
    ) -> Result<T, Error> {
        if self.subscriber.known_person_id().is_some() {
            self.own(id).await?;
            return read.await;
        }
        // The call logs in, and the login names the person, so no separate call is needed before.
        let read = read.await;
        self.own(id).await?;
        read
    }

    async fn authentications(&self, person: u64) -> Result<Vec<Authentication>, Error> {
        whole(self.subscriber.people_authentications(person).await?, |line| line.id)
    }

    /// The connections, if the answer has no unexpected members besides them. A trust unlock is
    /// decided by this answer alone, so it must not be ambiguous.
    async fn undoubted_authentications(&self, person: u64) -> Result<Vec<Authentication>, Error> {
        let reply = self.subscriber.people_authentications(person).send().await?;
        if reply.drift().iter().any(|deviation| !deviation.path.starts_with("$.data")) {
            return Err(not_understood(
                "the portal sent something unexpected with the connections",
            ));
        }
        whole(reply.into_value(), |line| line.id)
    }

    async fn tags(&self, person: u64) -> Result<Vec<ContractServiceTag>, Error> {
        let call = self.subscriber.contract_service_tags().client_id(person);
        let tags = whole(call.await?, |tag| tag.id)?;
        if tags.iter().any(|tag| is_of_somebody_else(tag.client.as_ref(), person)) {
            return Err(not_understood("the portal sent a service tag of another person"));
        }
        Ok(tags)
    }

    async fn titles(&self) -> Result<Vec<ReceivableTitle>, Error> {
        let titles = self.subscriber.portal_financial_receivable_titles().await?;
        whole(titles, |title| title.id)
    }

    /// All tickets, from all pages.
    async fn solicitations(&self) -> Result<Vec<Solicitation>, Error> {
        self.subscriber.portal_solicitations().items().try_collect().await
    }

    /// The subject of a new ticket, if it names a connection or contract. It is an error if that is
    /// not found or has no tag: without the reference the ticket would mean something else.
    async fn subject(&self, new: &NewTicket, person: u64) -> Result<Option<Subject>, Error> {
        match (&new.connection, &new.contract) {
            (Some(connection), contract) => {
                let lines = self.authentications(person).await?;
                let line = lines.iter().find(|line| ConnectionId::from(line.id) == *connection);
                let line =
                    line.ok_or_else(|| not_found("the subscriber has no such connection"))?;
                subject_of_connection(line, contract.as_ref()).map(Some)
            }
            (None, Some(contract)) => {
                subject_of_contract(&self.tags(person).await?, contract).map(Some)
            }
            (None, None) => Ok(None),
        }
    }

    /// The contract of each service tag; empty if the tags cannot be read.
    async fn contracts_by_tag(&self, person: u64) -> HashMap<u64, ContractId> {
        let tags = self.tags(person).await.unwrap_or_default();
        let contract = |tag: &ContractServiceTag| {
            contracts::contract_of(tag).map(|contract| (tag.id, contract.id.into()))
        };
        tags.iter().filter_map(contract).collect()
    }

    /// Whether the contract of the connection, which was blocked, is no longer blocked.
    async fn is_unlocked(&self, person: u64, line: u64, contract: u64) -> Result<bool, Error> {
        let lines = self.undoubted_authentications(person).await?;
        let line = lines.iter().find(|known| known.id == line);
        let now = line.and_then(connections::contract_of).filter(|now| now.id == contract);
        Ok(now.and_then(|now| now.status.as_ref()).is_some_and(ContractStatusCode::lets_through))
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
        let person = self.person().await?;
        let own = person.tx_id.as_ref().and_then(DocumentText::document);
        if own.as_ref() == Some(document) {
            Ok(vec![customer(person)])
        } else {
            Err(out_of_reach())
        }
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let person = self.person().await?;
        if *id == CustomerId::from(person.id) {
            Ok(Some(customer(person)))
        } else {
            Err(out_of_reach())
        }
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        if after.is_some() {
            let what = "there is one page: the portal gives no cursor of customers";
            return Err(Error::invalid_input(what).with_system(SYSTEM));
        }
        Ok(CustomerPage::new(vec![customer(self.person().await?)], NextPage::End))
    }

    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        authenticate(&self.subscriber.with_login(login, password)).await
    }

    async fn contracts(&self, id: &CustomerId) -> Result<Vec<Contract>, Error> {
        let person = self.own(id).await?;
        let tags = self.tags(person).await?;
        let rows = match self.subscriber.people_contracts(person).await {
            Ok(page) => Some(whole(page, |row| row.id)?),
            // A single source documents that list. Without it the tags name the contracts; without
            // tags it is unknown whether there are any.
            Err(error) if error.is_not_found() && !tags.is_empty() => None,
            Err(error) => return Err(error),
        };
        contracts::contracts(id, rows, tags)
    }

    async fn connections(&self, id: &CustomerId) -> Result<Vec<Connection>, Error> {
        let lines = self.authentications(self.own(id).await?).await?;
        Ok(lines.into_iter().map(|line| connections::connection(line, id)).collect())
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        self.invoices_by_query(query).await
    }

    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        if due.is_empty() {
            let what = "the period of due dates is empty";
            return Err(Error::invalid_input(what).with_system(SYSTEM));
        }
        let mut invoices = self.unpaid_invoices(&self.own_id().await?.into()).await?;
        invoices.retain(|invoice| due.contains(&invoice.due));
        Ok(invoices)
    }

    async fn payment(&self, id: &InvoiceId) -> Result<PaymentMeans, Error> {
        let titles = self.titles().await?;
        let found = titles.into_iter().find(|title| InvoiceId::from(title.id) == *id);
        let title = found.ok_or_else(|| not_found("the subscriber has no such invoice"))?;
        let mut means = PaymentMeans::new(id.clone());
        means.status = invoices::status(&title)?;
        // The bank would still accept the digitable line of a settled title, so none is returned: it
        // could be paid twice.
        if means.status == InvoiceStatus::Open {
            means.read_line(title.typeful_line.as_deref().unwrap_or_default());
            match title.hash.as_deref().and_then(plausible::text) {
                Some(hash) => self.read_pdf(hash, &mut means).await?,
                None => means.problems.push(PaymentProblem::not_given("PDF")),
            }
        }
        means.native = Native::of::<ReceivableTitle>(title);
        Ok(means)
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let found = match &query.customer {
            Some(id) => self.if_own(id, self.solicitations()).await?,
            None => self.solicitations().await?,
        };
        let own = self.own_id().await?;
        if found.iter().any(|found| is_of_somebody_else(found.client.as_ref(), own)) {
            return Err(not_understood("the portal sent a ticket of another person"));
        }
        let found = rows::distinct(found, |found| found.assignment.id)?;
        let zone = self.subscriber.time_zone();
        let found =
            found.into_iter().map(|found| (tag_of_ticket(&found), ticket(found, own, zone)));
        let mut found: Vec<_> = found.filter(|(_, ticket)| query.matches(ticket)).collect();
        if found.iter().any(|(tag, _)| tag.is_some()) {
            let contracts = self.contracts_by_tag(own).await;
            for (tag, ticket) in &mut found {
                ticket.contract = tag.and_then(|tag| contracts.get(&tag).cloned());
            }
        }
        Ok(found.into_iter().map(|(_, ticket)| ticket).collect())
    }

    async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        self.kinds(self.own(customer).await?).await
    }

    async fn open_ticket(&self, new: NewTicket) -> Result<Ticket, Error> {
        let Some(mut defaults) = self.ticket_defaults else {
            return Err(Error::unsupported("open_ticket", NO_TICKET_DEFAULTS).with_system(SYSTEM));
        };
        if let Some(kind) = &new.kind {
            let (incident, service) = ticket_kinds::ids(kind)?;
            (defaults.incident_type_id, defaults.catalog_service_id) = (incident, service);
        }
        let own = self.own(&new.customer).await?;
        let subject = self.subject(&new, own).await?;
        let mut operation = defaults.solicitation(own, &new.title, &new.description);
        if let Some(subject) = &subject {
            operation = operation.contract_service_tag_id(subject.tag);
        }
        let opened = self.subscriber.call(operation).await?.data;
        let owners = [opened.client.as_ref(), opened.person.as_ref()];
        if owners.into_iter().any(|owner| is_of_somebody_else(owner, own)) {
            // Another person's ticket proves neither that this one was opened nor that it was not.
            let error = not_understood("the portal answered with a ticket of another person");
            return Err(error.with_outcome(Outcome::PerhapsDone));
        }
        // The answer need not name the tag; if it does, it must be the one that was sent.
        let tag_of_answer = tag_of_ticket(&opened);
        let mut ticket = ticket(opened, own, self.subscriber.time_zone());
        ticket.contract = subject
            .filter(|subject| tag_of_answer.is_none_or(|tag| tag == subject.tag))
            .and_then(|subject| subject.contract);
        Ok(ticket)
    }

    async fn trust_unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        let own = self.own_id().await?;
        let lines = self.undoubted_authentications(own).await?;
        let line = lines.iter().find(|line| ConnectionId::from(line.id) == *id);
        let line = line.ok_or_else(|| not_found("the subscriber has no such connection"))?;
        let Some(contract) = connections::contract_of(line) else {
            return Err(not_understood("the portal names no contract of the connection"));
        };
        if let Some(refusal) = refusal(contract.status.as_ref())? {
            return Ok(TrustUnlock::refused(refusal));
        }
        if contract.remaining_unblock_attempts == Some(0) {
            return Ok(TrustUnlock::refused(UnlockRefusal::AllowanceUsed));
        }
        // Only the state of the contract proves the unlock. So it is read again after every answer
        // with a status of success, regardless of the body.
        let failure = match self.subscriber.contract_unblock(contract.id).await {
            Ok(_) => None,
            Err(error) if error.status().is_some_and(|status| (200..300).contains(&status)) => {
                Some(error)
            }
            Err(error) => return Err(error),
        };
        match (self.is_unlocked(own, line.id, contract.id).await, failure) {
            (Ok(true), _) => Ok(TrustUnlock::unlocked(None)),
            (_, Some(failure)) => Err(failure),
            (Ok(false), None) => Err(not_understood(
                "the portal accepted the request, but the contract is not shown as unblocked",
            )
            .with_outcome(Outcome::PerhapsDone)),
            (Err(error), None) => Err(not_understood(
                "the portal accepted the request, but the state of the contract cannot be read",
            )
            .with_outcome(Outcome::PerhapsDone)
            .with_source(error)),
        }
    }
}

impl SubscriberIsp {
    /// Adds the PDF. A transient failure is an error; any other is a problem, since the digitable
    /// line is useful without the PDF.
    async fn read_pdf(&self, hash: &str, means: &mut PaymentMeans) -> Result<(), Error> {
        match self.subscriber.financial_billet(hash).await {
            Ok(pdf) => means.pdf = Some(Pdf::Bytes(pdf.to_vec())),
            Err(error) if error.is_transient() => return Err(error),
            Err(error) => means.problems.push(PaymentProblem::Unavailable {
                what: "PDF".into(),
                reason: error.to_string(),
            }),
        }
        Ok(())
    }
}

/// What the portal can do.
pub(crate) fn capabilities(reach: Reach, opens_tickets: bool) -> Capabilities {
    let with = |note: &'static str| Capability::supported_with(reach, note);
    let mut can = Capabilities::all(reach);
    can.authenticate_subscriber = Capability::supported_with(
        Reach::WholeBase,
        "by a login of its own, of any subscriber of the provider; held logins stay as they are; the \
         name and id of the customer",
    );
    can.contracts_of_every_state = with(
        "if the portal has a list of contracts; if not, the state of each is unknown, and one without \
         a service tag is not listed",
    );
    can.paid_invoices = with(
        "of those that the portal lists: whether it lists all paid ones is not documented, so that \
         none at all is an error; without the day of the payment",
    );
    can.ticket_kinds = with(
        "each kind of incident that a subscriber may choose, alone and with each service of the \
         catalogue; which need a service is not told",
    );
    can.contracts = with(
        "the state of a contract is unknown if the portal has no list of contracts; the monthly \
         amount is known only if every item of the contract says whether it is billed",
    );
    can.invoices = with("the portal does not say which contracts an invoice is for");
    can.payment = with(
        "digitable line and PDF of an open invoice; the portal has no PIX and no updated amount",
    );
    can.tickets = with("the contract of a ticket is known only if the ticket has a service tag");
    can.trust_unlock = with(
        "confirmed by reading the contract's status again, since the portal's answer is \
         undocumented; the portal does not say how long the unlock lasts",
    );
    if !opens_tickets {
        can.open_ticket = Capability::unsupported(NO_TICKET_DEFAULTS);
    }
    can
}

pub(crate) fn customer(person: Person) -> Customer {
    let names = [&person.name, &person.name_list, &person.name2];
    let name = names.into_iter().flatten().find_map(|name| plausible::text(name));
    let mut customer = Customer::new(person.id, name.unwrap_or_default());
    customer.document = person.tx_id.as_ref().and_then(DocumentText::document);
    customer.status = match &person.status {
        None => RegistrationStatus::Unknown(String::new()),
        Some(code) if code.get() == Some(&1) => RegistrationStatus::Active,
        Some(code) => RegistrationStatus::Unknown(code.to_string()),
    };
    customer.email = person.email.as_deref().and_then(plausible::email).map(Into::into);
    let phones = [&person.phone, &person.cell_phone1].into_iter().flatten();
    customer.phones = phones.filter_map(|phone| plausible::phone(phone)).map(Into::into).collect();
    customer.address = person.people_address.as_ref().and_then(address_of_person);
    customer.native = Native::of::<Person>(person);
    customer
}

fn address_of_person(record: &PeopleAddress) -> Option<Address> {
    if record.deleted == Some(true) {
        return None;
    }
    let known = |text: &Option<String>| text.as_deref().and_then(plausible::text).map(String::from);
    let mut address = Address::default();
    address.street = match (known(&record.street_type), known(&record.street)) {
        // Some records have the kind in both fields.
        (Some(kind), Some(street)) if !starts_with_word(&street, &kind) => {
            Some(format!("{kind} {street}"))
        }
        (_, street) => street,
    };
    address.number = known(&record.number);
    address.complement = known(&record.address_complement);
    address.district = known(&record.neighborhood);
    address.city = known(&record.city);
    let state = record.state.as_ref().map(ParsedText::as_str);
    address.state = state.and_then(plausible::text).map(String::from);
    address.postal_code = record.postal_code.as_deref().and_then(|text| text.parse().ok());
    (!address.is_empty()).then_some(address)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.split_whitespace().next().is_some_and(|first| same_word(first, word))
}

fn ticket(found: Solicitation, own: u64, zone: &TimeZone) -> Ticket {
    let task = &found.assignment;
    let mut ticket = Ticket::new(task.id, own, ticket_status(&found));
    let protocol = found.protocol.filter(|protocol| *protocol > 0);
    ticket.protocol = protocol.map(|protocol| protocol.to_string());
    ticket.title.clone_from(&task.title);
    ticket.description.clone_from(&task.description);
    ticket.opened = task.beginning_date.as_ref().and_then(|text| text.to_zoned(zone));
    ticket.native = Native::of::<Solicitation>(found);
    ticket
}

fn tag_of_ticket(found: &Solicitation) -> Option<u64> {
    found.contract_service_tag.as_ref().map(|tag| tag.id).filter(|tag| *tag > 0)
}

fn ticket_status(found: &Solicitation) -> TicketStatus {
    let Some(status) = &found.incident_status else { return TicketStatus::Unknown(String::new()) };
    match &status.id {
        TicketStatusCode::Unknown(code) => {
            TicketStatus::Unknown(status.title.clone().unwrap_or_else(|| code.clone()))
        }
        TicketStatusCode::Abertura
        | TicketStatusCode::Andamento
        | TicketStatusCode::AguardandoClassificacao => TicketStatus::Open,
        TicketStatusCode::Fechamento | TicketStatusCode::Encerramento => TicketStatus::Closed,
        TicketStatusCode::Cancelado => TicketStatus::Cancelled,
    }
}

fn subject_of_connection(
    line: &Authentication,
    contract: Option<&ContractId>,
) -> Result<Subject, Error> {
    let own = connections::contract_of(line).map(|contract| ContractId::from(contract.id));
    match (contract, &own) {
        (None, _) => {}
        (Some(named), Some(own)) if named == own => {}
        (Some(_), Some(_)) => {
            let what = "the connection belongs to another contract than the one named";
            return Err(Error::invalid_input(what).with_system(SYSTEM));
        }
        (Some(_), None) => {
            return Err(not_understood("the portal does not name the contract of the connection"));
        }
    }
    let reference = line.contract_service_tag.as_ref().map(|tag| tag.id);
    let mut tags = [line.service_tag_id, reference].into_iter().flatten().filter(|tag| *tag > 0);
    let Some(tag) = tags.next() else {
        return Err(not_understood("the portal names no service tag of the connection"));
    };
    if tags.any(|other| other != tag) {
        return Err(not_understood("the portal names two service tags of the connection"));
    }
    Ok(Subject { tag, contract: own })
}

fn subject_of_contract(
    tags: &[ContractServiceTag],
    contract: &ContractId,
) -> Result<Subject, Error> {
    let about = |tag: &&ContractServiceTag| {
        contracts::contract_of(tag).is_some_and(|known| ContractId::from(known.id) == *contract)
    };
    // Prefer a tag in use, then one in an unknown state.
    let rank = |tag: &&ContractServiceTag| match contracts::flag(tag.active.as_ref()) {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    match tags.iter().filter(about).min_by_key(rank) {
        Some(tag) => Ok(Subject { tag: tag.id, contract: Some(contract.clone()) }),
        None if tags.iter().any(|tag| contracts::contract_of(tag).is_none()) => {
            Err(not_understood("a service tag does not name its contract"))
        }
        None => Err(not_found("the subscriber has no such contract with a service tag")),
    }
}

/// Why a contract in this state is not unlocked; `None` for one that is blocked for debt.
fn refusal(status: Option<&ContractStatusCode>) -> Result<Option<UnlockRefusal>, Error> {
    use ContractStatusCode as Code;

    // `NotBlocked` is only for a contract in force. For the others the error names the state.
    let beyond = |state: &'static str| {
        let what = format!("a trust unlock does not change the state of the contract: {state}");
        Err(Error::new(ErrorKind::Refused, what).with_system(SYSTEM).with_vendor_message(state))
    };
    match status {
        None => Err(not_understood("the portal names no status of the contract")),
        Some(Code::Unknown(_)) => {
            Err(not_understood("the portal names an unknown status of the contract"))
        }
        Some(Code::BloqueioFinanceiro) => Ok(None),
        Some(Code::BloqueioAdministrativo) => Ok(Some(UnlockRefusal::BlockedByProvider)),
        Some(Code::Normal | Code::Demonstracao | Code::Cortesia) => {
            Ok(Some(UnlockRefusal::NotBlocked))
        }
        Some(Code::Cancelado) => beyond("Cancelado"),
        Some(Code::Suspenso) => beyond("Suspenso"),
        Some(Code::Encerrado) => beyond("Encerrado"),
    }
}

fn not_found(what: &'static str) -> Error {
    Error::new(ErrorKind::NotFound, what).with_system(SYSTEM)
}

fn out_of_reach() -> Error {
    Error::new(ErrorKind::OutOfReach, "a subscriber's login sees only that subscriber")
        .with_system(SYSTEM)
}
