//! The trait that every ERP implements.

use std::ops::RangeInclusive;

use async_trait::async_trait;
use jiff::civil::Date;

use crate::brazil::Document;
use crate::capabilities::Capabilities;
use crate::error::Error;
use crate::model::{
    Connection, ConnectionId, Contract, Customer, CustomerCursor, CustomerId, CustomerPage,
    Invoice, InvoiceId, InvoiceQuery, NewTicket, PaymentMeans, Pdf, SubscriberAuthentication,
    Ticket, TicketKind, TicketQuery, TrustUnlock,
};
use crate::secret::Secret;

/// A provider's ERP, in one vocabulary.
///
/// | operation | answers |
/// |---|---|
/// | [`customers_by_document`](Isp::customers_by_document) | every registration with that CPF or CNPJ |
/// | [`customer`](Isp::customer) | one registration |
/// | [`customers_page`](Isp::customers_page) | all registrations, page by page |
/// | [`authenticate_subscriber`](Isp::authenticate_subscriber) | the customer with that login, or refused |
/// | [`contracts`](Isp::contracts) | contracts of a customer |
/// | [`connections`](Isp::connections) | connections of a customer |
/// | [`invoices`](Isp::invoices) | invoices of a customer: unpaid, paid or all |
/// | [`invoices_due`](Isp::invoices_due) | unpaid invoices of all customers with a due date in a period |
/// | [`payment`](Isp::payment) | how to pay one invoice |
/// | [`pdf`](Isp::pdf) | the file of an invoice's PDF |
/// | [`tickets`](Isp::tickets) | tickets of a customer or of a period |
/// | [`ticket_kinds`](Isp::ticket_kinds) | kinds of ticket to choose from |
/// | [`open_ticket`](Isp::open_ticket) | the ticket just opened |
/// | [`trust_unlock`](Isp::trust_unlock) | unlocked until, or a refusal |
///
/// **Reads have three answers.** Found; not there (`None` or an empty list); could not read (`Err`).
/// An implementation never answers "not there" when it does not know: an error, an HTML page, an
/// empty body or a customer whom the login cannot see is an `Err`.
///
/// **Writes have three outcomes.** Done (`Ok`); not done; perhaps done. For an `Err`,
/// [`Error::outcome`] says which. A write is never repeated silently.
///
/// **A positive statement needs positive evidence.** Active, blocked, closed, paid, unlocked, online,
/// empty, not there: an implementation says so only where the ERP's answer says so in a known form.
/// Otherwise the answer is *unknown*, which looks like this:
///
/// | field | unknown |
/// |---|---|
/// | status of a customer, contract, connection, invoice or ticket | `Unknown` with the ERP's own word, empty where it gave none |
/// | [`reduced`](Connection::reduced), [`online`](Connection::online), [`trust_unlocks_left`](Connection::trust_unlocks_left) of a connection | `None` |
/// | [`paid_on`](crate::Invoice::paid_on), [`paid_amount`](crate::Invoice::paid_amount) of an invoice | `None` |
/// | [`Invoice::contracts`](crate::Invoice::contracts) | `None`; an empty list says that it is a fee outside any contract |
/// | contract of a connection or ticket, plan, dates, monthly amount | `None`: there is none, or the ERP does not tell |
/// | document, e-mail, phones, MAC address, location, address | `None` or absent where the ERP's text has not the form of one |
/// | [`PaymentMeans::status`] | `Unknown`; then [`PaymentMeans::is_payable`] is false, whatever line or PIX text there is |
/// | a list, a customer | never unknown: an answer that does not prove it is an `Err` |
/// | a write | an `Err` whose [`Error::outcome`] is *perhaps done* |
///
/// Contradictory rows in a list, an answer about another customer and a list that is shorter than
/// announced are errors too. Deviations in an answer that could be read are reported to the
/// client's `Observer` as drift.
///
/// `#[async_trait]` writes the methods below with lifetimes and a boxed future; the documentation of each
/// begins with its signature as it is written in an implementation, below the same attribute.
///
/// Operations have a default body that answers *unsupported*, so that an implementation states only
/// what its ERP can do. `&I`, `Box<I>` and `Arc<I>`, also of a `dyn Isp`, are themselves an `Isp`, so
/// that a function may take `impl Isp`. [`IspExt`](crate::IspExt) adds conveniences. The conformance suite in
/// `isp_core::testing` asks any implementation the same questions.
#[crate::readable_signatures]
#[async_trait]
pub trait Isp: Send + Sync {
    /// The ERP's name for people, such as `MK Webservices`.
    fn system(&self) -> &'static str;

    /// What this ISP can do, how far it reaches, and why not where it cannot.
    fn capabilities(&self) -> Capabilities;

    /// Every registration with this CPF or CNPJ; empty when the ERP says that there is none.
    #[doc(alias("cliente por cpf", "cliente por cnpj", "consulta de cliente"))]
    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let _ = document;
        Err(unsupported(self.system(), "customers_by_document"))
    }

    /// One registration; `None` when the ERP says that there is no such one.
    #[doc(alias("cliente por código", "cliente por codigo"))]
    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let _ = id;
        Err(unsupported(self.system(), "customer"))
    }

    /// Some of all registrations that the login reaches: the first ones, or those after a cursor that
    /// an earlier page gave. Ask until [`next`](CustomerPage::next) is another than
    /// [`After`](crate::NextPage::After); a page may be empty before that.
    ///
    /// An implementation never answers that the list is over when it does not know: then the last
    /// page says so, and it is an `Err` if no customer was found at all.
    /// [`IspExt`](crate::IspExt) has sweeps over all pages.
    #[doc(alias("lista de clientes", "todos os clientes"))]
    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        let _ = after;
        Err(unsupported(self.system(), "customers_page"))
    }

    /// Whether a subscriber's user name and password are right, and who that is. It asks the ERP each
    /// time, once: an attempt is never repeated and never answered from an earlier login.
    ///
    /// *Refused* is returned only if the ERP says so in a known form. An error says nothing about the
    /// password.
    #[doc(alias("autenticação", "autenticacao", "senha do assinante", "central do assinante"))]
    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        let _ = (login, password);
        Err(unsupported(self.system(), "authenticate_subscriber"))
    }

    /// Contracts of a customer, with their states. Whether those that are not in force are listed too
    /// is told by [`contracts_of_every_state`](Capabilities::contracts_of_every_state). A state that
    /// two lists of the ERP do not agree on is unknown.
    #[doc(alias("contratos"))]
    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        let _ = customer;
        Err(unsupported(self.system(), "contracts"))
    }

    /// Connections of a customer. Active and blocked are reported only where the ERP says so.
    #[doc(alias("conexões", "conexoes"))]
    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let _ = customer;
        Err(unsupported(self.system(), "connections"))
    }

    /// Invoices of a customer: unpaid, paid or all, of any due date or of a period.
    /// [`IspExt::unpaid_invoices`](crate::IspExt::unpaid_invoices) is the short form for what a
    /// customer owes.
    ///
    /// An empty list of unpaid ones means that the customer owes nothing, one of paid ones that the
    /// ERP lists no payment; each is returned only if the ERP says so in a known form. *Paid* is said
    /// only of an invoice that the ERP says is paid: one that merely is no longer listed, or that
    /// was settled in an unknown way, is in an unknown state. Whether paid ones can be read is told by
    /// [`paid_invoices`](Capabilities::paid_invoices).
    #[doc(alias("faturas", "boletos", "títulos", "titulos", "faturas pagas"))]
    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        let _ = query;
        Err(unsupported(self.system(), "invoices"))
    }

    /// Unpaid invoices of all customers that the login reaches, with a due date in the period.
    ///
    /// It states that each of them is unpaid and due on its day, and nothing about a customer who has
    /// none in it: that one *owes nothing* is said by [`invoices`](Isp::invoices) alone.
    #[doc(alias("faturas por vencimento"))]
    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        let _ = due;
        Err(unsupported(self.system(), "invoices_due"))
    }

    /// How to pay one invoice: line, PIX, PDF, updated amount, as far as the ERP gives them. Compare
    /// with the invoice by [`PaymentMeans::problems_with`] before showing it to a payer.
    ///
    /// Of a settled invoice there is nothing to pay with: its line would still be taken at the bank.
    #[doc(alias(
        "segunda via",
        "2ª via",
        "2a via",
        "linha digitável",
        "linha digitavel",
        "código de barras",
        "codigo de barras",
        "copia e cola"
    ))]
    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        let _ = invoice;
        Err(unsupported(self.system(), "payment"))
    }

    /// The file of the PDF that [`payment`](Isp::payment) gave, whether as bytes or as a link. A link is
    /// followed to the ERP's own address alone and without credentials; what is not a whole PDF is an
    /// error.
    async fn pdf(&self, pdf: &Pdf) -> Result<Vec<u8>, Error> {
        match pdf {
            Pdf::Bytes(bytes) => Ok(bytes.clone()),
            Pdf::Link(_) => Err(Error::unsupported("pdf", "this ERP gives no links to PDF files")
                .with_system(self.system())),
        }
    }

    /// Tickets of a customer, of a period, or both. Where an ERP shows only how a finished ticket looks,
    /// all others are of an unknown state.
    #[doc(alias("chamados", "atendimentos", "solicitações", "solicitacoes"))]
    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let _ = query;
        Err(unsupported(self.system(), "tickets"))
    }

    /// The kinds of ticket to choose from when opening one for a customer: those of which the ERP says
    /// that a ticket can be opened with them. An empty list is returned only if the ERP says that there
    /// are none.
    #[doc(alias("tipos de atendimento", "processos", "classificações", "classificacoes"))]
    async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        let _ = customer;
        Err(unsupported(self.system(), "ticket_kinds"))
    }

    /// Opens a ticket, once. A ticket about a contract or connection that the customer does not have
    /// is refused, never opened without the reference.
    #[doc(alias("abrir chamado", "abrir atendimento", "novo atendimento"))]
    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        let _ = ticket;
        Err(unsupported(self.system(), "open_ticket"))
    }

    /// Unblocks a connection that is blocked for debt for some days, or says why not.
    /// *Unlocked* is returned only if the ERP's answer, or reading the connection again, proves it.
    #[doc(alias(
        "desbloqueio de confiança",
        "desbloqueio de confianca",
        "liberação",
        "liberacao",
        "promessa de pagamento"
    ))]
    async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
        let _ = connection;
        Err(unsupported(self.system(), "trust_unlock"))
    }
}

fn unsupported(system: &'static str, operation: &'static str) -> Error {
    Error::unsupported(operation, "this ERP has no such operation").with_system(system)
}
