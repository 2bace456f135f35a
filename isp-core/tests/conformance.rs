//! Runs the conformance suite on the ISP in memory, and on ISPs that give wrong answers, which the
//! suite must detect.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::TryStreamExt;

use isp_core::jiff::civil::Date;
use isp_core::sweep::SweepOptions;
use isp_core::testing::conformance::Conformance;
use isp_core::testing::{InMemoryIsp, SharedWorld, World};
use isp_core::{
    Capabilities, Connection, ConnectionId, ConnectionStatus, Contract, ContractStatus, Customer,
    CustomerCursor, CustomerId, CustomerPage, Document, Error, Invoice, InvoiceId, InvoiceQuery,
    InvoiceSelection, InvoiceStatus, Isp, IspExt, NewTicket, OverviewParts, PaymentMeans, Reach,
    Secret, SubscriberAuthentication, Ticket, TicketKind, TicketQuery, TicketStatus, TrustUnlock,
    UnlockRefusal, async_trait,
};

fn world() -> SharedWorld {
    SharedWorld::new(World::example())
}

const MARIA: u64 = 10_123;
/// Has a suspended contract, an administrative block and an unknown state.
const ANTONIO: u64 = 10_140;

#[tokio::test]
async fn the_isp_in_memory_conforms_for_every_customer() {
    for subject in [MARIA, 10_124, 10_130, ANTONIO] {
        let world = world();
        let asked = Conformance::new(world.clone(), subject)
            .check(&InMemoryIsp::new(world))
            .await
            .unwrap_or_else(|failure| panic!("{subject}: {failure}"));
        assert_eq!(asked, 36, "{subject}");
    }
}

/// An ISP that tells the truth except in one answer.
struct Liar {
    truth: InMemoryIsp,
    world: SharedWorld,
    lie: Lie,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Lie {
    OwesNothing,
    WrongAmount,
    OneInvoiceShort,
    EverythingActive,
    StrangersInvoices,
    OpensTwice,
    ForgetsTheProtocol,
    SomebodyElse,
    UnlocksAnything,
    PaysSettled,
    SettledIsOpen,
    OpensAboutNothing,
    OpensAndRefuses,
    SuspendedIsActive,
    UnknownContractIsActive,
    BlockedContractIsCancelled,
    HidesBlockedContracts,
    UnknownLineIsActive,
    AdministrativeBlockIsNone,
    UnlocksAdministrativeBlock,
    UnlocksAdministrativeBlockInSilence,
    UnlocksUnknownState,
    InventsContracts,
    InventsAFee,
    ClosesTickets,
    EndsTheListEarly,
    ListsACustomerTwice,
    HidesADueInvoice,
    AnotherDueDate,
    ConfirmsAnyPassword,
    RefusesTheRightPassword,
    HidesCancelledContracts,
    HidesAPayment,
    CallsOpenOnesPaid,
    PaidOnAnotherDay,
    ForgetsThePeriod,
    StrangersPaidNothing,
    IgnoresTheKind,
    AcceptsAnyKind,
    ListsNoKinds,
    UnlocksReducedInWordsAlone,
}

impl Lie {
    /// The customer it concerns, and the question that detects it.
    fn found_out_by(self) -> (u64, &'static str) {
        match self {
            Self::OwesNothing => {
                (MARIA, "an unknown customer is an error, never one who owes nothing")
            }
            Self::WrongAmount | Self::OneInvoiceShort | Self::StrangersInvoices => {
                (MARIA, "unpaid invoices are exactly those of the world")
            }
            Self::EverythingActive => (MARIA, "connections are all there with their status"),
            Self::OpensTwice | Self::ForgetsTheProtocol => {
                (MARIA, "an opened ticket appears in the list, once")
            }
            Self::SomebodyElse => (MARIA, "a customer is found by id"),
            Self::UnlocksAnything => {
                (MARIA, "a connection blocked for debt is unlocked, and not a second time")
            }
            Self::PaysSettled | Self::SettledIsOpen => {
                (MARIA, "a settled invoice is never payable")
            }
            Self::OpensAboutNothing | Self::OpensAndRefuses => (
                MARIA,
                "a ticket about an unknown contract or connection is refused and not opened",
            ),
            Self::SuspendedIsActive => {
                (ANTONIO, "a suspended contract is not shown as one in force")
            }
            Self::UnknownContractIsActive => {
                (ANTONIO, "a contract in an unknown state is not shown in any other")
            }
            Self::BlockedContractIsCancelled | Self::HidesBlockedContracts => {
                (MARIA, "contracts in force are all there, none is invented, each in its own state")
            }
            Self::UnknownLineIsActive => {
                (ANTONIO, "a connection in an unknown state is not shown in any other")
            }
            Self::AdministrativeBlockIsNone => {
                (ANTONIO, "connections are all there with their status")
            }
            Self::UnlocksAdministrativeBlock | Self::UnlocksAdministrativeBlockInSilence => {
                (ANTONIO, "a block for a reason other than debt is never lifted by a trust unlock")
            }
            Self::UnlocksUnknownState => {
                (ANTONIO, "a connection in an unknown state is not unlocked")
            }
            Self::InventsContracts | Self::InventsAFee => {
                (MARIA, "an invoice bills exactly the contracts of the world, or does not tell")
            }
            Self::EndsTheListEarly | Self::ListsACustomerTwice => {
                (MARIA, "all customers are listed, each once, also from any cursor on")
            }
            Self::HidesADueInvoice | Self::AnotherDueDate => (
                MARIA,
                "unpaid invoices with a due date in a period are exactly those of the world",
            ),
            Self::ConfirmsAnyPassword => {
                (MARIA, "a wrong password or user name is refused or an error, never confirmed")
            }
            Self::RefusesTheRightPassword => {
                (MARIA, "the subscriber's own login is confirmed as the subscriber's, each time")
            }
            Self::HidesCancelledContracts => (MARIA, "contracts of every state are all there"),
            Self::HidesAPayment | Self::CallsOpenOnesPaid | Self::PaidOnAnotherDay => (
                MARIA,
                "paid invoices are exactly those of the world, with day and amount or without",
            ),
            Self::ForgetsThePeriod => {
                (MARIA, "a period selects invoices by due date, both days included")
            }
            Self::StrangersPaidNothing => {
                (MARIA, "an unknown customer is an error, never one who has paid nothing")
            }
            Self::IgnoresTheKind => {
                (MARIA, "a ticket is opened once and with the kind that was chosen")
            }
            Self::AcceptsAnyKind => {
                (MARIA, "a ticket of an unknown kind is refused and not opened")
            }
            Self::ListsNoKinds => {
                (MARIA, "there are kinds of ticket to choose from, each once and with a name")
            }
            Self::UnlocksReducedInWordsAlone => (
                10_124,
                "a line at reduced speed gets its speed back, or is refused and left alone",
            ),
            Self::ClosesTickets => (MARIA, "all tickets of the customer are listed, and no others"),
        }
    }
}

#[async_trait]
impl Isp for Liar {
    fn system(&self) -> &'static str {
        "liar"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::all(Reach::WholeBase)
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        self.truth.customers_by_document(document).await
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let id = if self.lie == Lie::SomebodyElse { &10_130.into() } else { id };
        self.truth.customer(id).await
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        let mut page = self.truth.customers_page(after).await?;
        match self.lie {
            Lie::EndsTheListEarly => page.customers.truncate(1),
            Lie::ListsACustomerTwice => {
                let first = page.customers.first().cloned();
                page.customers.extend(first);
            }
            _ => {}
        }
        Ok(page)
    }

    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        let truth = self.truth.authenticate_subscriber(login, password).await?;
        let of_maria = || Box::new(Customer::new(MARIA, "MARIA"));
        Ok(match self.lie {
            Lie::ConfirmsAnyPassword => SubscriberAuthentication::Confirmed(of_maria()),
            Lie::RefusesTheRightPassword => SubscriberAuthentication::Refused,
            _ => truth,
        })
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        let mut contracts = self.truth.contracts(customer).await?;
        for contract in &mut contracts {
            match (self.lie, &contract.status) {
                (Lie::SuspendedIsActive, ContractStatus::Suspended)
                | (Lie::UnknownContractIsActive, ContractStatus::Unknown(_)) => {
                    contract.status = ContractStatus::Active;
                }
                (Lie::BlockedContractIsCancelled, ContractStatus::BlockedForDebt) => {
                    contract.status = ContractStatus::Cancelled;
                }
                _ => {}
            }
        }
        if self.lie == Lie::HidesBlockedContracts {
            contracts.retain(|contract| contract.status != ContractStatus::BlockedForDebt);
        }
        if self.lie == Lie::HidesCancelledContracts {
            contracts.retain(|contract| contract.status != ContractStatus::Cancelled);
        }
        Ok(contracts)
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let mut connections = self.truth.connections(customer).await?;
        for connection in &mut connections {
            let administrative =
                connection.block_reason.as_deref() == Some("Bloqueio administrativo");
            let active = match self.lie {
                Lie::EverythingActive => true,
                Lie::UnknownLineIsActive => {
                    matches!(connection.status, ConnectionStatus::Unknown(_))
                }
                Lie::AdministrativeBlockIsNone => administrative,
                _ => false,
            };
            if active {
                connection.status = ConnectionStatus::Active;
            }
        }
        Ok(connections)
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        let invoices = self.truth.invoices(query).await;
        let changed = |change: fn(&mut Invoice)| self.changed_invoices(query, change);
        let unpaid = query.selection == InvoiceSelection::Unpaid;
        match self.lie {
            Lie::StrangersPaidNothing if !unpaid => Ok(invoices.unwrap_or_default()),
            Lie::HidesAPayment if !unpaid => Ok(Vec::new()),
            Lie::CallsOpenOnesPaid if !unpaid => {
                let mut all =
                    self.truth.invoices(&InvoiceQuery::all(query.customer.clone())).await?;
                for invoice in &mut all {
                    invoice.status = InvoiceStatus::Paid;
                }
                Ok(all)
            }
            Lie::PaidOnAnotherDay if !unpaid => {
                changed(|invoice| {
                    invoice.paid_on = invoice.paid_on.map(|day| day.tomorrow().unwrap());
                })
                .await
            }
            Lie::ForgetsThePeriod if query.due.is_some_and(|(first, last)| first <= last) => {
                let mut everything = query.clone();
                everything.due = None;
                self.truth.invoices(&everything).await
            }
            Lie::OwesNothing => Ok(invoices.unwrap_or_default()),
            Lie::StrangersInvoices => self.truth.unpaid_invoices(&10_124.into()).await,
            Lie::OneInvoiceShort => invoices.map(|mut all| {
                all.pop();
                all
            }),
            Lie::WrongAmount => {
                changed(|invoice| {
                    invoice.amount = isp_core::Money::from_centavos(invoice.amount.centavos() + 1);
                })
                .await
            }
            Lie::InventsContracts => {
                changed(|invoice| {
                    invoice.contracts = Some(vec![20_567.into(), 500.into()]);
                })
                .await
            }
            Lie::InventsAFee => changed(|invoice| invoice.contracts = Some(Vec::new())).await,
            _ => invoices,
        }
    }

    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        let mut invoices = self.truth.invoices_due(due).await?;
        match self.lie {
            Lie::HidesADueInvoice => drop(invoices.pop()),
            Lie::AnotherDueDate => {
                for invoice in &mut invoices {
                    invoice.due = invoice.due.tomorrow().unwrap();
                }
            }
            _ => {}
        }
        Ok(invoices)
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        let mut means = self.truth.payment(invoice).await?;
        if means.status == InvoiceStatus::Paid {
            match self.lie {
                Lie::PaysSettled => {
                    let line = self.world.with(|world| {
                        world.invoice_by_id(invoice).and_then(|known| known.line.clone())
                    });
                    (means.status, means.line) = (InvoiceStatus::Open, line);
                }
                Lie::SettledIsOpen => means.status = InvoiceStatus::Open,
                _ => {}
            }
        }
        Ok(means)
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let mut tickets = self.truth.tickets(query).await?;
        if self.lie == Lie::ClosesTickets {
            for ticket in &mut tickets {
                ticket.status = TicketStatus::Closed;
            }
        }
        Ok(tickets)
    }

    async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        let mut kinds = self.truth.ticket_kinds(customer).await?;
        if self.lie == Lie::ListsNoKinds {
            kinds.clear();
        }
        Ok(kinds)
    }

    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        let plain = NewTicket::new(ticket.customer.clone(), &*ticket.title, &*ticket.description);
        match self.lie {
            Lie::IgnoresTheKind if ticket.kind.is_some() => {
                let kind = self.truth.ticket_kinds(&ticket.customer).await?.remove(0);
                let mut ticket = ticket;
                ticket.kind = ticket.kind.map(|_| kind.id);
                return self.truth.open_ticket(ticket).await;
            }
            Lie::AcceptsAnyKind => {
                let kinds = self.truth.ticket_kinds(&ticket.customer).await?;
                let mut ticket = ticket;
                ticket.kind = ticket.kind.filter(|kind| kinds.iter().any(|k| k.id == *kind));
                return self.truth.open_ticket(ticket).await;
            }
            Lie::OpensAboutNothing => return self.truth.open_ticket(plain).await,
            Lie::OpensAndRefuses => {
                let opened = self.truth.open_ticket(ticket).await;
                if opened.is_err() {
                    self.truth.open_ticket(plain).await?;
                }
                return opened;
            }
            Lie::OpensTwice => {
                self.truth.open_ticket(ticket.clone()).await?;
            }
            _ => {}
        }
        let mut opened = self.truth.open_ticket(ticket).await?;
        if self.lie == Lie::ForgetsTheProtocol {
            opened.protocol = None;
        }
        Ok(opened)
    }

    async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
        let truth = self.truth.trust_unlock(connection).await?;
        let unlocked = Ok(TrustUnlock::unlocked(None));
        match (self.lie, truth.refusal()) {
            (Lie::UnlocksAnything, _)
            | (Lie::UnlocksAdministrativeBlock, Some(UnlockRefusal::BlockedByProvider))
            | (Lie::UnlocksUnknownState, Some(UnlockRefusal::Unknown(_))) => unlocked,
            (Lie::UnlocksReducedInWordsAlone, _) if *connection == 30_333.into() => unlocked,
            (Lie::UnlocksAdministrativeBlockInSilence, Some(UnlockRefusal::BlockedByProvider)) => {
                self.world.with(|world| {
                    let mut lines = world.connections.iter_mut().map(|known| &mut known.connection);
                    let line = lines.find(|line| line.id == *connection);
                    line.unwrap().status = ConnectionStatus::Active;
                });
                Ok(truth)
            }
            _ => Ok(truth),
        }
    }
}

impl Liar {
    async fn changed_invoices(
        &self,
        query: &InvoiceQuery,
        change: fn(&mut Invoice),
    ) -> Result<Vec<Invoice>, Error> {
        let mut invoices = self.truth.invoices(query).await?;
        invoices.iter_mut().for_each(change);
        Ok(invoices)
    }
}

#[tokio::test]
async fn every_lie_is_found_out_by_the_question_about_it() {
    for lie in [
        Lie::OwesNothing,
        Lie::WrongAmount,
        Lie::OneInvoiceShort,
        Lie::EverythingActive,
        Lie::StrangersInvoices,
        Lie::OpensTwice,
        Lie::ForgetsTheProtocol,
        Lie::SomebodyElse,
        Lie::UnlocksAnything,
        Lie::PaysSettled,
        Lie::SettledIsOpen,
        Lie::OpensAboutNothing,
        Lie::OpensAndRefuses,
        Lie::SuspendedIsActive,
        Lie::UnknownContractIsActive,
        Lie::BlockedContractIsCancelled,
        Lie::HidesBlockedContracts,
        Lie::UnknownLineIsActive,
        Lie::AdministrativeBlockIsNone,
        Lie::UnlocksAdministrativeBlock,
        Lie::UnlocksAdministrativeBlockInSilence,
        Lie::UnlocksUnknownState,
        Lie::InventsContracts,
        Lie::InventsAFee,
        Lie::ClosesTickets,
        Lie::EndsTheListEarly,
        Lie::ListsACustomerTwice,
        Lie::HidesADueInvoice,
        Lie::AnotherDueDate,
        Lie::ConfirmsAnyPassword,
        Lie::RefusesTheRightPassword,
        Lie::HidesCancelledContracts,
        Lie::HidesAPayment,
        Lie::CallsOpenOnesPaid,
        Lie::PaidOnAnotherDay,
        Lie::ForgetsThePeriod,
        Lie::StrangersPaidNothing,
        Lie::IgnoresTheKind,
        Lie::AcceptsAnyKind,
        Lie::ListsNoKinds,
        Lie::UnlocksReducedInWordsAlone,
    ] {
        let world = world();
        let (subject, question) = lie.found_out_by();
        let liar = Liar { truth: InMemoryIsp::new(world.clone()), world: world.clone(), lie };
        let verdict = Conformance::new(world, subject).check(&liar).await;
        let failure = verdict.expect_err(&format!("{lie:?} went unnoticed"));
        assert_eq!(failure.question, question, "{lie:?}: {failure}");
    }
}

/// Tells less than the world knows, nothing else.
struct Reticent(InMemoryIsp);

#[async_trait]
impl Isp for Reticent {
    fn system(&self) -> &'static str {
        "reticent"
    }

    fn capabilities(&self) -> Capabilities {
        let mut can = Capabilities::none("it is reticent");
        let known = Capabilities::all(Reach::WholeBase);
        (can.contracts, can.invoices) = (known.contracts, known.invoices);
        (can.payment, can.tickets) = (known.payment, known.tickets);
        can
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        let mut contracts = self.0.contracts(customer).await?;
        contracts.retain(|contract| contract.status.is_in_force() == Some(true));
        for contract in &mut contracts {
            contract.status = ContractStatus::Active;
            (contract.plan, contract.monthly) = (None, None);
        }
        Ok(contracts)
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        if query.selection != InvoiceSelection::Unpaid {
            return Err(Error::unsupported("invoices", "it is reticent about payments"));
        }
        let mut invoices = self.0.invoices(query).await?;
        for invoice in &mut invoices {
            invoice.contracts = None;
        }
        Ok(invoices)
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        let means = self.0.payment(invoice).await?;
        match means.status {
            InvoiceStatus::Open => Ok(means),
            _ => Err(Error::invalid_input("it is not open")),
        }
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let mut tickets = self.0.tickets(query).await?;
        for ticket in &mut tickets {
            ticket.status = TicketStatus::Unknown(String::new());
        }
        Ok(tickets)
    }
}

#[tokio::test]
async fn to_tell_less_is_no_lie() {
    for subject in [MARIA, 10_124, 10_130, ANTONIO] {
        let world = world();
        let isp = Reticent(InMemoryIsp::new(world.clone()));
        Conformance::new(world, subject).check(&isp).await.unwrap();
    }
}

#[tokio::test]
async fn the_world_lifts_blocks_for_debt_alone_and_opens_tickets_about_its_own_things_alone() {
    let isp = InMemoryIsp::new(world());
    let refused = TrustUnlock::refused;
    let by_provider = || refused(UnlockRefusal::BlockedByProvider);
    assert_eq!(isp.trust_unlock(&30_551.into()).await.unwrap(), by_provider(), "suspended");
    assert_eq!(isp.trust_unlock(&30_552.into()).await.unwrap(), by_provider(), "administrative");
    let unknown = isp.trust_unlock(&30_553.into()).await.unwrap();
    assert!(matches!(unknown.refusal(), Some(UnlockRefusal::Unknown(_))), "{unknown:?}");
    let active = isp.trust_unlock(&30_111.into()).await.unwrap();
    assert_eq!(active, refused(UnlockRefusal::NotBlocked));
    assert!(isp.trust_unlock(&30_222.into()).await.unwrap().is_unlocked());
    assert!(isp.trust_unlock(&1.into()).await.unwrap_err().is_not_found());

    let new = || NewTicket::new(MARIA, "t", "d");
    let before = isp.tickets(&TicketQuery::default()).await.unwrap().len();
    for about in [
        new().about_contract(1),
        new().about_contract(20_600),
        new().about_connection(1),
        new().about_connection(30_333),
        NewTicket::new(1, "t", "d"),
    ] {
        let error = isp.open_ticket(about.clone()).await.unwrap_err();
        assert!(error.is_not_found(), "{about:?}: {error}");
        assert_eq!(error.system(), Some("in-memory ISP"));
    }
    assert_eq!(isp.tickets(&TicketQuery::default()).await.unwrap().len(), before);
    isp.open_ticket(new().about_contract(20_568).about_connection(30_222)).await.unwrap();
}

/// Counts what an overview asks for.
struct Counting {
    truth: InMemoryIsp,
    payments: AtomicUsize,
    tickets: AtomicUsize,
}

#[async_trait]
impl Isp for Counting {
    fn system(&self) -> &'static str {
        "counting"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::all(Reach::WholeBase)
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        self.truth.contracts(customer).await
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let mut connections = self.truth.connections(customer).await?;
        for connection in &mut connections {
            connection.plan = None;
        }
        Ok(connections)
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        self.truth.invoices(query).await
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        self.payments.fetch_add(1, Ordering::Relaxed);
        self.truth.payment(invoice).await
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        self.tickets.fetch_add(1, Ordering::Relaxed);
        self.truth.tickets(query).await
    }
}

impl Counting {
    fn new(world: &SharedWorld) -> Self {
        let truth = InMemoryIsp::new(world.clone());
        Self { truth, payments: AtomicUsize::new(0), tickets: AtomicUsize::new(0) }
    }

    fn asked(&self) -> (usize, usize) {
        (self.payments.load(Ordering::Relaxed), self.tickets.load(Ordering::Relaxed))
    }
}

#[tokio::test]
async fn an_overview_asks_for_payments_and_tickets_only_if_told_and_a_sweep_lists_tickets_once() {
    let world = world();
    let everybody = world.with(|world| world.customers.to_vec());
    let isp = Counting::new(&world);
    let parts = OverviewParts::basic();
    let basic: Vec<_> = isp
        .overviews_of_many(everybody.clone(), parts, SweepOptions::at_once(2))
        .try_collect()
        .await
        .unwrap();
    assert_eq!((basic.len(), isp.asked()), (everybody.len(), (0, 0)));
    assert!(basic.iter().all(|overview| overview.tickets.is_none()));

    let parts = parts.with_payments().with_tickets();
    let whole: Vec<_> = isp
        .overviews_of_many(everybody.clone(), parts, SweepOptions::at_once(2))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(isp.asked(), (6, 1), "one payment for each unpaid invoice, one list of tickets");
    for overview in whole {
        let id = &overview.customer.id;
        let own = isp.truth.tickets(&TicketQuery::of_customer(id.clone())).await.unwrap();
        assert_eq!(overview.tickets.unwrap().unwrap(), own, "{id}");
        let connections = overview.connections.unwrap();
        let without_plan = connections.iter().filter(|line| line.plan.is_none()).count();
        assert_eq!(without_plan, 0, "{id}: a connection has the plan of its contract");
    }
}

#[tokio::test]
async fn conveniences_work_behind_a_trait_object() {
    let world = World::example();
    let today = world.today;
    let isp: Arc<dyn Isp> = Arc::new(InMemoryIsp::new(world));
    let overdue = isp.overdue(&10_123.into(), today).await.unwrap();
    let ids: Vec<_> = overdue.iter().map(|invoice| invoice.id.to_string()).collect();
    assert_eq!(ids, ["900101", "900104"], "due today is not overdue, paid is not overdue");

    let ids = vec![10_123.into(), 10_124.into(), 10_130.into(), 1.into()];
    let answers = isp.invoices_of_many(ids, SweepOptions::at_once(2));
    let mut answers: Vec<_> = answers.try_collect().await.unwrap();
    answers.sort_by_key(|answer| answer.customer.to_number());
    let facts: Vec<_> =
        answers.iter().map(|answer| answer.invoices.as_ref().map(Vec::len).ok()).collect();
    assert_eq!(facts, [None, Some(4), Some(1), Some(0)], "an unknown customer is an error");
}

#[tokio::test]
async fn what_an_isp_does_not_implement_is_unsupported_by_type() {
    struct Nothing;
    impl Isp for Nothing {
        fn system(&self) -> &'static str {
            "nothing"
        }
        fn capabilities(&self) -> Capabilities {
            Capabilities::none("it does nothing")
        }
    }
    let asked = Conformance::new(world(), 10_123).check(&Nothing).await.unwrap();
    assert_eq!(asked, 1, "only the overview, which says for each part that it is unsupported");
    let error = Nothing.unpaid_invoices(&1.into()).await.unwrap_err();
    assert!(error.is_unsupported() && !error.is_transient());
}
