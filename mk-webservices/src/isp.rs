//! MK in the vocabulary shared with other ERPs. The only file that translates.

use async_trait::async_trait;
use isp_core::brazil::Document;
use isp_core::wire::{DocumentText, TextOrNumber, YesNo, fold};
use isp_core::{
    Address, Capabilities, Capability, Connection, ConnectionId, ConnectionStatus, Contract,
    ContractStatus, Customer, CustomerId, Error, ErrorKind, GeoPoint, Invoice, InvoiceId, Isp,
    Native, NewTicket, Outcome, PaymentMeans, PaymentProblem, Pdf, Reach, RegistrationStatus,
    Ticket, TicketQuery, TicketStatus, TrustUnlock, UnlockRefusal,
};
use jiff::ToSpan;

use crate::client::Client;
use crate::dialect::MkDialect;
use crate::operations::atendimentos::{Atendimento, OrigemContato};
use crate::operations::conexoes::Conexao;
use crate::operations::contratos::ContratoAtivo;
use crate::operations::faturas::{FaturaPendente, SegundaViaCobranca, WSMKRetornarCopieColaPix};
use crate::operations::pessoas::{Cliente, EnderecoCliente, Registro};

/// How far back [`Isp::tickets`] looks when the query names no period.
const DEFAULT_PERIOD_DAYS: i64 = 90;

/// One MK installation as an [`Isp`]. Made by [`Client::isp`].
#[derive(Debug, Clone)]
pub struct MkIsp {
    client: Client,
    ticket_defaults: Option<TicketDefaults>,
    line_by_sms_rule: bool,
    asks_sessions: bool,
}

/// What every ticket opened through [`Isp::open_ticket`] has in common. The codes differ from one
/// installation to the next: see `WSMKListaProcessos` and `WSMKListaClassificacoesAte`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TicketDefaults {
    /// Process code (`cd_processo`).
    pub cd_processo: u64,
    /// Classification code (`cd_classificacao_ate`), not a closing one.
    pub cd_classificacao_ate: u64,
    /// How the customer came to the provider.
    pub origem_contato: OrigemContato,
    /// Login of the operator in whose name tickets are opened.
    pub op_abertura: Option<String>,
}

impl TicketDefaults {
    /// Tickets of this process and classification, opened by a bot.
    pub fn new(cd_processo: u64, cd_classificacao_ate: u64) -> Self {
        let origem_contato = OrigemContato::Bot;
        Self { cd_processo, cd_classificacao_ate, origem_contato, op_abertura: None }
    }

    /// Tickets that came another way.
    pub fn from_origin(mut self, origem_contato: OrigemContato) -> Self {
        self.origem_contato = origem_contato;
        self
    }

    /// Tickets opened in an operator's name.
    pub fn opened_by(mut self, op_abertura: impl Into<String>) -> Self {
        self.op_abertura = Some(op_abertura.into());
        self
    }
}

impl MkIsp {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, ticket_defaults: None, line_by_sms_rule: false, asks_sessions: false }
    }

    /// Lets [`Isp::open_ticket`] open tickets.
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

    /// Lets [`Isp::connections`] ask for the session of each connection, one more call for each, and
    /// so tell which are online.
    pub fn with_sessions(mut self) -> Self {
        self.asks_sessions = true;
        self
    }

    async fn is_online(&self, codconexao: u64) -> Result<Option<bool>, Error> {
        match self.client.consulta_conexao_autenticada(codconexao).await {
            Ok(answer) => {
                Ok(answer.sessao().map(crate::operations::conexoes::ConexaoAutenticada::esta_ativa))
            }
            // Not licensed, or nothing to tell: then it stays unknown.
            Err(error) if error.is_configuration() || error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// PDF and updated amount. An unknown invoice ends the matter, a missing licence does not.
    async fn read_second_copy(&self, means: &mut PaymentMeans, code: u64) -> Result<(), Error> {
        let copy = match self.client.segunda_via_cobranca(code).await {
            Ok(copy) => copy,
            Err(error) if error.is_configuration() => {
                means.problems.push(unavailable("PDF", &error));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        if copy.fatura.as_ref().and_then(TextOrNumber::to_u64).is_some_and(|found| found != code) {
            means.problems.push(PaymentProblem::OtherInvoice);
            return Ok(());
        }
        means.pdf = copy.path_download.clone().map(Pdf::Link);
        means.updated_amount = copy.valor;
        means.updated_due = copy.vcto;
        means.native = Native::of::<SegundaViaCobranca>(copy);
        Ok(())
    }

    async fn read_pix(&self, means: &mut PaymentMeans, code: u64) -> Result<(), Error> {
        let operation = WSMKRetornarCopieColaPix::new().codigo_fatura(code);
        match self.client.call(operation).await {
            Ok(answer) => means.read_pix(&answer.texto_qrcode),
            Err(error) if is_answer(&error) => means.problems.push(unavailable("PIX", &error)),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    async fn read_line(&self, means: &mut PaymentMeans, code: u64) -> Result<(), Error> {
        match self.client.ld_via_sms(code).await {
            Ok(answer) => {
                let invoice =
                    answer.dados_fatura.iter().find(|f| f.codfatura.is_none_or(|c| c == code));
                match invoice.and_then(|invoice| invoice.ld.as_deref()) {
                    Some(line) => means.read_line(line),
                    None => means.problems.push(PaymentProblem::Unavailable {
                        what: "line",
                        reason: "the ERP gave none".into(),
                    }),
                }
            }
            Err(error) if is_answer(&error) => means.problems.push(unavailable("line", &error)),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

#[async_trait]
impl Isp for MkIsp {
    fn system(&self) -> &'static str {
        MkDialect::SYSTEM
    }

    fn capabilities(&self) -> Capabilities {
        let whole = Reach::WholeBase;
        let mut can = Capabilities::all(whole);
        can.contracts =
            Capability::supported_with(whole, "active contracts only, blocked ones among them");
        can.payment = Capability::supported_with(
            whole,
            if self.line_by_sms_rule {
                "PDF, PIX where licensed, and the line by a rule that may text the customer"
            } else {
                "PDF, and PIX where licensed; no line unless with_line_by_sms_rule() is set"
            },
        );
        can.tickets = Capability::supported_with(
            whole,
            "without a period: the last 90 days; the list does not tell protocols",
        );
        can.open_ticket = if self.ticket_defaults.is_some() {
            Capability::supported_with(whole, "licensed separately; only the call tells")
        } else {
            Capability::unsupported(NO_DEFAULTS)
        };
        can.trust_unlock =
            Capability::supported_with(whole, "licensed separately; only the call tells");
        can
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let answer = match self.client.consulta_doc(document).await {
            Ok(answer) => answer,
            Err(error) if error.is_not_found() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let registros = answer.registros();
        if registros.is_empty() {
            // MK says 003 when there is none; a good answer without any is none that we know.
            return Err(not_understood("the answer names no registration")
                .with_operation("WSMKConsultaDoc"));
        }
        Ok(registros.into_iter().map(|registro| customer_of_registro(registro, document)).collect())
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let code = number(id.as_str(), id.to_number())?;
        let mut rows = match self.client.consulta_clientes().cd_cliente(code).await {
            Ok(rows) => rows,
            Err(error) if error.is_not_found() => return Ok(None),
            Err(error) => return Err(error),
        };
        match rows.iter().position(|row| row.codigo_pessoa == code) {
            Some(at) => Ok(Some(customer_of_cliente(rows.swap_remove(at)))),
            None if rows.is_empty() => Ok(None),
            // MK ignores filters that it does not know and then answers with everybody.
            None => Err(not_understood("the answer is about other customers")
                .with_operation("WSMKConsultaClientes")),
        }
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        let code = number(customer.as_str(), customer.to_number())?;
        let answer = self.client.contratos_por_cliente(code).await?;
        is_about(code, answer.codigo_pessoa, "WSMKContratosPorCliente")?;
        Ok(answer.contratos_ativos.into_iter().map(|c| contract(c, customer)).collect())
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let code = number(customer.as_str(), customer.to_number())?;
        let answer = self.client.conexoes_por_cliente(code).await?;
        is_about(code, answer.codigo_pessoa, "WSMKConexoesPorCliente")?;
        let mut connections = Vec::with_capacity(answer.conexoes.len());
        for conexao in answer.conexoes {
            let online =
                if self.asks_sessions { self.is_online(conexao.codconexao).await? } else { None };
            let mut connection = connection(conexao, customer);
            connection.online = online;
            connections.push(connection);
        }
        Ok(connections)
    }

    async fn invoices(&self, customer: &CustomerId) -> Result<Vec<Invoice>, Error> {
        let code = number(customer.as_str(), customer.to_number())?;
        let answer = self.client.faturas_pendentes(code).await?;
        is_about(code, answer.codigo_pessoa, "WSMKFaturasPendentes")?;
        Ok(answer.faturas_pendentes.into_iter().map(|f| invoice(f, customer)).collect())
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        let code = number(invoice.as_str(), invoice.to_number())?;
        let mut means = PaymentMeans::new(invoice.clone());
        self.read_second_copy(&mut means, code).await?;
        self.read_pix(&mut means, code).await?;
        if self.line_by_sms_rule {
            self.read_line(&mut means, code).await?;
        }
        Ok(means)
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let today = self.client.today();
        let (first, last) = match query.opened {
            Some(period) => period,
            None => (today.saturating_sub(DEFAULT_PERIOD_DAYS.days()), today),
        };
        let rows = self.client.atendimentos().data_inicio(first).data_termino(last).await?;
        let tickets = rows.into_iter().map(|row| ticket(row, self.client.time_zone()));
        Ok(tickets.filter(|ticket| query.matches(ticket)).collect())
    }

    async fn open_ticket(&self, new: NewTicket) -> Result<Ticket, Error> {
        let Some(defaults) = &self.ticket_defaults else {
            return Err(
                Error::unsupported("open_ticket", NO_DEFAULTS).with_system(MkDialect::SYSTEM)
            );
        };
        let customer = number(new.customer.as_str(), new.customer.to_number())?;
        let info = [new.title.trim(), new.description.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n");
        let mut call = self.client.novo_atendimento(
            customer,
            defaults.cd_processo,
            defaults.cd_classificacao_ate,
            defaults.origem_contato,
            &info,
        );
        if let Some(contract) = &new.contract {
            call = call.cd_contrato(number(contract.as_str(), contract.to_number())?);
        }
        if let Some(connection) = &new.connection {
            call = call.conexao_associada(number(connection.as_str(), connection.to_number())?);
        }
        if let Some(operator) = &defaults.op_abertura {
            call = call.op_abertura(operator);
        }
        let opened = call.await?;
        let code = opened.codigo().ok_or_else(|| {
            not_understood(format!(
                "the ticket is open as protocol {}, but its code is missing",
                opened.protocolo
            ))
            .with_operation("WSMKNovoAtendimento")
            .with_outcome(Outcome::Done)
        })?;
        let mut ticket = Ticket::new(code, new.customer, TicketStatus::Open);
        ticket.protocol = Some(opened.protocolo.clone());
        ticket.contract = new.contract;
        ticket.title = Some(new.title).filter(|title| !title.is_empty());
        ticket.description = Some(new.description).filter(|text| !text.is_empty());
        ticket.native = Native::of(opened);
        Ok(ticket)
    }

    async fn trust_unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        let code = number(id.as_str(), id.to_number())?;
        match self.client.auto_desbloqueio(code).await {
            Ok(answer) => Ok(TrustUnlock::Unlocked { until: answer.limite_excecao }),
            Err(error) if error.is_refused() => {
                let reason = error.vendor_message().unwrap_or_default();
                Ok(TrustUnlock::Refused(unlock_refusal(reason)))
            }
            Err(error) => Err(error),
        }
    }
}

const NO_DEFAULTS: &str =
    "MK needs a process and a classification for every ticket: set with_ticket_defaults(…)";

fn customer_of_registro(registro: Registro, document: &Document) -> Customer {
    let mut customer =
        Customer::new(registro.codigo_pessoa, registro.nome.clone().unwrap_or_default());
    // The answer does not echo the document, but it is the one that was asked for.
    customer.document = Some(*document);
    customer.status = registration_status(registro.situacao.as_deref());
    customer.email.clone_from(&registro.email);
    customer.phones = registro.fone.iter().cloned().collect();
    customer.address = registro.endereco.as_deref().and_then(Address::from_line);
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
    customer.email.clone_from(&cliente.email);
    customer.phones = cliente.fone.iter().cloned().collect();
    let addresses = cliente.endereco.as_deref().unwrap_or_default();
    let installed = |address: &&EnderecoCliente| {
        address.tipo.as_deref().is_some_and(|kind| fold(kind) == "instalacao")
    };
    let main = addresses.iter().find(installed).or_else(|| addresses.first());
    customer.address = main.map(address);
    customer.location =
        GeoPoint::from_texts(cliente.latitude.as_deref(), cliente.longitude.as_deref());
    customer.native = Native::of(cliente);
    customer
}

fn address(found: &EnderecoCliente) -> Address {
    let mut address = Address::default();
    address.street.clone_from(&found.logradouro);
    address.number = found.numero.as_ref().map(TextOrNumber::to_string);
    address.complement.clone_from(&found.complemento);
    address.district.clone_from(&found.bairro);
    address.city.clone_from(&found.cidade);
    address.state.clone_from(&found.estado);
    address.postal_code = found.cep.as_deref().and_then(|cep| cep.parse().ok());
    address
}

fn registration_status(situacao: Option<&str>) -> RegistrationStatus {
    match situacao.map(fold).as_deref() {
        Some("ativo") => RegistrationStatus::Active,
        Some("inativo") => RegistrationStatus::Inactive,
        _ => RegistrationStatus::Unknown(situacao.unwrap_or_default().to_owned()),
    }
}

fn contract(found: ContratoAtivo, customer: &CustomerId) -> Contract {
    let mut contract = Contract::new(found.codcontrato, customer.clone(), ContractStatus::Active);
    contract.plan.clone_from(&found.plano_acesso);
    contract.start = found.adesao;
    contract.end = found.previsao_vencimento;
    contract.native = Native::of(found);
    contract
}

fn connection(found: Conexao, customer: &CustomerId) -> Connection {
    let status = match &found.bloqueada {
        YesNo::Yes => ConnectionStatus::Blocked,
        YesNo::No => ConnectionStatus::Active,
        YesNo::Unknown(word) => ConnectionStatus::Unknown(word.clone()),
    };
    let mut connection = Connection::new(found.codconexao, customer.clone(), status);
    connection.contract = found.contrato.map(Into::into);
    connection.username.clone_from(&found.username);
    connection.block_reason.clone_from(&found.motivo_bloqueio);
    connection.reduced = found.esta_reduzida.as_ref().and_then(YesNo::as_bool);
    connection.technology.clone_from(&found.tecnologia);
    let is_set = |mac: &String| mac.chars().any(|c| c.is_ascii_hexdigit() && c != '0');
    connection.mac_address = found.mac_address.clone().filter(is_set);
    connection.address = found.endereco.as_deref().and_then(Address::from_line);
    set_cep(&mut connection.address, found.cep.as_deref());
    connection.location =
        GeoPoint::from_texts(found.latitude.as_deref(), found.longitude.as_deref());
    connection.native = Native::of(found);
    connection
}

fn set_cep(address: &mut Option<Address>, cep: Option<&str>) {
    if let Some(cep) = cep.and_then(|cep| cep.parse().ok()) {
        address.get_or_insert_default().postal_code = Some(cep);
    }
}

fn invoice(found: FaturaPendente, customer: &CustomerId) -> Invoice {
    let mut invoice =
        Invoice::new(found.codfatura, customer.clone(), found.data_vencimento, found.valor_total);
    invoice.contracts = found.codigos_de_contrato().into_iter().map(Into::into).collect();
    invoice.description.clone_from(&found.descricao);
    invoice.native = Native::of(found);
    invoice
}

fn ticket(found: Atendimento, zone: &jiff::tz::TimeZone) -> Ticket {
    let description = found.descricao_status.as_deref().unwrap_or_default();
    let status = match found.codigo_status.as_deref().map(str::trim) {
        Some("F") => TicketStatus::Closed,
        Some("A") => TicketStatus::Open,
        code => match fold(description).as_str() {
            words if words.contains("finaliz") || words.contains("encerr") => TicketStatus::Closed,
            words if words.contains("cancel") => TicketStatus::Cancelled,
            words if words.contains("abert") || words.contains("andamento") => TicketStatus::Open,
            "" => TicketStatus::Unknown(code.unwrap_or_default().to_owned()),
            _ => TicketStatus::Unknown(description.to_owned()),
        },
    };
    let mut ticket = Ticket::new(found.codigo_atendimento, found.codigo_cliente, status);
    ticket.contract = found.contratoid.map(Into::into);
    ticket.opened = found.abertura().and_then(|at| at.to_zoned(zone.clone()).ok());
    ticket.native = Native::of(found);
    ticket
}

fn unlock_refusal(reason: &str) -> UnlockRefusal {
    let words = fold(reason);
    if words.contains("incompativel") {
        UnlockRefusal::NotBlocked
    } else if words.contains("indisponivel") {
        UnlockRefusal::AllowanceUsed
    } else {
        UnlockRefusal::Unknown(reason.to_owned())
    }
}

/// MK numbers everything.
fn number(text: &str, number: Option<u64>) -> Result<u64, Error> {
    number.ok_or_else(|| {
        let what = if text.is_empty() {
            "an id is empty"
        } else {
            "MK's ids are numbers, and this is none"
        };
        Error::invalid_input(what).with_system(MkDialect::SYSTEM)
    })
}

/// An answer about somebody else must never be shown.
fn is_about(asked: u64, answered: Option<u64>, operation: &'static str) -> Result<(), Error> {
    match answered {
        Some(other) if other != asked => {
            Err(not_understood("the answer is about another customer").with_operation(operation))
        }
        _ => Ok(()),
    }
}

fn not_understood(what: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(MkDialect::SYSTEM)
}

/// Whether the ERP itself answered that there is none: then other means of payment still count.
fn is_answer(error: &Error) -> bool {
    error.is_configuration() || error.is_not_found() || error.is_refused()
}

fn unavailable(what: &'static str, error: &Error) -> PaymentProblem {
    PaymentProblem::Unavailable { what, reason: error.to_string() }
}
