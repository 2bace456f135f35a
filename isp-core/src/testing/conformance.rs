//! The same questions for every ISP.
//!
//! An ERP may tell less than the world knows, never something else: a field that is `None` and a state
//! that is `Unknown` pass, what differs fails. What may never be missing is checked to the last item:
//! unpaid invoices with their state, contracts in force, connections with their state, and what the
//! capabilities promise: paid invoices, contracts of every state.
//!
//! Run it for several customers: a question that the world of one gives no occasion for passes.
//!
//! ```no_run
//! # use isp_core::testing::{World, SharedWorld, InMemoryIsp, conformance::Conformance};
//! # async fn run() {
//! let world = SharedWorld::new(World::example());
//! let my_isp = InMemoryIsp::new(world.clone());
//! Conformance::new(world, 10_123).check(&my_isp).await.expect("conforms");
//! # }
//! ```

mod invoices;
mod logins;
mod ticket_kinds;
mod whole_base;

use std::fmt::Debug;

use super::world::{SharedWorld, World};
use crate::brazil::Document;
use crate::capabilities::Reach;
use crate::error::{Error, Outcome};
use crate::isp::Isp;
use crate::isp_ext::IspExt;
use crate::model::{
    Connection, ConnectionId, ConnectionStatus, Contract, ContractId, ContractStatus, Customer,
    CustomerId, CustomerOverview, Invoice, InvoiceQuery, InvoiceStatus, NewTicket, OverviewParts,
    RegistrationStatus, TicketQuery, TicketStatus, TrustUnlock, UnlockRefusal,
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
        ask!(customers_page, all_customers_are_listed_once);
        ask!(authenticate_subscriber, a_right_login_is_confirmed_as_its_owners);
        ask!(authenticate_subscriber, a_wrong_login_is_never_confirmed);
        ask!(contracts, a_suspended_contract_is_not_in_force);
        ask!(contracts, an_unknown_contract_state_stays_unknown);
        ask!(contracts, contracts_in_force_are_all_there);
        ask!(contracts_of_every_state, contracts_of_every_state_are_all_there);
        ask!(connections, an_unknown_connection_state_stays_unknown);
        ask!(connections, connections_are_all_there);
        ask!(invoices, unpaid_invoices_are_exactly_those_of_the_world);
        ask!(invoices, an_invoice_bills_the_contracts_of_the_world);
        ask!(invoices, an_unknown_customer_never_owes_nothing);
        ask!(paid_invoices, paid_invoices_are_exactly_those_of_the_world);
        ask!(paid_invoices, all_invoices_are_those_of_the_world);
        ask!(paid_invoices, an_unknown_customer_never_has_paid_nothing);
        ask!(invoices, a_period_selects_invoices_by_due_date);
        ask!(invoices_due, invoices_due_are_exactly_those_of_the_world);
        ask!(payment, payment_fits_the_invoice);
        ask!(payment, a_settled_invoice_is_never_payable);
        ask!(payment, an_unknown_invoice_has_no_payment);
        ask!(ticket_kinds, kinds_of_ticket_are_listed_once);
        ask!(open_ticket, a_ticket_about_something_unknown_is_refused);
        ask!(open_ticket, an_opened_ticket_appears_in_the_list);
        if can.ticket_kinds.is_supported() {
            ask!(open_ticket, a_ticket_is_opened_with_the_chosen_kind);
            ask!(open_ticket, an_unknown_kind_of_ticket_is_refused);
        }
        ask!(tickets, tickets_of_the_customer_are_all_there);
        ask!(trust_unlock, a_block_for_another_reason_than_debt_is_never_lifted);
        ask!(trust_unlock, a_connection_in_an_unknown_state_is_not_unlocked);
        ask!(trust_unlock, a_connection_blocked_for_debt_is_unlocked_once);
        ask!(trust_unlock, a_connection_that_is_not_blocked_is_refused);
        ask!(trust_unlock, a_reduced_line_gets_its_speed_back_or_is_refused);
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
        const Q: &str = "an unregistered document finds no customer";
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

    async fn a_suspended_contract_is_not_in_force(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a suspended contract is not shown as one in force";
        self.no_contract(
            Q,
            isp,
            |known| *known == ContractStatus::Suspended,
            |shown| shown.is_in_force() == Some(true),
        )
        .await
    }

    async fn an_unknown_contract_state_stays_unknown(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a contract in an unknown state is not shown in any other";
        let is_unknown = |status: &ContractStatus| matches!(status, ContractStatus::Unknown(_));
        self.no_contract(Q, isp, is_unknown, |shown| !is_unknown(shown)).await
    }

    /// No contract whose state in the world is `known` is shown in one that is `wrong`.
    async fn no_contract(
        &self,
        question: &'static str,
        isp: &dyn Isp,
        known: impl Fn(&ContractStatus) -> bool,
        wrong: impl Fn(&ContractStatus) -> bool,
    ) -> Verdict {
        let concerned: Vec<_> =
            self.contracts_of_the_world().into_iter().filter(|c| known(&c.status)).collect();
        if concerned.is_empty() {
            return Ok(());
        }
        let found = answer(question, isp.contracts(&self.subject).await)?;
        for contract in found.iter().filter(|found| concerned.iter().any(|c| c.id == found.id)) {
            check(question, !wrong(&contract.status), || {
                format!("{}: {:?}", contract.id, contract.status)
            })?;
        }
        Ok(())
    }

    async fn contracts_in_force_are_all_there(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "contracts in force are all there, none is invented, each in its own state";
        let expected = self.contracts_of_the_world();
        let found = answer(Q, isp.contracts(&self.subject).await)?;
        for contract in &found {
            let Some(known) = expected.iter().find(|known| known.id == contract.id) else {
                return Err(fail(Q, format!("{} is not in the world", contract.id)));
            };
            same_contract(Q, contract, known)?;
        }
        let missing = expected.iter().find(|known| {
            known.status.is_in_force() == Some(true) && found.iter().all(|c| c.id != known.id)
        });
        check(Q, missing.is_none(), || format!("{:?} is missing", missing.map(|known| &known.id)))
    }

    async fn contracts_of_every_state_are_all_there(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "contracts of every state are all there";
        let found = answer(Q, isp.contracts(&self.subject).await)?;
        let mut ids: Vec<_> = found.into_iter().map(|contract| contract.id).collect();
        let expected = self.contracts_of_the_world().into_iter();
        let mut expected: Vec<_> = expected.map(|contract| contract.id).collect();
        ids.sort();
        expected.sort();
        same(Q, "ids", &ids, &expected)
    }

    async fn an_unknown_connection_state_stays_unknown(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a connection in an unknown state is not shown in any other";
        for known in self.connections_of_the_world().iter().filter(|known| is_unknown(known)) {
            let shown = self.shown(Q, isp, &known.id).await?;
            check(Q, is_unknown(&shown), || format!("{}: {:?}", known.id, shown.status))?;
        }
        Ok(())
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
            self.same_status(Q, connection, known)?;
            no_other(Q, "username", connection.username.as_ref(), known.username.as_ref())?;
            no_other(Q, "contract", connection.contract.as_ref(), known.contract.as_ref())?;
            no_other(Q, "reduced", connection.reduced.as_ref(), known.reduced.as_ref())?;
            no_other(Q, "online", connection.online.as_ref(), known.online.as_ref())?;
        }
        Ok(())
    }

    /// The world's own status. Where an ERP tells of a block through the contract, it may have no word
    /// for the line of one that is not in force.
    fn same_status(&self, q: &'static str, found: &Connection, known: &Connection) -> Verdict {
        let in_force = self.contract_status_of(known).and_then(|status| status.is_in_force());
        let both_unknown = is_unknown(found) && (is_unknown(known) || in_force != Some(true));
        if both_unknown { Ok(()) } else { same(q, "status", &found.status, &known.status) }
    }

    async fn unpaid_invoices_are_exactly_those_of_the_world(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "unpaid invoices are exactly those of the world";
        let mut expected = self.unpaid();
        let mut found = answer(Q, isp.unpaid_invoices(&self.subject).await)?;
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

    async fn an_invoice_bills_the_contracts_of_the_world(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an invoice bills exactly the contracts of the world, or does not tell";
        let sorted = |invoice: &Invoice| {
            let mut contracts = invoice.contracts.clone();
            if let Some(contracts) = &mut contracts {
                contracts.sort();
            }
            contracts
        };
        let expected = self.unpaid();
        for invoice in answer(Q, isp.unpaid_invoices(&self.subject).await)? {
            let known = expected.iter().find(|known| known.id == invoice.id).and_then(sorted);
            no_other(Q, "contracts", sorted(&invoice).as_ref(), known.as_ref())?;
        }
        Ok(())
    }

    async fn an_unknown_customer_never_owes_nothing(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an unknown customer is an error, never one who owes nothing";
        match isp.unpaid_invoices(&unknown()).await {
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
            same(Q, "state", &means.status, &InvoiceStatus::Open)?;
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

    async fn a_settled_invoice_is_never_payable(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a settled invoice is never payable";
        let settled = self.world.with(|world| {
            let own = world.invoices.iter().map(|known| &known.invoice);
            let own = own.filter(|invoice| invoice.customer == self.subject);
            let settled = own.filter(|invoice| invoice.status != InvoiceStatus::Open);
            settled.map(|invoice| invoice.id.clone()).collect::<Vec<_>>()
        });
        for id in settled {
            let Ok(means) = isp.payment(&id).await else { continue };
            let payable = means.status == InvoiceStatus::Open || means.is_payable();
            check(Q, !payable && means.line.is_none() && means.pix.is_none(), || {
                format!(
                    "{id}: {:?}, line or PIX: {}",
                    means.status,
                    means.line.is_some() || means.pix.is_some()
                )
            })?;
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

    async fn a_ticket_about_something_unknown_is_refused(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str =
            "a ticket about an unknown contract or connection is refused and not opened";
        let known = self.new_ticket(Q, isp, "Sem conexão", "Desde ontem à noite.").await?;
        let new = || known.clone();
        let somebody_elses = self.world.with(|world| {
            let contract = world.contracts.iter().find(|known| known.customer != self.subject);
            contract.map(|contract| contract.id.clone())
        });
        let unknown_things = [
            Some(new().about_contract(99_999_999)),
            Some(new().about_connection(99_999_999)),
            somebody_elses.map(|contract| new().about_contract(contract)),
        ];
        for ticket in unknown_things.into_iter().flatten() {
            let about = format!("{:?}, {:?}", ticket.contract, ticket.connection);
            let before = self.tickets_in_the_world();
            let opened = isp.open_ticket(ticket).await;
            let after = self.tickets_in_the_world();
            check(Q, opened.is_err() && after == before, || {
                format!("{about}: refused: {}, opened: {}", opened.is_err(), after - before)
            })?;
        }
        Ok(())
    }

    async fn an_opened_ticket_appears_in_the_list(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "an opened ticket appears in the list, once";
        let before = self.tickets_in_the_world();
        let new =
            self.new_ticket(Q, isp, "Conexão lenta", "Desde ontem à noite, ÀS VEZES cai.").await?;
        let opened = answer(Q, isp.open_ticket(new).await)?;
        same(Q, "customer", &opened.customer, &self.subject)?;
        check(Q, opened.protocol.as_deref().is_some_and(|p| !p.is_empty()), || {
            "no protocol".into()
        })?;
        let after = self.tickets_in_the_world();
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
        const Q: &str = "all tickets of the customer are listed, and no others";
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
            if !matches!(ticket.status, TicketStatus::Unknown(_)) {
                same(Q, "status", &ticket.status, &known.status)?;
            }
            no_other(Q, "opened", ticket.opened.as_ref(), known.opened.as_ref())?;
        }
        Ok(())
    }

    async fn a_block_for_another_reason_than_debt_is_never_lifted(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a block for a reason other than debt is never lifted by a trust unlock";
        for blocked in self.connections_of_the_world().iter().filter(|line| line.is_blocked()) {
            if self.contract_status_of(blocked) != Some(ContractStatus::BlockedForDebt) {
                self.is_left_alone(Q, isp, blocked).await?;
            }
        }
        Ok(())
    }

    async fn a_connection_in_an_unknown_state_is_not_unlocked(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a connection in an unknown state is not unlocked";
        for line in self.connections_of_the_world().iter().filter(|line| is_unknown(line)) {
            self.is_left_alone(Q, isp, line).await?;
        }
        Ok(())
    }

    /// A trust unlock of `line` is refused or fails, and everything is as before.
    async fn is_left_alone(&self, q: &'static str, isp: &dyn Isp, line: &Connection) -> Verdict {
        let state = || (self.connections_of_the_world(), self.contracts_of_the_world());
        let before = state();
        if let Ok(TrustUnlock::Unlocked { .. }) = isp.trust_unlock(&line.id).await {
            return Err(fail(q, format!("{} is said to be unlocked", line.id)));
        }
        check(q, state() == before, || format!("{}: something was changed", line.id))?;
        if !isp.capabilities().connections.is_supported() {
            return Ok(());
        }
        let shown = self.shown(q, isp, &line.id).await?;
        self.same_status(q, &shown, line)
    }

    async fn a_connection_blocked_for_debt_is_unlocked_once(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a connection blocked for debt is unlocked, and not a second time";
        let for_debt = |line: &Connection| {
            line.is_blocked()
                && self.contract_status_of(line) == Some(ContractStatus::BlockedForDebt)
        };
        let Some(blocked) = self.connections_of_the_world().into_iter().find(for_debt) else {
            return Ok(());
        };
        let unlocked = answer(Q, isp.trust_unlock(&blocked.id).await)?;
        check(Q, unlocked.is_unlocked(), || format!("{unlocked:?}"))?;
        let shown = self.shown(Q, isp, &blocked.id).await?;
        same(Q, "status afterwards", &shown.status, &ConnectionStatus::Active)?;
        self.world.with(|world| world.block(&blocked.id));
        let again = isp.trust_unlock(&blocked.id).await;
        if shown.trust_unlocks_left.is_none() {
            // An ERP that does not tell the allowance need not know why it refuses.
            let holds = match &again {
                Ok(again) => matches!(
                    again.refusal(),
                    Some(UnlockRefusal::AllowanceUsed | UnlockRefusal::Unknown(_))
                ),
                Err(error) => error.outcome() != Outcome::Done,
            };
            return check(Q, holds, || format!("second time: {again:?}"));
        }
        let again = answer(Q, again)?;
        same(Q, "second time", &again.refusal(), &Some(&UnlockRefusal::AllowanceUsed))
    }

    async fn a_connection_that_is_not_blocked_is_refused(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a connection that is not blocked is refused a trust unlock";
        let is_active = |line: &Connection| {
            line.status == ConnectionStatus::Active && line.reduced == Some(false)
        };
        let active = self.connections_of_the_world().into_iter().find(is_active);
        let Some(active) = active else { return Ok(()) };
        let refused = answer(Q, isp.trust_unlock(&active.id).await)?;
        same(Q, "refusal", &refused.refusal(), &Some(&UnlockRefusal::NotBlocked))
    }

    async fn a_reduced_line_gets_its_speed_back_or_is_refused(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a line at reduced speed gets its speed back, or is refused and left alone";
        let is_reduced = |line: &Connection| {
            line.status == ConnectionStatus::Active && line.reduced == Some(true)
        };
        let Some(reduced) = self.connections_of_the_world().into_iter().find(is_reduced) else {
            return Ok(());
        };
        let answered = answer(Q, isp.trust_unlock(&reduced.id).await)?;
        let mut lines = self.connections_of_the_world().into_iter();
        let still_reduced = lines.any(|line| line.id == reduced.id && is_reduced(&line));
        same(Q, "still reduced", &still_reduced, &!answered.is_unlocked())
    }

    async fn the_overview_says_the_same(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str =
            "the overview says the same as the single operations, and no more than asked";
        let (subject, _) = self.subject()?;
        let basic = isp.overview(subject.clone(), OverviewParts::basic()).await;
        let unasked =
            basic.invoices.iter().flatten().filter(|overview| overview.payment.is_some()).count();
        same(Q, "parts not asked for", &(basic.tickets.is_some(), unasked), &(false, 0))?;
        self.same_as_the_world(Q, isp, basic)?;

        let parts = OverviewParts::basic().with_payments().with_tickets();
        let whole = isp.overview(subject, parts).await;
        let missing =
            whole.invoices.iter().flatten().filter(|overview| overview.payment.is_none()).count();
        same(Q, "parts missing", &(whole.tickets.is_none(), missing), &(false, 0))?;
        self.same_as_the_world(Q, isp, whole)
    }

    fn same_as_the_world(
        &self,
        q: &'static str,
        isp: &dyn Isp,
        overview: CustomerOverview,
    ) -> Verdict {
        let can = isp.capabilities();
        if can.invoices.is_supported() {
            same(q, "unpaid invoices", &answer(q, overview.invoices)?.len(), &self.unpaid().len())?;
        }
        if can.connections.is_supported() {
            let expected = self.connections_of_the_world().len();
            same(q, "connections", &answer(q, overview.connections)?.len(), &expected)?;
        }
        if let Some(tickets) = overview.tickets.filter(|_| can.tickets.is_supported()) {
            let expected = self.world.with(|world| {
                let tickets = world.tickets.iter().map(|known| &known.ticket);
                tickets.filter(|ticket| ticket.customer == self.subject).count()
            });
            same(q, "tickets", &answer(q, tickets)?.len(), &expected)?;
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
            "customers_page" => isp.customers_page(None).await.err(),
            "contracts" => isp.contracts(customer).await.err(),
            "connections" => isp.connections(customer).await.err(),
            "authenticate_subscriber" => isp.authenticate_subscriber("x", &"y".into()).await.err(),
            // It is not a call of its own.
            "contracts_of_every_state" => return Ok(()),
            "invoices" => isp.unpaid_invoices(customer).await.err(),
            "paid_invoices" => isp.invoices(&InvoiceQuery::paid(customer.clone())).await.err(),
            "ticket_kinds" => isp.ticket_kinds(customer).await.err(),
            "invoices_due" => {
                let today = self.world.with(|world| world.today);
                isp.invoices_due(today..=today).await.err()
            }
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

    fn contracts_of_the_world(&self) -> Vec<Contract> {
        self.world.with(|world| {
            let own = world.contracts.iter().filter(|known| known.customer == self.subject);
            own.cloned().collect()
        })
    }

    fn connections_of_the_world(&self) -> Vec<Connection> {
        self.world.with(|world| {
            let connections = world.connections.iter().map(|known| known.connection.clone());
            connections.filter(|known| known.customer == self.subject).collect()
        })
    }

    /// State in the world of the contract that a connection serves.
    fn contract_status_of(&self, line: &Connection) -> Option<ContractStatus> {
        let is_served = |id: &ContractId| line.contract.as_ref() == Some(id);
        let contracts = self.contracts_of_the_world();
        contracts.into_iter().find(|known| is_served(&known.id)).map(|known| known.status)
    }

    /// What the ISP says of one connection of the subject.
    async fn shown(
        &self,
        q: &'static str,
        isp: &dyn Isp,
        id: &ConnectionId,
    ) -> Result<Connection, Failure> {
        let found = answer(q, isp.connections(&self.subject).await)?;
        let found = found.into_iter().find(|connection| connection.id == *id);
        found.ok_or_else(|| fail(q, format!("{id} is missing")))
    }
}

fn unknown() -> CustomerId {
    CustomerId::from(99_999_999)
}

fn is_unknown(line: &Connection) -> bool {
    matches!(line.status, ConnectionStatus::Unknown(_))
}

fn same_customer(q: &'static str, found: &Customer, known: &Customer) -> Verdict {
    same(q, "name", &found.name, &known.name)?;
    if !matches!(found.status, RegistrationStatus::Unknown(_)) {
        same(q, "registration status", &found.status, &known.status)?;
    }
    no_other(q, "document", found.document.as_ref(), known.document.as_ref())?;
    no_other(q, "e-mail", found.email.as_ref(), known.email.as_ref())?;
    let cep = |customer: &Customer| customer.address.as_ref().and_then(|a| a.postal_code);
    no_other(q, "CEP", cep(found).as_ref(), cep(known).as_ref())
}

fn same_contract(q: &'static str, found: &Contract, known: &Contract) -> Verdict {
    same(q, "customer", &found.customer, &known.customer)?;
    let both_in_force = [found, known].iter().all(|c| c.status.is_in_force() == Some(true));
    if !both_in_force && !matches!(found.status, ContractStatus::Unknown(_)) {
        same(q, "status", &found.status, &known.status)?;
    }
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
