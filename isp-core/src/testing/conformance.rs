//! The same questions for every ISP.
//!
//! An ERP may tell less than the world knows, never something else: a field that is `None` passes, a
//! field that differs fails. What may never be missing is checked to the last item: unpaid invoices,
//! active contracts, connections.
//!
//! ```no_run
//! # use isp_core::testing::{World, SharedWorld, InMemoryIsp, conformance::Conformance};
//! # async fn run() {
//! let world = SharedWorld::new(World::example());
//! let my_isp = InMemoryIsp::new(world.clone());
//! Conformance::new(world, 10_123).check(&my_isp).await.expect("conforms");
//! # }
//! ```

use std::fmt::Debug;

use super::world::{SharedWorld, World};
use crate::brazil::Document;
use crate::capabilities::Reach;
use crate::error::{Error, Outcome};
use crate::isp::Isp;
use crate::isp_ext::IspExt;
use crate::model::{
    Connection, ConnectionStatus, Contract, ContractStatus, Customer, CustomerId, Invoice,
    NewTicket, TicketQuery, TrustUnlock, UnlockRefusal,
};

/// A question whose answer was wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{question}: {detail}")]
#[non_exhaustive]
pub struct Failure {
    /// The question, as a sentence.
    pub question: &'static str,
    /// What was wrong with the answer.
    pub detail: String,
}

type Verdict = Result<(), Failure>;

/// The suite, about one customer of a world.
#[derive(Debug, Clone)]
pub struct Conformance {
    world: SharedWorld,
    subject: CustomerId,
}

impl Conformance {
    /// Questions about `subject`, who must be in the world with a document. The ISP under test must
    /// show this very world, because some questions change it; one that reaches a directory's
    /// subscribers must have all the world's logins in it.
    pub fn new(world: impl Into<SharedWorld>, subject: impl Into<CustomerId>) -> Self {
        Self { world: world.into(), subject: subject.into() }
    }

    /// Asks everything that the ISP's capabilities promise; the first wrong answer ends it. Returns
    /// how many questions were asked.
    pub async fn check(&self, isp: &dyn Isp) -> Result<usize, Failure> {
        let can = isp.capabilities();
        let mut asked = 0;
        macro_rules! ask {
            ($capability:ident, $question:ident) => {
                if can.$capability.is_supported() {
                    self.$question(isp).await?;
                    asked += 1;
                } else {
                    self.unsupported_is_a_typed_error(isp, stringify!($capability)).await?;
                }
            };
        }
        ask!(customers_by_document, registrations_are_found_by_document);
        ask!(customers_by_document, a_foreign_document_is_never_taken_for_this_customer);
        ask!(customer, a_customer_is_found_by_id);
        ask!(customer, an_unknown_customer_is_none_or_out_of_reach);
        ask!(contracts, active_contracts_are_all_there);
        ask!(connections, connections_are_all_there);
        ask!(invoices, unpaid_invoices_are_exactly_those_of_the_world);
        ask!(invoices, an_unknown_customer_never_owes_nothing);
        ask!(payment, payment_fits_the_invoice);
        ask!(payment, an_unknown_invoice_has_no_payment);
        ask!(open_ticket, an_opened_ticket_appears_in_the_list);
        ask!(tickets, tickets_of_the_customer_are_all_there);
        ask!(trust_unlock, a_blocked_connection_is_unlocked_once);
        ask!(trust_unlock, a_connection_that_is_not_blocked_is_refused);
        self.the_overview_says_the_same(isp).await?;
        Ok(asked + 1)
    }

    fn subject(&self) -> Result<(Customer, Document), Failure> {
        let subject = self.world.with(|world| world.customer_by_id(&self.subject).cloned());
        let found = subject.and_then(|customer| customer.document.map(|doc| (customer, doc)));
        found.ok_or_else(|| fail("the subject is in the world", "it is not, or has no document"))
    }

    async fn registrations_are_found_by_document(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "registrations are found by document";
        let (subject, document) = self.subject()?;
        let expected = self.world.with(|world| {
            let same = |known: &&Customer| known.document.as_ref() == Some(&document);
            world.customers.iter().filter(same).cloned().collect::<Vec<_>>()
        });
        let found = answer(Q, isp.customers_by_document(&document).await)?;
        for customer in &found {
            let Some(known) = expected.iter().find(|known| known.id == customer.id) else {
                return Err(fail(Q, format!("{} is not in the world", customer.id)));
            };
            same_customer(Q, customer, known)?;
        }
        let has_login = |customer: &&Customer| {
            self.world.with(|world| world.logins.iter().any(|login| login.customer == customer.id))
        };
        let wanted = match isp.capabilities().customers_by_document.reach() {
            Some(Reach::WholeBase) => expected.len(),
            Some(Reach::Directory) => expected.iter().filter(has_login).count(),
            _ => 1,
        };
        let has_subject = found.iter().any(|customer| customer.id == subject.id);
        check(Q, has_subject && found.len() == wanted, || {
            format!("expected {wanted} with the subject among them, found {}", found.len())
        })
    }

    async fn a_foreign_document_is_never_taken_for_this_customer(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a document that nobody has finds nobody";
        let (_, document) = self.subject()?;
        let nobodys = ["987.654.321-00", "11.222.333/0001-81"];
        let unused =
            nobodys.iter().filter_map(|text| text.parse().ok()).find(|other: &Document| {
                *other != document
                    && self
                        .world
                        .with(|w| w.customers.iter().all(|c| c.document.as_ref() != Some(other)))
            });
        let Some(unused) = unused else { return Ok(()) };
        let whole = isp.capabilities().customers_by_document.reach() == Some(Reach::WholeBase);
        match isp.customers_by_document(&unused).await {
            Ok(found) if whole => check(Q, found.is_empty(), || format!("found {}", found.len())),
            Ok(_) => Err(fail(Q, "one who does not see the whole base cannot know that")),
            Err(error) if !whole => {
                check(Q, error.kind() == crate::ErrorKind::OutOfReach, || error.to_string())
            }
            Err(error) => Err(fail(Q, error)),
        }
    }

    async fn a_customer_is_found_by_id(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a customer is found by id";
        let (subject, _) = self.subject()?;
        match answer(Q, isp.customer(&self.subject).await)? {
            Some(found) => same_customer(Q, &found, &subject),
            None => Err(fail(Q, "None")),
        }
    }

    async fn an_unknown_customer_is_none_or_out_of_reach(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an unknown customer is None, or out of reach";
        let whole = isp.capabilities().customer.reach() == Some(Reach::WholeBase);
        match isp.customer(&unknown()).await {
            Ok(None) if whole => Ok(()),
            Ok(found) => Err(fail(Q, format!("found: {}", found.is_some()))),
            Err(error) => check(Q, !whole && error.kind() == crate::ErrorKind::OutOfReach, || {
                error.to_string()
            }),
        }
    }

    async fn active_contracts_are_all_there(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "active contracts are all there, none is invented";
        let expected =
            self.world.with(|world| of(&world.contracts, |c| &c.customer, &self.subject));
        let found = answer(Q, isp.contracts(&self.subject).await)?;
        for contract in &found {
            let Some(known) = expected.iter().find(|known| known.id == contract.id) else {
                return Err(fail(Q, format!("{} is not in the world", contract.id)));
            };
            same_contract(Q, contract, known)?;
        }
        let missing = expected.iter().find(|known| {
            known.status == ContractStatus::Active && found.iter().all(|c| c.id != known.id)
        });
        check(Q, missing.is_none(), || format!("{:?} is missing", missing.map(|known| &known.id)))
    }

    async fn connections_are_all_there(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "connections are all there with their status";
        let expected = self.connections_of_the_world();
        let found = answer(Q, isp.connections(&self.subject).await)?;
        check(Q, found.len() == expected.len(), || {
            format!("expected {}, found {}", expected.len(), found.len())
        })?;
        for known in &expected {
            let Some(connection) = found.iter().find(|found| found.id == known.id) else {
                return Err(fail(Q, format!("{} is missing", known.id)));
            };
            same(Q, "status", &connection.status, &known.status)?;
            no_other(Q, "username", connection.username.as_ref(), known.username.as_ref())?;
            no_other(Q, "contract", connection.contract.as_ref(), known.contract.as_ref())?;
            no_other(Q, "reduced", connection.reduced.as_ref(), known.reduced.as_ref())?;
            no_other(Q, "online", connection.online.as_ref(), known.online.as_ref())?;
        }
        Ok(())
    }

    async fn unpaid_invoices_are_exactly_those_of_the_world(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "unpaid invoices are exactly those of the world";
        let mut expected = self.unpaid();
        let mut found = answer(Q, isp.invoices(&self.subject).await)?;
        let facts = |invoices: &mut Vec<Invoice>| {
            invoices.sort_by(|a, b| a.id.cmp(&b.id));
            let facts = invoices.iter().map(|i| (i.id.clone(), i.due, i.amount, i.status.clone()));
            facts.collect::<Vec<_>>()
        };
        let (found_facts, expected_facts) = (facts(&mut found), facts(&mut expected));
        same(Q, "id, due date, amount, status", &found_facts, &expected_facts)?;
        let today = self.world.with(|world| world.today);
        let overdue =
            |invoices: &[Invoice]| invoices.iter().filter(|i| i.is_overdue(today)).count();
        same(Q, "overdue", &overdue(&found), &overdue(&expected))
    }

    async fn an_unknown_customer_never_owes_nothing(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an unknown customer is an error, never one who owes nothing";
        match isp.invoices(&unknown()).await {
            Ok(_) => Err(fail(Q, "Ok")),
            Err(_) => Ok(()),
        }
    }

    async fn payment_fits_the_invoice(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "payment fits the invoice";
        for invoice in self.unpaid() {
            let known = self.world.with(|world| world.invoice_by_id(&invoice.id).cloned());
            let Some(known) = known else { continue };
            let means = answer(Q, isp.payment(&invoice.id).await)?;
            same(Q, "invoice", &means.invoice, &invoice.id)?;
            no_other(Q, "line", means.line.as_ref(), known.line.as_ref())?;
            no_other(Q, "PIX", means.pix.as_ref(), known.pix.as_ref())?;
            let payable = known.line.is_some() || known.pix.is_some();
            same(Q, "payable", &means.is_payable(), &payable)?;
            let problems = means.problems_with(&invoice);
            let tolerable = |p: &_| matches!(p, crate::PaymentProblem::Unavailable { .. });
            check(Q, problems.iter().all(tolerable), || format!("{problems:?}"))?;
        }
        Ok(())
    }

    async fn an_unknown_invoice_has_no_payment(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an unknown invoice is an error";
        match isp.payment(&999_999_999.into()).await {
            Ok(_) => Err(fail(Q, "Ok")),
            Err(_) => Ok(()),
        }
    }

    async fn an_opened_ticket_appears_in_the_list(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an opened ticket appears in the list, once";
        let before = self.world.with(|world| world.tickets.len());
        let new = NewTicket::new(
            self.subject.clone(),
            "Conexão lenta",
            "Desde ontem à noite, ÀS VEZES cai.",
        );
        let opened = answer(Q, isp.open_ticket(new).await)?;
        same(Q, "customer", &opened.customer, &self.subject)?;
        check(Q, opened.protocol.as_deref().is_some_and(|p| !p.is_empty()), || {
            "no protocol".into()
        })?;
        let after = self.world.with(|world| world.tickets.len());
        same(Q, "tickets opened", &(after - before), &1)?;
        let list = answer(Q, isp.tickets(&TicketQuery::of_customer(self.subject.clone())).await)?;
        let Some(listed) = list.iter().find(|ticket| ticket.id == opened.id) else {
            return Err(fail(Q, "it does not"));
        };
        no_other(Q, "protocol", listed.protocol.as_ref(), opened.protocol.as_ref())?;
        let stored = self.world.with(|world| {
            let stored = world.tickets.iter().find(|known| known.ticket.id == opened.id);
            stored.and_then(|known| known.ticket.description.clone()).unwrap_or_default()
        });
        check(Q, stored.contains("Desde ontem à noite, ÀS VEZES cai."), || {
            "the text did not arrive whole".into()
        })
    }

    async fn tickets_of_the_customer_are_all_there(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "tickets of the customer are all there, nobody else's";
        let expected = self.world.with(|world| {
            let tickets = world.tickets.iter().map(|known| known.ticket.clone());
            tickets.filter(|ticket| ticket.customer == self.subject).collect::<Vec<_>>()
        });
        let found = answer(Q, isp.tickets(&TicketQuery::of_customer(self.subject.clone())).await)?;
        same(Q, "how many", &found.len(), &expected.len())?;
        for known in &expected {
            let Some(ticket) = found.iter().find(|found| found.id == known.id) else {
                return Err(fail(Q, format!("{} is missing", known.id)));
            };
            same(Q, "status", &ticket.status, &known.status)?;
            no_other(Q, "opened", ticket.opened.as_ref(), known.opened.as_ref())?;
        }
        Ok(())
    }

    async fn a_blocked_connection_is_unlocked_once(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a blocked connection is unlocked, and not a second time";
        let blocked = self.connections_of_the_world().into_iter().find(Connection::is_blocked);
        let Some(blocked) = blocked else {
            return Ok(());
        };
        let unlocked = answer(Q, isp.trust_unlock(&blocked.id).await)?;
        check(Q, unlocked.is_unlocked(), || format!("{unlocked:?}"))?;
        let now = answer(Q, isp.connections(&self.subject).await)?;
        let status = now.iter().find(|connection| connection.id == blocked.id).map(|c| &c.status);
        same(Q, "status afterwards", &status, &Some(&ConnectionStatus::Active))?;
        self.world.with(|world| world.block(&blocked.id));
        let again = answer(Q, isp.trust_unlock(&blocked.id).await)?;
        same(Q, "second time", &again, &TrustUnlock::Refused(UnlockRefusal::AllowanceUsed))
    }

    async fn a_connection_that_is_not_blocked_is_refused(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a connection that is not blocked is refused a trust unlock";
        let active = self.connections_of_the_world().into_iter().find(|c| !c.is_blocked());
        let Some(active) = active else { return Ok(()) };
        let refused = answer(Q, isp.trust_unlock(&active.id).await)?;
        same(Q, "answer", &refused, &TrustUnlock::Refused(UnlockRefusal::NotBlocked))
    }

    async fn the_overview_says_the_same(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "the overview says the same as the single operations";
        let (subject, _) = self.subject()?;
        let overview = isp.overview(subject).await;
        if isp.capabilities().invoices.is_supported() {
            same(Q, "unpaid invoices", &answer(Q, overview.invoices)?.len(), &self.unpaid().len())?;
        }
        if isp.capabilities().connections.is_supported() {
            let expected = self.connections_of_the_world().len();
            same(Q, "connections", &answer(Q, overview.connections)?.len(), &expected)?;
        }
        Ok(())
    }

    /// What the capabilities deny must be denied by the call too, before anything happens.
    async fn unsupported_is_a_typed_error(
        &self,
        isp: &dyn Isp,
        operation: &'static str,
    ) -> Verdict {
        const Q: &str = "an unsupported operation is a typed error";
        let (_, document) = self.subject()?;
        let customer = &self.subject;
        let error = match operation {
            "customers_by_document" => isp.customers_by_document(&document).await.err(),
            "customer" => isp.customer(customer).await.err(),
            "contracts" => isp.contracts(customer).await.err(),
            "connections" => isp.connections(customer).await.err(),
            "invoices" => isp.invoices(customer).await.err(),
            "payment" => isp.payment(&1.into()).await.err(),
            "tickets" => isp.tickets(&TicketQuery::of_customer(customer.clone())).await.err(),
            "open_ticket" => {
                isp.open_ticket(NewTicket::new(customer.clone(), "x", "y")).await.err()
            }
            _ => isp.trust_unlock(&1.into()).await.err(),
        };
        match error {
            Some(error) if error.is_unsupported() && error.outcome() == Outcome::NotDone => Ok(()),
            Some(error) => Err(fail(Q, &error)),
            None => Err(fail(Q, format!("{operation} answered"))),
        }
    }

    fn unpaid(&self) -> Vec<Invoice> {
        self.world.with(|world: &mut World| {
            world.unpaid(&self.subject).into_iter().map(|known| known.invoice.clone()).collect()
        })
    }

    fn connections_of_the_world(&self) -> Vec<Connection> {
        self.world.with(|world| {
            let connections = world.connections.iter().map(|known| known.connection.clone());
            connections.filter(|known| known.customer == self.subject).collect()
        })
    }
}

fn unknown() -> CustomerId {
    CustomerId::from(99_999_999)
}

fn of<T: Clone>(all: &[T], owner: impl Fn(&T) -> &CustomerId, wanted: &CustomerId) -> Vec<T> {
    all.iter().filter(|item| owner(item) == wanted).cloned().collect()
}

fn same_customer(q: &'static str, found: &Customer, known: &Customer) -> Verdict {
    same(q, "name", &found.name, &known.name)?;
    same(q, "registration status", &found.status, &known.status)?;
    no_other(q, "document", found.document.as_ref(), known.document.as_ref())?;
    no_other(q, "e-mail", found.email.as_ref(), known.email.as_ref())?;
    let cep = |customer: &Customer| customer.address.as_ref().and_then(|a| a.postal_code);
    no_other(q, "CEP", cep(found).as_ref(), cep(known).as_ref())
}

fn same_contract(q: &'static str, found: &Contract, known: &Contract) -> Verdict {
    same(q, "customer", &found.customer, &known.customer)?;
    no_other(q, "plan", found.plan.as_ref(), known.plan.as_ref())?;
    no_other(q, "monthly amount", found.monthly.as_ref(), known.monthly.as_ref())
}

/// The ERP may not tell it, but must not tell something else.
fn no_other<T: PartialEq + Debug>(
    q: &'static str,
    what: &str,
    found: Option<&T>,
    known: Option<&T>,
) -> Verdict {
    check(q, found.is_none() || found == known, || format!("{what}: {found:?}, not {known:?}"))
}

fn same<T: PartialEq + Debug>(q: &'static str, what: &str, found: &T, known: &T) -> Verdict {
    check(q, found == known, || format!("{what}: {found:?}, not {known:?}"))
}

fn check(question: &'static str, holds: bool, detail: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(Failure { question, detail: detail() }) }
}

fn fail(question: &'static str, detail: impl std::fmt::Display) -> Failure {
    Failure { question, detail: detail.to_string() }
}

fn answer<T>(question: &'static str, result: Result<T, Error>) -> Result<T, Failure> {
    result.map_err(|error| fail(question, error))
}
