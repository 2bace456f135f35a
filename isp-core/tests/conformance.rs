//! The conformance suite on the ISP in memory, and on ISPs that lie: a suite that nobody fails is none.

#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use futures_util::StreamExt;

use isp_core::testing::conformance::Conformance;
use isp_core::testing::{InMemoryIsp, SharedWorld, World};
use isp_core::{
    Capabilities, Connection, ConnectionId, Contract, Customer, CustomerId, Document, Error,
    Invoice, InvoiceId, Isp, IspExt, NewTicket, PaymentMeans, Reach, Ticket, TicketQuery,
    TrustUnlock, async_trait,
};

fn world() -> SharedWorld {
    SharedWorld::new(World::example())
}

#[tokio::test]
async fn the_isp_in_memory_conforms_for_every_customer() {
    for subject in [10_123, 10_124, 10_130] {
        let world = world();
        let asked = Conformance::new(world.clone(), subject)
            .check(&InMemoryIsp::new(world))
            .await
            .unwrap_or_else(|failure| panic!("{subject}: {failure}"));
        assert_eq!(asked, 15, "{subject}");
    }
}

/// An ISP that tells the truth except in one answer.
struct Liar {
    truth: InMemoryIsp,
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

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        self.truth.contracts(customer).await
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let mut connections = self.truth.connections(customer).await?;
        if self.lie == Lie::EverythingActive {
            for connection in &mut connections {
                connection.status = isp_core::ConnectionStatus::Active;
            }
        }
        Ok(connections)
    }

    async fn invoices(&self, customer: &CustomerId) -> Result<Vec<Invoice>, Error> {
        let invoices = self.truth.invoices(customer).await;
        match self.lie {
            Lie::OwesNothing => Ok(invoices.unwrap_or_default()),
            Lie::StrangersInvoices => self.truth.invoices(&10_124.into()).await,
            Lie::OneInvoiceShort => invoices.map(|mut all| {
                all.pop();
                all
            }),
            Lie::WrongAmount => invoices.map(|mut all| {
                for invoice in &mut all {
                    invoice.amount = isp_core::Money::from_centavos(invoice.amount.centavos() + 1);
                }
                all
            }),
            _ => invoices,
        }
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        self.truth.payment(invoice).await
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        self.truth.tickets(query).await
    }

    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        if self.lie == Lie::OpensTwice {
            self.truth.open_ticket(ticket.clone()).await?;
        }
        let mut opened = self.truth.open_ticket(ticket).await?;
        if self.lie == Lie::ForgetsTheProtocol {
            opened.protocol = None;
        }
        Ok(opened)
    }

    async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
        match (self.lie, self.truth.trust_unlock(connection).await?) {
            (Lie::UnlocksAnything, _) => Ok(TrustUnlock::Unlocked { until: None }),
            (_, truth) => Ok(truth),
        }
    }
}

#[tokio::test]
async fn every_lie_is_found_out() {
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
    ] {
        let world = world();
        let liar = Liar { truth: InMemoryIsp::new(world.clone()), lie };
        let verdict = Conformance::new(world, 10_123).check(&liar).await;
        assert!(verdict.is_err(), "{lie:?} went unnoticed");
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
    let mut answers: Vec<_> = isp.invoices_of_many(ids, 2).collect().await;
    answers.sort_by_key(|(customer, _)| customer.to_number());
    let facts: Vec<_> =
        answers.iter().map(|(_, found)| found.as_ref().map(Vec::len).ok()).collect();
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
    let error = Nothing.invoices(&1.into()).await.unwrap_err();
    assert!(error.is_unsupported() && !error.is_transient());
}
