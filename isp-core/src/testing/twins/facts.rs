//! What an answer of the trait states, as claims that can be compared.

use std::collections::BTreeSet;
use std::fmt;

use crate::brazil::{PaymentLine, PixCode};
use crate::error::{Error, Outcome};
use crate::model::{
    Connection, ConnectionStatus, Contract, ContractId, ContractStatus, Customer, CustomerId,
    CustomerPage, Invoice, InvoiceStatus, PaymentMeans, Pdf, RegistrationStatus,
    SubscriberAuthentication, Ticket, TicketKind, TicketStatus, TrustUnlock, UnlockRefusal,
};

/// One positive statement. Free text, such as names, titles and reasons, does not count, and neither
/// does an unknown state or a field that is `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Claim {
    /// These and no others.
    Exactly {
        /// Of which list.
        what: &'static str,
        /// Ids in ascending order, each once. Empty states that there are no rows.
        ids: Vec<String>,
    },
    /// There is no such thing.
    NotThere {
        /// Its kind.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// The write took effect.
    Done,
    /// The write surely did not take effect, although the request left.
    NotDone,
    /// Something about something.
    Fact {
        /// About what: its kind and id.
        subject: String,
        /// What is stated.
        name: &'static str,
        /// How it is.
        value: String,
    },
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly { what, ids } if ids.is_empty() => write!(f, "no {what}"),
            Self::Exactly { what, ids } => write!(f, "{what} are exactly {}", ids.join(", ")),
            Self::NotThere { what, id } => write!(f, "no {what} {id}"),
            Self::Done => f.write_str("done"),
            Self::NotDone => f.write_str("not done"),
            Self::Fact { subject, name, value } => write!(f, "{subject}: {name} {value}"),
        }
    }
}

/// All that an answer states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(BTreeSet<Claim>);

impl Facts {
    /// Whether this is among them.
    pub fn contains(&self, claim: &Claim) -> bool {
        self.0.contains(claim)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Claim> {
        self.0.iter()
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn exactly<'a, I: fmt::Display + 'a>(
        &mut self,
        what: &'static str,
        ids: impl Iterator<Item = &'a I>,
    ) {
        let ids: BTreeSet<_> = ids.map(ToString::to_string).collect();
        self.0.insert(Claim::Exactly { what, ids: ids.into_iter().collect() });
    }

    fn fact(&mut self, subject: &str, name: &'static str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            let (subject, value) = (subject.to_owned(), value.to_string());
            self.0.insert(Claim::Fact { subject, name, value });
        }
    }

    fn customer(&mut self, customer: &Customer) {
        let subject = format!("customer {}", customer.id);
        self.fact(&subject, "document", customer.document.map(|document| document.plain()));
        self.fact(&subject, "status", registration_status(&customer.status));
        self.fact(&subject, "e-mail", customer.email.as_deref().map(str::trim));
        for phone in &customer.phones {
            self.fact(&subject, "phone", Some(digits_or_text(phone)));
        }
    }

    fn contract(&mut self, contract: &Contract) {
        let subject = format!("contract {}", contract.id);
        self.fact(&subject, "customer", Some(&contract.customer));
        self.fact(&subject, "status", contract_status(&contract.status));
        self.fact(&subject, "start", contract.start);
        self.fact(&subject, "end", contract.end);
        self.fact(&subject, "monthly", contract.monthly);
    }

    fn connection(&mut self, connection: &Connection) {
        let subject = format!("connection {}", connection.id);
        self.fact(&subject, "customer", Some(&connection.customer));
        self.fact(&subject, "contract", connection.contract.as_ref());
        self.fact(&subject, "status", connection_status(&connection.status));
        self.fact(&subject, "reduced", connection.reduced);
        self.fact(&subject, "online", connection.online);
        self.fact(&subject, "trust unlocks left", connection.trust_unlocks_left);
        self.fact(&subject, "MAC address", connection.mac_address.as_deref().map(str::trim));
    }

    fn invoice(&mut self, invoice: &Invoice) {
        let subject = format!("invoice {}", invoice.id);
        self.fact(&subject, "customer", Some(&invoice.customer));
        self.fact(&subject, "contracts", invoice.contracts.as_deref().map(joined));
        self.fact(&subject, "due", Some(invoice.due));
        self.fact(&subject, "amount", Some(invoice.amount));
        self.fact(&subject, "status", invoice_status(&invoice.status));
        self.fact(&subject, "paid on", invoice.paid_on);
        self.fact(&subject, "paid amount", invoice.paid_amount);
    }

    fn means(&mut self, means: &PaymentMeans) {
        let subject = format!("payment of {}", means.invoice);
        self.fact(&subject, "line", means.line.as_ref().map(PaymentLine::line));
        self.fact(&subject, "PIX", means.pix.as_ref().map(PixCode::text));
        self.fact(
            &subject,
            "PDF",
            means.pdf.as_ref().map(|pdf| match pdf {
                Pdf::Link(link) => link.trim().to_owned(),
                Pdf::Bytes(bytes) => String::from_utf8_lossy(bytes).trim_end().to_owned(),
            }),
        );
        self.fact(&subject, "updated amount", means.updated_amount);
        self.fact(&subject, "updated due", means.updated_due);
        self.fact(&subject, "status", invoice_status(&means.status));
        self.fact(&subject, "payable", means.is_payable().then_some("yes"));
    }

    fn ticket(&mut self, ticket: &Ticket) {
        let subject = format!("ticket {}", ticket.id);
        self.fact(&subject, "customer", Some(&ticket.customer));
        self.fact(&subject, "contract", ticket.contract.as_ref());
        self.fact(&subject, "protocol", ticket.protocol.as_deref().map(str::trim));
        self.fact(&subject, "status", ticket_status(&ticket.status));
        self.fact(&subject, "opened", ticket.opened.as_ref());
    }
}

impl FromIterator<Claim> for Facts {
    fn from_iter<T: IntoIterator<Item = Claim>>(claims: T) -> Self {
        Self(claims.into_iter().collect())
    }
}

/// What the trait answered to a question.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Answer {
    /// What was stated.
    pub facts: Facts,
    /// Whether it was an error.
    pub failed: bool,
    /// Whether the client reported drift to its observer.
    pub drifted: bool,
}

impl Answer {
    /// An answer with these facts.
    pub fn of(facts: Facts, failed: bool) -> Self {
        Self { facts, failed, drifted: false }
    }

    fn read<T>(answer: &Result<T, Error>, state: impl FnOnce(&mut Facts, &T)) -> Self {
        let mut facts = Facts::default();
        if let Ok(found) = answer {
            state(&mut facts, found);
        }
        Self { facts, failed: answer.is_err(), drifted: false }
    }

    /// A write: how often its request arrived at the server decides what its outcome states.
    fn write<T>(
        answer: &Result<T, Error>,
        arrivals: usize,
        outcome_of: impl Fn(&T) -> Outcome,
        state: impl FnOnce(&mut Facts, &T),
    ) -> Self {
        let mut said = Self::read(answer, state);
        let outcome = match answer {
            Ok(found) => outcome_of(found),
            Err(error) => error.outcome(),
        };
        match outcome {
            Outcome::Done => said.facts.0.extend([Claim::Done]),
            // Without an arrival it is proven that nothing was done.
            Outcome::NotDone if arrivals > 0 => said.facts.0.extend([Claim::NotDone]),
            Outcome::NotDone | Outcome::PerhapsDone => {}
        }
        if outcome == Outcome::Done && arrivals == 0 {
            said.facts.fact("write", "done without a request", Some("yes"));
        }
        said
    }

    /// Of [`Isp::customers_by_document`](crate::Isp::customers_by_document).
    pub fn customers(answer: &Result<Vec<Customer>, Error>) -> Self {
        Self::read(answer, |facts, found| {
            facts.exactly("customers", found.iter().map(|customer| &customer.id));
            for customer in found {
                facts.customer(customer);
            }
        })
    }

    /// Of [`Isp::customer`](crate::Isp::customer), asked for `id`.
    pub fn customer(id: &CustomerId, answer: &Result<Option<Customer>, Error>) -> Self {
        Self::read(answer, |facts, found| match found {
            Some(customer) => {
                facts.exactly("customers", std::iter::once(&customer.id));
                facts.customer(customer);
            }
            None => facts.0.extend([Claim::NotThere { what: "customer", id: id.to_string() }]),
        })
    }

    /// Of [`Isp::customers_page`](crate::Isp::customers_page).
    pub fn customers_page(answer: &Result<CustomerPage, Error>) -> Self {
        Self::read(answer, |facts, page| {
            facts.exactly("customers", page.customers.iter().map(|customer| &customer.id));
            for customer in &page.customers {
                facts.customer(customer);
            }
        })
    }

    /// Of [`Isp::authenticate_subscriber`](crate::Isp::authenticate_subscriber).
    pub fn authentication(answer: &Result<SubscriberAuthentication, Error>) -> Self {
        Self::read(answer, |facts, found| match found {
            SubscriberAuthentication::Confirmed(customer) => {
                facts.fact("login", "confirmed as", Some(&customer.id));
                facts.customer(customer);
            }
            SubscriberAuthentication::Refused => facts.fact("login", "refused", Some("yes")),
        })
    }

    /// Of [`Isp::contracts`](crate::Isp::contracts).
    pub fn contracts(answer: &Result<Vec<Contract>, Error>) -> Self {
        Self::read(answer, |facts, found| {
            facts.exactly("contracts", found.iter().map(|contract| &contract.id));
            for contract in found {
                facts.contract(contract);
            }
        })
    }

    /// Of [`Isp::connections`](crate::Isp::connections).
    pub fn connections(answer: &Result<Vec<Connection>, Error>) -> Self {
        Self::read(answer, |facts, found| {
            facts.exactly("connections", found.iter().map(|connection| &connection.id));
            for connection in found {
                facts.connection(connection);
            }
        })
    }

    /// Of [`Isp::invoices`](crate::Isp::invoices).
    pub fn invoices(answer: &Result<Vec<Invoice>, Error>) -> Self {
        Self::read(answer, |facts, found| {
            facts.exactly("invoices", found.iter().map(|invoice| &invoice.id));
            for invoice in found {
                facts.invoice(invoice);
            }
        })
    }

    /// Of [`Isp::payment`](crate::Isp::payment).
    pub fn payment(answer: &Result<PaymentMeans, Error>) -> Self {
        Self::read(answer, Facts::means)
    }

    /// Of [`Isp::tickets`](crate::Isp::tickets).
    pub fn tickets(answer: &Result<Vec<Ticket>, Error>) -> Self {
        Self::read(answer, |facts, found| {
            facts.exactly("tickets", found.iter().map(|ticket| &ticket.id));
            for ticket in found {
                facts.ticket(ticket);
            }
        })
    }

    /// Of [`Isp::ticket_kinds`](crate::Isp::ticket_kinds).
    pub fn ticket_kinds(answer: &Result<Vec<TicketKind>, Error>) -> Self {
        Self::read(answer, |facts, found| {
            if found.is_empty() {
                facts.exactly("kinds of ticket", found.iter().map(|kind| &kind.id));
            }
            // One may be missing: the list does not say that there are no others.
            for kind in found {
                facts.fact(&format!("kind of ticket {}", kind.id), "opens tickets", Some("yes"));
            }
        })
    }

    /// Of [`Isp::open_ticket`](crate::Isp::open_ticket), whose request arrived so many times.
    pub fn open_ticket(answer: &Result<Ticket, Error>, arrivals: usize) -> Self {
        Self::write(
            answer,
            arrivals,
            |_| Outcome::Done,
            |facts, ticket| {
                facts.exactly("opened tickets", std::iter::once(&ticket.id));
                facts.ticket(ticket);
            },
        )
    }

    /// Of [`Isp::trust_unlock`](crate::Isp::trust_unlock), whose request arrived so many times.
    pub fn trust_unlock(answer: &Result<TrustUnlock, Error>, arrivals: usize) -> Self {
        let outcome_of = |found: &TrustUnlock| match found {
            TrustUnlock::Unlocked { .. } => Outcome::Done,
            TrustUnlock::Refused { .. } => Outcome::NotDone,
        };
        Self::write(answer, arrivals, outcome_of, |facts, found| match found {
            TrustUnlock::Unlocked { until, .. } => {
                facts.fact("connection", "unlock", Some("unlocked"));
                facts.fact("connection", "unlocked until", *until);
            }
            TrustUnlock::Refused { reason, .. } => {
                facts.fact("connection", "refusal", unlock_refusal(reason));
            }
        })
    }
}

/// A phone number is the same however it is punctuated.
fn digits_or_text(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { phone.to_owned() } else { digits }
}

fn joined(ids: &[ContractId]) -> String {
    if ids.is_empty() {
        return "none".to_owned();
    }
    ids.iter().map(ContractId::as_str).collect::<Vec<_>>().join(", ")
}

fn registration_status(status: &RegistrationStatus) -> Option<&'static str> {
    match status {
        RegistrationStatus::Active => Some("active"),
        RegistrationStatus::Inactive => Some("inactive"),
        RegistrationStatus::Unknown(_) => None,
    }
}

fn contract_status(status: &ContractStatus) -> Option<&'static str> {
    match status {
        ContractStatus::Active => Some("active"),
        ContractStatus::Courtesy => Some("courtesy"),
        ContractStatus::Demonstration => Some("demonstration"),
        ContractStatus::Suspended => Some("suspended"),
        ContractStatus::BlockedForDebt => Some("blocked for debt"),
        ContractStatus::BlockedByProvider => Some("blocked by the provider"),
        ContractStatus::Cancelled => Some("cancelled"),
        ContractStatus::Ended => Some("ended"),
        ContractStatus::Unknown(_) => None,
    }
}

fn connection_status(status: &ConnectionStatus) -> Option<&'static str> {
    match status {
        ConnectionStatus::Active => Some("active"),
        ConnectionStatus::Blocked => Some("blocked"),
        ConnectionStatus::Inactive => Some("inactive"),
        ConnectionStatus::Unknown(_) => None,
    }
}

fn invoice_status(status: &InvoiceStatus) -> Option<&'static str> {
    match status {
        InvoiceStatus::Open => Some("open"),
        InvoiceStatus::Paid => Some("paid"),
        InvoiceStatus::Cancelled => Some("cancelled"),
        InvoiceStatus::Unknown(_) => None,
    }
}

fn ticket_status(status: &TicketStatus) -> Option<&'static str> {
    match status {
        TicketStatus::Open => Some("open"),
        TicketStatus::Closed => Some("closed"),
        TicketStatus::Cancelled => Some("cancelled"),
        TicketStatus::Unknown(_) => None,
    }
}

fn unlock_refusal(reason: &UnlockRefusal) -> Option<&'static str> {
    match reason {
        UnlockRefusal::NotBlocked => Some("not blocked"),
        UnlockRefusal::BlockedByProvider => Some("blocked by the provider"),
        UnlockRefusal::AllowanceUsed => Some("allowance used"),
        UnlockRefusal::Unknown(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brazil::Money;
    use crate::error::ErrorKind;
    use jiff::civil::date;

    fn texts(answer: &Answer) -> Vec<String> {
        answer.facts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_unknown_state_states_nothing_and_an_empty_list_states_that_there_is_none() {
        let line = Connection::new(1, 2, ConnectionStatus::Unknown("x".into()));
        assert_eq!(
            texts(&Answer::connections(&Ok(vec![line]))),
            ["connections are exactly 1", "connection 1: customer 2"]
        );
        assert_eq!(texts(&Answer::invoices(&Ok(vec![]))), ["no invoices"]);
        assert_eq!(texts(&Answer::customer(&7.into(), &Ok(None))), ["no customer 7"]);
    }

    #[test]
    fn an_invoice_states_amount_due_date_and_contracts() {
        let mut invoice = Invoice::new(1, 2, date(2031, 2, 10), Money::from_centavos(9990));
        invoice.contracts = Some(Vec::new());
        let texts = texts(&Answer::invoices(&Ok(vec![invoice])));
        assert!(texts.iter().any(|text| text.contains("due 2031-02-10")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("contracts none")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("amount") && text.contains("99,90")));
    }

    #[test]
    fn a_write_states_what_its_outcome_and_its_arrivals_say() {
        let error = |outcome| Err(Error::new(ErrorKind::Refused, "x").with_outcome(outcome));
        let said = |outcome, arrivals| texts(&Answer::trust_unlock(&error(outcome), arrivals));
        assert_eq!(said(Outcome::NotDone, 1), ["not done"]);
        assert_eq!(said(Outcome::NotDone, 0), [""; 0]);
        assert_eq!(said(Outcome::PerhapsDone, 1), [""; 0]);
        assert_eq!(said(Outcome::Done, 1), ["done"]);
        let unlocked = Ok(TrustUnlock::unlocked(None));
        assert_eq!(
            texts(&Answer::trust_unlock(&unlocked, 1)),
            ["done", "connection: unlock unlocked"]
        );
        assert!(texts(&Answer::trust_unlock(&unlocked, 0)).join(" ").contains("without a request"));
        let refused = Ok(TrustUnlock::refused(UnlockRefusal::Unknown("x".into())));
        assert_eq!(texts(&Answer::trust_unlock(&refused, 1)), ["not done"]);
    }
}
