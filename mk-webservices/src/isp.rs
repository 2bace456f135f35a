//! Translates MK's records to the types shared with other ERPs.

mod capabilities;
mod invoices;
mod logins;
mod ticket_kinds;
mod unlock;
mod whole_base;

use std::borrow::Cow;
use std::ops::{RangeBounds, RangeInclusive};
use std::time::Duration;

use async_trait::async_trait;
use isp_core::brazil::Document;
use isp_core::wire::{
    DocumentText, Drift, EchoedCode, ParsedText, TextOrNumber, YesNo, fold, plausible,
};
use isp_core::{
    Address, Capabilities, Connection, ConnectionId, ConnectionStatus, Contract, ContractStatus,
    Customer, CustomerCursor, CustomerId, CustomerPage, Error, ErrorKind, GeoPoint, Invoice,
    InvoiceId, InvoiceQuery, InvoiceStatus, Isp, Native, NewTicket, Outcome, PaymentMeans,
    PaymentProblem, Pdf, RegistrationStatus, Secret, SubscriberAuthentication, Ticket, TicketKind,
    TicketQuery, TicketStatus, TrustUnlock,
};
use jiff::ToSpan;
use jiff::civil::Date;

pub use self::ticket_kinds::TicketKindRecords;
use self::unlock::UnlockRule;
use crate::client::Client;
use crate::dialect::MkDialect;
use crate::operations::atendimentos::{Atendimento, OrigemContato};
use crate::operations::conexoes::{Conexao, ConexaoAutenticada};
use crate::operations::contratos::{ContratoAtivo, ContratoPorStatus, StatusContrato};
use crate::operations::faturas::{FormatoData, SegundaViaCobranca, WSMKRetornarCopieColaPix};
use crate::operations::pessoas::{Cliente, ConsultaDoc, EnderecoCliente, Registro};
use crate::streams::limits;
use crate::ticket_defaults::TicketDefaults;

/// How far back [`Isp::tickets`] looks when the query names no period.
const DEFAULT_PERIOD_DAYS: i64 = 90;

/// One MK installation as an [`Isp`]. Made by [`Client::isp`].
#[derive(Debug, Clone)]
pub struct MkIsp {
    client: Client,
    ticket_defaults: Option<TicketDefaults>,
    line_by_sms_rule: bool,
    asks_sessions: bool,
    unlock_rule: UnlockRule,
    needs_every_state: bool,
    /// First and, if it is known, last code of a customer.
    customer_codes: (u64, Option<u64>),
    list_timeout: Option<Duration>,
    due_date_format: FormatoData,
}

/// What [`Contract::native`] returns: the rows of the two rules for a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContractRecords {
    /// Its row in `WSMKContratosPorCliente`, which lists active contracts only.
    pub active: Option<ContratoAtivo>,
    /// Its row in `WSMKContratosPorClienteV2`, where the installation has that rule.
    pub with_state: Option<ContratoPorStatus>,
}

impl Client {
    /// This installation in the vocabulary shared with other ERPs.
    pub fn isp(&self) -> MkIsp {
        MkIsp::new(self.clone())
    }
}

impl MkIsp {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            ticket_defaults: None,
            line_by_sms_rule: false,
            asks_sessions: false,
            unlock_rule: UnlockRule::Newest,
            needs_every_state: false,
            customer_codes: (1, None),
            list_timeout: None,
            due_date_format: FormatoData::DiaMesAno,
        }
    }

    /// Lets [`Isp::open_ticket`] open tickets that name no kind, and says how the customer contacted
    /// the provider and in whose name tickets are opened.
    pub fn with_ticket_defaults(mut self, defaults: TicketDefaults) -> Self {
        self.ticket_defaults = Some(defaults);
        self
    }

    /// Lets [`Isp::payment`] ask for the digitable line by `WSMKLDViaSMS`, which **may text the
    /// customer** each time.
    pub fn with_line_by_sms_rule(mut self) -> Self {
        self.line_by_sms_rule = true;
        self
    }

    /// Lets [`Isp::connections`] query the session of each connection to report which are online,
    /// at the cost of one more call for each.
    pub fn with_sessions(mut self) -> Self {
        self.asks_sessions = true;
        self
    }

    /// Lets [`Isp::trust_unlock`] use `WSMKAutoDesbloqueioV2` alone. By default the first version
    /// follows if the server says that it has no such rule (HTTP 404).
    pub fn with_trust_unlock_v2(mut self) -> Self {
        self.unlock_rule = UnlockRule::Second;
        self
    }

    /// Lets [`Isp::trust_unlock`] use `WSMKAutoDesbloqueio` alone, which does not lift reduced speed:
    /// for installations that answer to the missing second version as to one that failed (HTTP 500).
    pub fn with_trust_unlock_v1(mut self) -> Self {
        self.unlock_rule = UnlockRule::First;
        self
    }

    /// Lets [`Isp::contracts`] promise contracts of every state: an installation without
    /// `WSMKContratosPorClienteV2` is then an error. By default it lists the active ones alone.
    pub fn with_contracts_of_every_state(mut self) -> Self {
        self.needs_every_state = true;
        self
    }

    /// The codes that [`Isp::customers_page`] searches: `1..` by default. With a last code
    /// (`1..=60_000`) every window up to it is requested, and the end of the list is proved.
    pub fn with_customer_codes(mut self, codes: impl RangeBounds<u64>) -> Self {
        self.customer_codes = limits(&codes);
        self
    }

    /// A time limit for each call of [`Isp::customers_page`] and [`Isp::invoices_due`], instead of the
    /// client's. Real servers take a minute or more for some of them.
    pub fn with_list_timeout(mut self, limit: Duration) -> Self {
        self.list_timeout = Some(limit);
        self
    }

    /// How [`Isp::invoices_due`] writes due dates: by default `DD/MM/AAAA`, which clients of real servers
    /// send with success. Nobody has shown the form of the manual, `AAAA/MM/DD`, and a server that
    /// misreads a date may answer with an empty list, which would mean that nobody owes anything.
    pub fn with_due_date_format(mut self, format: FormatoData) -> Self {
        self.due_date_format = format;
        self
    }

    /// `Some(true)` if the connection has an active session. How MK describes a connection without
    /// one is undocumented, so there is no `Some(false)`.
    async fn is_online(&self, conexao: &Conexao) -> Result<Option<bool>, Error> {
        match self.client.consulta_conexao_autenticada(conexao.codconexao).await {
            Ok(answer) => {
                let own = |session: &&ConexaoAutenticada| {
                    session.username.is_some() && session.username == conexao.username
                };
                let up = answer.sessoes().filter(own).any(is_up);
                Ok(up.then_some(true))
            }
            // Not licensed, or no session found: the state is unknown.
            Err(error) if is_not_offered(&error) || error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Contracts in every state; `None` if the installation does not have the rule.
    async fn contracts_with_state(
        &self,
        customer: u64,
    ) -> Result<Option<Vec<ContratoPorStatus>>, Error> {
        match self.client.contratos_por_cliente_v2(customer).await {
            Ok(contracts) => Ok(Some(contracts)),
            // Tomcat's pages for a rule that is missing.
            Err(error)
                if !self.needs_every_state
                    && is_not_offered(&error)
                    && error.status() != Some(200) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Reads PDF and updated amount; returns the invoice's customer. An unknown invoice is an
    /// error, a missing licence is not.
    async fn read_second_copy(
        &self,
        means: &mut PaymentMeans,
        code: u64,
    ) -> Result<Option<u64>, Error> {
        let copy = match self.client.segunda_via_cobranca(code).await {
            Ok(copy) => copy,
            Err(error) if is_not_offered(&error) => {
                means.problems.push(unavailable("PDF", &error));
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        if copy.fatura.as_ref().is_some_and(|found| !found.is(code)) {
            means.problems.push(PaymentProblem::OtherInvoice);
            return Ok(None);
        }
        match copy.path_download.as_deref().and_then(plausible::link) {
            Some(link) => means.pdf = Some(Pdf::Link(link.to_owned())),
            None => means.problems.push(PaymentProblem::not_given("PDF")),
        }
        means.updated_amount = copy.valor;
        means.updated_due = copy.vcto;
        let owner = copy.codigo_pessoa;
        means.native = Native::of::<SegundaViaCobranca>(copy);
        Ok(owner)
    }

    /// Reads the PIX text; returns the customer whose invoice it pays.
    async fn read_pix(&self, means: &mut PaymentMeans, code: u64) -> Result<Option<u64>, Error> {
        let operation = WSMKRetornarCopieColaPix::da_fatura(code);
        match self.client.call(operation).await {
            Ok(answer) => {
                means.read_pix(&answer.texto_qrcode);
                Ok(answer.codpessoa)
            }
            Err(error) if is_answer(&error) => {
                means.problems.push(unavailable("PIX", &error));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    async fn read_line(&self, means: &mut PaymentMeans, code: u64) -> Result<(), Error> {
        match self.client.ld_via_sms(code).await {
            Ok(answer) => {
                let is_it = |echo: &EchoedCode| echo.is(code);
                let own = answer.dados_fatura.iter().find(|row| {
                    // A single row without the code is the requested one.
                    row.codfatura.as_ref().map_or(answer.dados_fatura.len() == 1, is_it)
                });
                match own {
                    Some(invoice) => means.read_line(invoice.ld.as_deref().unwrap_or_default()),
                    None => means.problems.push(PaymentProblem::OtherInvoice),
                }
            }
            // Of an invoice that the other rules know.
            Err(error) if is_answer(&error) && error.is_not_found() => {
                let error = error
                    .with_advice("use another means of payment: not every invoice has a boleto");
                means.problems.push(unavailable("line", &error));
            }
            Err(error) if is_answer(&error) => means.problems.push(unavailable("line", &error)),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Whether the invoice is among its customer's unpaid ones; unknown without a customer.
    async fn read_state(
        &self,
        means: &mut PaymentMeans,
        code: u64,
        owner: Option<u64>,
    ) -> Result<(), Error> {
        let Some(owner) = owner.filter(|owner| *owner > 0) else {
            let reason = "MK does not say which customer the invoice belongs to".into();
            means.problems.push(PaymentProblem::Unavailable { what: "state".into(), reason });
            return Ok(());
        };
        match self.unpaid(owner, &owner.into()).await {
            Ok(unpaid) if unpaid.iter().any(|invoice| invoice.id == code.into()) => {
                means.status = InvoiceStatus::Open;
            }
            Ok(_) => means.status = InvoiceStatus::Unknown(NOT_PENDING.into()),
            Err(error) if is_not_offered(&error) => {
                means.problems.push(unavailable("state", &error));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

const NOT_PENDING: &str = "not among the customer's unpaid invoices";

#[async_trait]
impl Isp for MkIsp {
    fn system(&self) -> &'static str {
        MkDialect::SYSTEM
    }

    fn capabilities(&self) -> Capabilities {
        self.known_capabilities()
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let answer = match self.client.consulta_doc(document).await {
            Ok(answer) => answer,
            Err(error) if error.is_not_found() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let registros = registrations(&answer)
            .map_err(|what| not_understood(what).with_operation("WSMKConsultaDoc"))?;
        Ok(registros.into_iter().map(|registro| customer_of_registro(registro, document)).collect())
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let code = number(id.as_str(), id.to_number())?;
        let rows = match self.client.consulta_clientes().cd_cliente(code).await {
            Ok(rows) => rows,
            Err(error) if error.is_not_found() => return Ok(None),
            Err(error) => return Err(error),
        };
        let was_empty = rows.is_empty();
        let own = rows.into_iter().filter(|row| row.codigo_pessoa == code).collect();
        match distinct(own, |row| row.codigo_pessoa, "WSMKConsultaClientes")?.pop() {
            Some(row) => Ok(Some(customer_of_cliente(row))),
            None if was_empty => Ok(None),
            // MK ignores filters that it does not know and then returns all customers.
            None => Err(not_understood("the answer is about other customers")
                .with_operation("WSMKConsultaClientes")),
        }
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        self.window_of_customers(after).await
    }

    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        self.login_of(login, password).await
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        let code = number(customer.as_str(), customer.to_number())?;
        let answer = self.client.contratos_por_cliente(code).await?;
        is_about(code, answer.codigo_pessoa.as_ref(), "WSMKContratosPorCliente")?;
        let active = distinct(
            answer.contratos_ativos,
            |row: &ContratoAtivo| row.codcontrato,
            "WSMKContratosPorCliente",
        )?;
        let Some(with_state) = self.contracts_with_state(code).await? else {
            let only = |row: ContratoAtivo| {
                let records = ContractRecords { active: Some(row.clone()), with_state: None };
                contract(row.codcontrato, ContractStatus::Active, records, customer)
            };
            return Ok(active.into_iter().map(only).collect());
        };
        let with_state = distinct(
            with_state,
            |row: &ContratoPorStatus| row.codcontrato,
            "WSMKContratosPorClienteV2",
        )?;
        let merged = merge(active, with_state).into_iter();
        let stated = |(id, records): (u64, ContractRecords)| {
            contract(id, contract_status(records.with_state.as_ref()), records, customer)
        };
        Ok(merged.map(stated).collect())
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let code = number(customer.as_str(), customer.to_number())?;
        let answer = self.client.conexoes_por_cliente(code).await?;
        is_about(code, answer.codigo_pessoa.as_ref(), "WSMKConexoesPorCliente")?;
        let rows =
            distinct(answer.conexoes, |row: &Conexao| row.codconexao, "WSMKConexoesPorCliente")?;
        let mut connections = Vec::with_capacity(rows.len());
        for conexao in rows {
            let online = if self.asks_sessions { self.is_online(&conexao).await? } else { None };
            let mut connection = connection(conexao, customer);
            connection.online = online;
            connections.push(connection);
        }
        Ok(connections)
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        self.invoices_by_query(query).await
    }

    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        self.open_invoices(due).await
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        let code = number(invoice.as_str(), invoice.to_number())?;
        let mut means = PaymentMeans::new(invoice.clone());
        let owner = self.read_second_copy(&mut means, code).await?;
        let payer = self.read_pix(&mut means, code).await?;
        if self.line_by_sms_rule {
            self.read_line(&mut means, code).await?;
        } else {
            let reason =
                "the rule that gives it may text the customer; with_line_by_sms_rule() asks it";
            means
                .problems
                .push(PaymentProblem::Unavailable { what: "line".into(), reason: reason.into() });
        }
        if let (Some(owner), Some(payer)) = (owner, payer)
            && owner != payer
        {
            means.problems.push(PaymentProblem::OtherInvoice);
        }
        self.read_state(&mut means, code, owner.or(payer)).await?;
        let is_settled = means.status == InvoiceStatus::Unknown(NOT_PENDING.into());
        // The bank would still accept the boleto or PIX of a settled or foreign invoice.
        if is_settled || means.problems.contains(&PaymentProblem::OtherInvoice) {
            (means.line, means.pix, means.pdf) = (None, None, None);
        }
        Ok(means)
    }

    async fn pdf(&self, pdf: &Pdf) -> Result<Vec<u8>, Error> {
        match pdf {
            Pdf::Bytes(bytes) => Ok(bytes.clone()),
            Pdf::Link(link) => Ok(self.client.path_download(link)?.await?.into()),
            _ => Err(Error::unsupported("pdf", "this form of a PDF is unknown")
                .with_system(MkDialect::SYSTEM)),
        }
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let today = self.client.today();
        let (first, last) = match query.opened {
            Some(period) => period,
            None => (today.saturating_sub(DEFAULT_PERIOD_DAYS.days()), today),
        };
        let rows = self.client.atendimentos().data_inicio(first).data_termino(last).await?;
        let rows = distinct(rows, |row: &Atendimento| row.codigo_atendimento, "WSMKAtendimentos")?;
        if rows.iter().any(|row| row.codigo_cliente == 0) {
            return Err(not_understood("a ticket does not say which customer it belongs to")
                .with_operation("WSMKAtendimentos"));
        }
        let tickets = rows.into_iter().map(|row| ticket(row, self.client.time_zone()));
        Ok(tickets.filter(|ticket| query.matches(ticket)).collect())
    }

    /// The same for every customer.
    async fn ticket_kinds(&self, _customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        self.kinds().await
    }

    async fn open_ticket(&self, new: NewTicket) -> Result<Ticket, Error> {
        let defaults = self.ticket_defaults.as_ref();
        let (process, classification) = match (&new.kind, defaults) {
            (Some(kind), _) => ticket_kinds::codes(kind)?,
            (None, Some(defaults)) => (defaults.cd_processo, defaults.cd_classificacao_ate),
            (None, None) => {
                return Err(Error::invalid_input("the ticket names no kind")
                    .with_system(MkDialect::SYSTEM)
                    .with_advice(
                        "choose one from ticket_kinds(…), or call with_ticket_defaults(…)",
                    ));
            }
        };
        let origin = defaults.map_or(OrigemContato::Bot, |defaults| defaults.origem_contato);
        let customer = number(new.customer.as_str(), new.customer.to_number())?;
        let info = [new.title.trim(), new.description.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n");
        let mut call =
            self.client.novo_atendimento(customer, process, classification, origin, &info);
        if let Some(contract) = &new.contract {
            call = call.cd_contrato(number(contract.as_str(), contract.to_number())?);
        }
        if let Some(connection) = &new.connection {
            call = call.conexao_associada(number(connection.as_str(), connection.to_number())?);
        }
        if let Some(operator) = defaults.and_then(|defaults| defaults.op_abertura.as_ref()) {
            call = call.op_abertura(operator);
        }
        let opened = call.await?;
        let unclear = |what: &'static str, outcome| {
            Err(not_understood(what).with_operation("WSMKNovoAtendimento").with_outcome(outcome))
        };
        if opened.codigo_cliente.as_ref().is_some_and(|found| !found.is(customer)) {
            return unclear("the opened ticket belongs to another customer", Outcome::PerhapsDone);
        }
        let Some(code) = opened.codigo().filter(|code| *code > 0) else {
            return unclear("the ticket is open, but its code is missing", Outcome::Done);
        };
        let mut ticket = Ticket::new(code, new.customer, TicketStatus::Open);
        ticket.protocol = opened.protocolo().map(str::to_owned);
        ticket.contract = new.contract;
        ticket.title = Some(new.title).filter(|title| !title.is_empty());
        ticket.description = Some(new.description).filter(|text| !text.is_empty());
        ticket.native = Native::of(opened);
        Ok(ticket)
    }

    async fn trust_unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        let code = number(id.as_str(), id.to_number())?;
        self.unlock(code).await
    }
}

/// Every registration in the answer, or why they cannot be read.
fn registrations(answer: &ConsultaDoc) -> Result<Vec<Registro>, &'static str> {
    // MK sends the list even when it is empty. Without it there may be more registrations.
    if answer.outros.is_none() {
        return Err("the answer does not list further registrations");
    }
    let says_something = [&answer.nome, &answer.endereco, &answer.email, &answer.fone, &answer.cep]
        .into_iter()
        .flatten()
        .any(|text| !text.trim().is_empty());
    if answer.codigo_pessoa.is_none_or(|code| code == 0) && says_something {
        return Err("a registration has no code");
    }
    let registros = answer.registros();
    if registros.iter().any(|registro| registro.codigo_pessoa == 0) {
        return Err("a registration has no code");
    }
    if registros.is_empty() {
        // If there is none, MK answers with the code 003.
        return Err("the answer contains no registration");
    }
    Ok(registros)
}

fn customer_of_registro(registro: Registro, document: &Document) -> Customer {
    let mut customer =
        Customer::new(registro.codigo_pessoa, registro.nome.clone().unwrap_or_default());
    // The answer does not repeat the document of the request.
    customer.document = Some(*document);
    customer.status = registration_status(registro.situacao.as_deref());
    customer.email = stated(registro.email.as_deref(), plausible::email);
    customer.phones = stated(registro.fone.as_deref(), plausible::phone).into_iter().collect();
    customer.address = address_in_one_line(registro.endereco.as_deref());
    set_cep(&mut customer.address, registro.cep.as_deref());
    customer.location =
        GeoPoint::from_texts(registro.latitude.as_deref(), registro.longitude.as_deref());
    customer.native = Native::of(registro);
    customer
}

fn customer_of_cliente(cliente: Cliente) -> Customer {
    let mut customer =
        Customer::new(cliente.codigo_pessoa, cliente.nome.clone().unwrap_or_default());
    customer.document = cliente.cpf_cnpj.as_ref().and_then(DocumentText::document);
    customer.status = registration_status(cliente.situacao.as_deref());
    customer.email = stated(cliente.email.as_deref(), plausible::email);
    customer.phones = stated(cliente.fone.as_deref(), plausible::phone).into_iter().collect();
    let addresses = cliente.endereco.as_deref().unwrap_or_default();
    let installed = |address: &&EnderecoCliente| {
        address.tipo.as_deref().is_some_and(|kind| fold(kind) == "instalacao")
    };
    let main = addresses.iter().find(installed).or_else(|| addresses.first());
    customer.address = main.map(address).filter(|address| !address.is_empty());
    customer.location =
        GeoPoint::from_texts(cliente.latitude.as_deref(), cliente.longitude.as_deref());
    customer.native = Native::of(cliente);
    customer
}

fn address(found: &EnderecoCliente) -> Address {
    let text = |text: &Option<String>| stated(text.as_deref(), plausible::text);
    let mut address = Address::default();
    address.street = text(&found.logradouro);
    address.number = found.numero.as_ref().map(TextOrNumber::to_string);
    address.complement = text(&found.complemento);
    address.district = text(&found.bairro);
    address.city = text(&found.cidade);
    address.state = stated(found.estado.as_ref().map(ParsedText::as_str), plausible::text);
    address.postal_code = found.cep.as_deref().and_then(|cep| cep.parse().ok());
    address
}

fn address_in_one_line(text: Option<&str>) -> Option<Address> {
    text.and_then(plausible::text).and_then(Address::from_line)
}

/// The text, if it has the expected form.
fn stated<'a>(text: Option<&'a str>, form: fn(&'a str) -> Option<&'a str>) -> Option<String> {
    text.and_then(form).map(str::to_owned)
}

fn registration_status(situacao: Option<&str>) -> RegistrationStatus {
    match situacao.map(fold).as_deref() {
        Some("ativo") => RegistrationStatus::Active,
        Some("inativo") => RegistrationStatus::Inactive,
        _ => RegistrationStatus::Unknown(situacao.unwrap_or_default().to_owned()),
    }
}

/// The contracts of both rules by code, the active ones first.
fn merge(
    active: Vec<ContratoAtivo>,
    with_state: Vec<ContratoPorStatus>,
) -> Vec<(u64, ContractRecords)> {
    let mut merged: Vec<_> = active
        .into_iter()
        .map(|row| (row.codcontrato, ContractRecords { active: Some(row), with_state: None }))
        .collect();
    for row in with_state {
        let code = row.codcontrato;
        match merged.iter_mut().find(|(known, _)| *known == code) {
            Some((_, records)) => records.with_state = Some(row),
            None => merged.push((code, ContractRecords { active: None, with_state: Some(row) })),
        }
    }
    merged
}

fn contract(
    code: u64,
    status: ContractStatus,
    records: ContractRecords,
    customer: &CustomerId,
) -> Contract {
    let mut contract = Contract::new(code, customer.clone(), status);
    let ContractRecords { active, with_state } = &records;
    let plan_of_active = active.as_ref().and_then(|row| row.plano_acesso.clone());
    let plan_with_state = with_state.as_ref().and_then(|row| row.plano_acesso.clone());
    contract.plan = plan_of_active.or(plan_with_state);
    contract.start = active
        .as_ref()
        .and_then(|row| row.adesao)
        .or_else(|| with_state.as_ref().and_then(|row| row.adesao));
    contract.end = active.as_ref().and_then(|row| row.previsao_vencimento);
    contract.native = Native::of(records);
    contract
}

/// Used if there is a list with the state of each contract: a contract that only the other list has
/// is in an unknown state.
fn contract_status(row: Option<&ContratoPorStatus>) -> ContractStatus {
    match row.and_then(|row| row.status_contrato.as_ref()) {
        Some(StatusContrato::Ativo) => ContractStatus::Active,
        Some(StatusContrato::Cancelado) => ContractStatus::Cancelled,
        Some(StatusContrato::Suspenso) => ContractStatus::Suspended,
        word => {
            ContractStatus::Unknown(word.map(StatusContrato::as_str).unwrap_or_default().to_owned())
        }
    }
}

fn connection(found: Conexao, customer: &CustomerId) -> Connection {
    let status = match &found.bloqueada {
        Some(YesNo::Yes) => ConnectionStatus::Blocked,
        Some(YesNo::No) => ConnectionStatus::Active,
        Some(YesNo::Unknown(word)) => ConnectionStatus::Unknown(word.clone()),
        None => ConnectionStatus::Unknown(String::new()),
    };
    let mut connection = Connection::new(found.codconexao, customer.clone(), status);
    connection.contract = found.contrato.filter(|code| *code > 0).map(Into::into);
    connection.username.clone_from(&found.username);
    connection.block_reason.clone_from(&found.motivo_bloqueio);
    connection.reduced = found.esta_reduzida.as_ref().and_then(YesNo::as_bool);
    connection.technology.clone_from(&found.tecnologia);
    connection.mac_address = stated(found.mac_address.as_deref(), plausible::mac_address);
    connection.address = address_in_one_line(found.endereco.as_deref());
    set_cep(&mut connection.address, found.cep.as_deref());
    connection.location =
        GeoPoint::from_texts(found.latitude.as_deref(), found.longitude.as_deref());
    connection.native = Native::of(found);
    connection
}

/// The only documented form of an active session: an address, and no stop time.
fn is_up(session: &ConexaoAutenticada) -> bool {
    let address = session.framedip.as_ref().and_then(ParsedText::get);
    address.is_some() && session.dt_hr_parada.is_none()
}

fn set_cep(address: &mut Option<Address>, cep: Option<&str>) {
    if let Some(cep) = cep.and_then(|cep| cep.parse().ok()) {
        address.get_or_insert_default().postal_code = Some(cep);
    }
}

fn ticket(found: Atendimento, zone: &jiff::tz::TimeZone) -> Ticket {
    // Only the code of a finished ticket is documented.
    let status = match found.codigo_status.as_deref().map(str::trim) {
        Some("F") => TicketStatus::Closed,
        code => {
            let words = found.descricao_status.as_deref().or(code).unwrap_or_default();
            TicketStatus::Unknown(words.to_owned())
        }
    };
    let mut ticket = Ticket::new(found.codigo_atendimento, found.codigo_cliente, status);
    ticket.contract = found.contratoid.filter(|code| *code > 0).map(Into::into);
    ticket.opened = found.abertura().and_then(|at| at.to_zoned(zone.clone()).ok());
    ticket.native = Native::of(found);
    ticket
}

/// An id as a number, the form of all ids in MK.
fn number(text: &str, number: Option<u64>) -> Result<u64, Error> {
    number.filter(|number| *number > 0).ok_or_else(|| {
        let what = if text.is_empty() {
            "an id is empty"
        } else {
            "the id is not a number above zero, as all ids in MK are"
        };
        Error::invalid_input(what).with_system(MkDialect::SYSTEM)
    })
}

/// Refuses an answer about another customer. A code that cannot be read counts as another
/// customer's.
fn is_about(
    asked: u64,
    answered: Option<&EchoedCode>,
    operation: &'static str,
) -> Result<(), Error> {
    match answered {
        Some(echo) if !echo.is(asked) => {
            Err(not_understood("the answer is about another customer").with_operation(operation))
        }
        _ => Ok(()),
    }
}

/// The rows of a list without repetitions. It is an error if two different rows have the same code,
/// or if a row has the code 0.
fn distinct<T: PartialEq>(
    rows: Vec<T>,
    code: impl Fn(&T) -> u64,
    operation: &'static str,
) -> Result<Vec<T>, Error> {
    let mut kept: Vec<T> = Vec::with_capacity(rows.len());
    let mut known = std::collections::HashMap::new();
    for row in rows {
        let code = code(&row);
        if code == 0 {
            return Err(not_understood("a row has no code").with_operation(operation));
        }
        match known.get(&code).and_then(|at| kept.get(*at)) {
            Some(other) if *other == row => {}
            Some(_) => {
                return Err(not_understood("two different rows have the same code")
                    .with_operation(operation));
            }
            None => {
                known.insert(code, kept.len());
                kept.push(row);
            }
        }
    }
    Ok(kept)
}

fn not_understood(what: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(MkDialect::SYSTEM)
}

/// Whether the rule is missing, not licensed, not granted, or not allowed by the configuration. A
/// redirect or a proxy's refusal does not count.
fn is_not_offered(error: &Error) -> bool {
    let from_mk = |status| matches!(status, 200..=299 | 404 | 500);
    error.is_configuration() && error.status().is_none_or(from_mk)
}

/// Whether an answer reports success in the known form: `OK`, in the object at the root.
fn reports_success(status: Option<&str>, drift: &Drift) -> bool {
    let at_root = drift.iter().all(|deviation| deviation.path != "$");
    at_root && status.is_some_and(|word| word.eq_ignore_ascii_case("OK"))
}

/// Whether the answer came with a status of success: MK's own words, not those of a proxy.
fn is_from_mk(error: &Error) -> bool {
    error.status().is_some_and(|status| (200..300).contains(&status))
}

/// Whether the ERP itself refused: then other means of payment are still valid.
fn is_answer(error: &Error) -> bool {
    let by_mk = error.status().is_none_or(|status| (200..300).contains(&status));
    is_not_offered(error) || by_mk && (error.is_not_found() || error.is_refused())
}

fn unavailable(what: &'static str, error: &Error) -> PaymentProblem {
    PaymentProblem::Unavailable { what: what.into(), reason: error.to_string() }
}
