//! An invented provider with a handful of customers.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::{Date, DateTime};
use jiff::{ToSpan, Zoned};

use super::table::Table;
use crate::brazil::{Boleto, Cpf, Document, Money, PaymentLine, PixCode};
use crate::error::{Error, ErrorKind};
use crate::model::{
    Address, Connection, ConnectionId, ConnectionStatus, Contract, ContractId, ContractStatus,
    Customer, CustomerId, GeoPoint, Invoice, InvoiceId, InvoiceStatus, NewTicket,
    RegistrationStatus, Ticket, TicketKind, TicketKindId, TicketStatus, TrustUnlock, UnlockRefusal,
};
use crate::wire::sao_paulo;

/// How many days a trust unlock lasts in this world.
const UNLOCK_DAYS: i64 = 3;

/// Id, category and name of the kinds of ticket.
const TICKET_KINDS: [(&str, &str, &str); 3] = [
    ("conexao", "Suporte", "Sem conexão"),
    ("lentidao", "Suporte", "Lentidão"),
    ("segunda-via", "Financeiro", "Segunda via"),
];

/// A small invented ISP. Everything in it is made up; lines and PIX texts are valid.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct World {
    /// The current day in the world. It does not change by itself.
    pub today: Date,
    /// Registrations. One document has two of them.
    pub customers: Table<Customer>,
    /// Portal logins of the customers who have one.
    pub logins: Vec<PortalLogin>,
    /// Contracts in most states; one is in a state that no client knows.
    pub contracts: Table<Contract>,
    /// Connections: online, offline, blocked for debt, blocked for other reasons, at reduced speed, in an
    /// unknown state.
    pub connections: Table<WorldConnection>,
    /// Invoices: overdue, due, not yet due, paid, and one without a slip.
    pub invoices: Table<WorldInvoice>,
    /// Tickets, open and closed.
    pub tickets: Vec<WorldTicket>,
    /// Kinds of ticket to choose from. The simulators show kinds of their own.
    pub ticket_kinds: Vec<TicketKind>,
}

/// A subscriber's own login to the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PortalLogin {
    /// Whose it is.
    pub customer: CustomerId,
    /// User name.
    pub username: String,
    /// Password.
    pub password: String,
}

/// A connection, with data that only some ERPs show.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorldConnection {
    /// The connection.
    pub connection: Connection,
    /// Its PPPoE password.
    pub password: String,
    /// Its Wi-Fi password.
    pub wifi_password: String,
    /// How many trust unlocks are left this month.
    pub unlocks_left: u32,
}

/// An invoice with its means of payment.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorldInvoice {
    /// The invoice.
    pub invoice: Invoice,
    /// Its boleto, if one was made.
    pub line: Option<PaymentLine>,
    /// Its PIX text, if one was made.
    pub pix: Option<PixCode>,
    /// Fine and interest up to today.
    pub late_fee: Money,
}

impl WorldConnection {
    /// A connection with invented passwords, and one trust unlock left.
    pub fn new(connection: Connection) -> Self {
        let id = &connection.id;
        let (password, wifi_password) = (format!("pppoe-{id}"), format!("wifi-{id}"));
        Self { connection, password, wifi_password, unlocks_left: 1 }
    }
}

impl PortalLogin {
    /// A login.
    pub fn new(
        customer: impl Into<CustomerId>,
        username: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        Self { customer: customer.into(), username: username.into(), password: password.into() }
    }
}

impl WorldTicket {
    /// A ticket with its running number, of no known kind.
    pub fn new(ticket: Ticket, number: u64) -> Self {
        Self { ticket, number, kind: None }
    }
}

impl WorldInvoice {
    /// An invoice without means of payment.
    pub fn new(invoice: Invoice) -> Self {
        Self { invoice, line: None, pix: None, late_fee: Money::ZERO }
    }

    /// An invoice with a valid boleto and PIX text of its amount. There is no boleto if the id has more
    /// than 25 digits, or the amount more than a boleto can hold.
    pub fn payable(invoice: Invoice) -> Self {
        let id = &invoice.id;
        let (due, amount) = (Some(invoice.due), Some(invoice.amount));
        let boleto = Boleto::new("999", due, amount, &format!("{:0>25}", id.as_str()));
        let pix = PixCode::for_key(
            "123e4567-e12b-12d1-a456-426655440000",
            "PROVEDOR EXEMPLO",
            "CIDADE EXEMPLO",
        );
        Self {
            line: boleto.ok().map(PaymentLine::Boleto),
            pix: pix.amount(invoice.amount).txid(&format!("FAT{id}")).build().ok(),
            ..Self::new(invoice)
        }
    }

    /// The key under which the portal serves the PDF.
    pub fn hash(&self) -> String {
        format!("{:032x}", self.invoice.id.to_number().unwrap_or_default())
    }

    /// The printable copy.
    pub fn pdf(&self) -> Vec<u8> {
        format!("%PDF-1.4\n% fatura {}\n%%EOF\n", self.invoice.id).into_bytes()
    }
}

/// A ticket with its running number, from which each ERP makes its own form of protocol.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorldTicket {
    /// The ticket, without a protocol.
    pub ticket: Ticket,
    /// Running number.
    pub number: u64,
    /// The kind that was chosen when it was opened.
    pub kind: Option<TicketKindId>,
}

impl World {
    /// The example world, today in São Paulo.
    pub fn example() -> Self {
        #[allow(clippy::disallowed_methods, reason = "examples show the current day")]
        let now = jiff::Timestamp::now();
        Self::on(now.to_zoned(sao_paulo()).date())
    }

    /// The example world on a chosen day.
    pub fn on(today: Date) -> Self {
        let mut world = Self::empty(today);
        world.add_maria();
        world.add_company();
        world.add_joao();
        world.add_antonio();
        for (id, category, name) in TICKET_KINDS {
            let mut kind = TicketKind::new(id);
            (kind.category, kind.name) = (Some(category.into()), Some(name.into()));
            world.ticket_kinds.push(kind);
        }
        world
    }

    /// A provider without customers, for a test that adds its own.
    ///
    /// ```
    /// use isp_core::testing::{World, WorldInvoice};
    /// use isp_core::{Customer, Invoice, Money};
    /// use jiff::civil::date;
    ///
    /// let mut world = World::empty(date(2026, 9, 10));
    /// world.customers.push(Customer::new(1, "CLIENTE EXEMPLO"));
    /// let invoice = Invoice::new(7, 1, date(2026, 9, 1), Money::from_centavos(9_990));
    /// world.invoices.push(WorldInvoice::payable(invoice));
    /// ```
    pub fn empty(today: Date) -> Self {
        Self {
            today,
            customers: Table::default(),
            logins: Vec::new(),
            contracts: Table::default(),
            connections: Table::default(),
            invoices: Table::default(),
            tickets: Vec::new(),
            ticket_kinds: Vec::new(),
        }
    }

    /// Adds `count` subscribers for load tests. Each has a CPF, a login and one unpaid invoice, all of
    /// different amounts.
    pub fn with_subscribers(mut self, count: u64) -> Self {
        for number in 1..=count {
            let id = 1_000_000 + number;
            let mut customer = Customer::new(id, format!("ASSINANTE {number} EXEMPLO"));
            customer.status = RegistrationStatus::Active;
            customer.document =
                u32::try_from(id).ok().and_then(Cpf::with_check_digits).map(Document::Cpf);
            self.customers.push(customer);
            self.add_login(id, &format!("assinante-{number}"), &format!("senha-{number}"));
            let centavos = i64::try_from(number).unwrap_or(i64::MAX);
            self.add_invoice(2_000_000 + number, id, &[], 10, centavos, "Mensalidade");
        }
        self
    }

    /// Two registrations with one CPF; unpaid invoices, a blocked connection, tickets.
    fn add_maria(&mut self) {
        let home = address("RUA DAS ACÁCIAS", "123", "JARDIM SÃO JOSÉ", "12345-000");
        let mut maria =
            self.new_customer(10_123, "MARIA DA CONCEIÇÃO EXEMPLO", "529.982.247-25", home);
        maria.email = Some("maria@example.com".into());
        maria.phones = vec!["5511900000001".into()];
        maria.location = GeoPoint::new(-23.000_000_1, -46.000_000_2);
        let shop = address("AVENIDA BRASIL", "45", "CENTRO", "12345-001");
        let mut second =
            self.new_customer(10_456, "MARIA DA CONCEIÇÃO EXEMPLO", "529.982.247-25", shop);
        second.status = RegistrationStatus::Inactive;
        self.customers.extend([maria, second]);
        self.add_login(10_123, "52998224725", "senha-da-maria");

        self.add_contract(20_567, 10_123, "FIBRA 500 MEGA PROMOÇÃO", ContractStatus::Active, 9990);
        self.add_contract(20_568, 10_123, "FIBRA 300 MEGA", ContractStatus::BlockedForDebt, 8990);
        self.add_contract(20_001, 10_123, "RÁDIO 5 MEGA", ContractStatus::Cancelled, 4990);
        self.add_connection(
            30_111,
            10_123,
            20_567,
            "maria.exemplo",
            ConnectionStatus::Active,
            Some(true),
        );
        self.add_connection(
            30_222,
            10_123,
            20_568,
            "maria.loja",
            ConnectionStatus::Blocked,
            Some(false),
        );

        self.add_invoice(900_101, 10_123, &[20_567], -40, 9990, "Mensalidade Fibra 500 Mega");
        self.add_invoice(
            900_102,
            10_123,
            &[20_567, 20_568],
            0,
            14_652,
            "Mensalidade Fibra / Câmera",
        );
        self.add_invoice(900_103, 10_123, &[20_567], 20, 9990, "Mensalidade Fibra 500 Mega");
        self.add_invoice(900_104, 10_123, &[], -10, 25_000, "MULTA EQUIPAMENTO NÃO DEVOLVIDO");
        self.add_invoice(900_100, 10_123, &[20_567], -70, 9990, "Mensalidade Fibra 500 Mega");
        self.change_invoice(900_104, |invoice| {
            (invoice.line, invoice.pix) = (None, None);
        });
        self.pay(900_100);

        self.add_ticket(10_123, Some(20_567), "Sem conexão", TicketStatus::Closed, -30);
        self.add_ticket(10_123, Some(20_568), "Lentidão à noite", TicketStatus::Open, -2);
    }

    /// A company with an alphanumeric CNPJ and a connection at reduced speed.
    fn add_company(&mut self) {
        let office = address("PRAÇA ÁUREA", "1000", "ÁGUA VERDE", "01000-002");
        let mut company =
            self.new_customer(10_124, "ÓTICA ÁGUIA & ÇA LTDA", "12.ABC.345/01DE-35", office);
        company.email = Some("contato@example.com".into());
        company.phones = vec!["1140000002".into()];
        self.customers.push(company);
        self.add_login(10_124, "12ABC34501DE35", "senha-da-otica");
        self.add_contract(20_600, 10_124, "LINK DEDICADO 1 GIGA", ContractStatus::Active, 125_000);
        self.add_connection(
            30_333,
            10_124,
            20_600,
            "otica.aguia",
            ConnectionStatus::Active,
            Some(true),
        );
        self.change_connection(30_333, |known| known.connection.reduced = Some(true));
        self.add_invoice(900_777, 10_124, &[20_600], -5, 125_000, "Link dedicado");
        self.add_ticket(10_124, Some(20_600), "Segunda via", TicketStatus::Open, -1);
    }

    /// No unpaid invoice, no ticket, and a connection that is offline.
    fn add_joao(&mut self) {
        let farm = address("ESTRADA DO SÍTIO", "S/N", "ZONA RURAL", "12345-002");
        let joao = self.new_customer(10_130, "JOÃO ÍTALO EXEMPLO", "111.444.777-35", farm);
        self.customers.push(joao);
        self.add_login(10_130, "11144477735", "senha-do-joao");
        self.add_contract(20_700, 10_130, "FIBRA 100 MEGA", ContractStatus::Active, 6990);
        self.add_connection(
            30_444,
            10_130,
            20_700,
            "joao.sitio",
            ConnectionStatus::Active,
            Some(false),
        );
        self.add_invoice(900_900, 10_130, &[20_700], -31, 6990, "Mensalidade Fibra 100 Mega");
        self.pay(900_900);
    }

    /// States that a client must not take for a contract in force or a connection blocked for debt: a
    /// suspended contract, an administrative block, and a state that no client knows.
    fn add_antonio(&mut self) {
        let flat = address("RUA SÃO JOÃO", "77", "VILA ÂNGELA", "12345-003");
        let antonio =
            self.new_customer(10_140, "ANTÔNIO DA CONCEIÇÃO EXEMPLO", "135.792.468-28", flat);
        self.customers.push(antonio);
        self.add_login(10_140, "13579246828", "senha-do-antonio");
        let unknown = || "Em análise".to_owned();
        let (blocked, partial) =
            (ConnectionStatus::Blocked, ConnectionStatus::Unknown("Parcial".into()));

        self.add_contract(20_801, 10_140, "FIBRA 100 MEGA", ContractStatus::Suspended, 6990);
        self.add_contract(
            20_802,
            10_140,
            "FIBRA 300 MEGA",
            ContractStatus::BlockedByProvider,
            8990,
        );
        self.add_contract(
            20_803,
            10_140,
            "FIBRA 100 MEGA",
            ContractStatus::Unknown(unknown()),
            6990,
        );
        self.add_connection(30_551, 10_140, 20_801, "antonio.sitio", blocked.clone(), Some(false));
        self.add_connection(30_552, 10_140, 20_802, "antonio.casa", blocked, Some(false));
        self.add_connection(30_553, 10_140, 20_803, "antonio.loja", partial, None);
        for (id, reason) in [(30_551, "Contrato suspenso"), (30_552, "Bloqueio administrativo")] {
            self.change_connection(id, |known| known.connection.block_reason = Some(reason.into()));
        }

        self.add_invoice(900_951, 10_140, &[20_802], -12, 8990, "Mensalidade Fibra 300 Mega");
        self.add_invoice(900_950, 10_140, &[20_802], -45, 8990, "Mensalidade Fibra 300 Mega");
        self.pay(900_950);
    }

    fn new_customer(&self, id: u64, name: &str, document: &str, address: Address) -> Customer {
        let mut customer = Customer::new(id, name);
        customer.status = RegistrationStatus::Active;
        customer.document = document.parse().ok();
        customer.address = Some(address);
        debug_assert!(self.customers.iter().all(|other| other.id != customer.id));
        customer
    }

    fn add_login(&mut self, customer: u64, username: &str, password: &str) {
        self.logins.push(PortalLogin::new(customer, username, password));
    }

    fn add_contract(
        &mut self,
        id: u64,
        customer: u64,
        plan: &str,
        status: ContractStatus,
        centavos: i64,
    ) {
        let mut contract = Contract::new(id, customer, status);
        contract.number = Some(format!("{id:07}"));
        contract.plan = Some(plan.into());
        contract.start = self.days(-900);
        contract.end = self.days(900);
        contract.monthly = Some(Money::from_centavos(centavos));
        self.contracts.push(contract);
    }

    fn add_connection(
        &mut self,
        id: u64,
        customer: u64,
        contract: u64,
        username: &str,
        status: ConnectionStatus,
        online: Option<bool>,
    ) {
        let mut connection = Connection::new(id, customer, status);
        connection.contract = Some(contract.into());
        connection.username = Some(username.into());
        connection.reduced = Some(false);
        connection.online = online;
        connection.technology = Some("Ftth".into());
        connection.mac_address = Some(format!("00:00:5E:00:53:{:02X}", id % 256));
        connection.block_reason = connection.is_blocked().then(|| "Falta de pagamento".into());
        let owner = self.customers.iter().find(|owner| owner.id == connection.customer);
        connection.address = owner.and_then(|owner| owner.address.clone());
        connection.location = owner.and_then(|owner| owner.location);
        let plan =
            self.contracts.iter().find(|known| Some(&known.id) == connection.contract.as_ref());
        connection.plan = plan.and_then(|contract| contract.plan.clone());
        self.connections.push(WorldConnection::new(connection));
    }

    fn add_invoice(
        &mut self,
        id: u64,
        customer: u64,
        contracts: &[u64],
        due_in: i64,
        centavos: i64,
        description: &str,
    ) {
        let due = self.days(due_in).unwrap_or(self.today);
        let amount = Money::from_centavos(centavos);
        let mut invoice = Invoice::new(id, customer, due, amount);
        invoice.contracts = Some(contracts.iter().map(|id| (*id).into()).collect());
        invoice.description = Some(description.into());
        let mut payable = WorldInvoice::payable(invoice);
        if due_in < 0 {
            payable.late_fee = Money::from_centavos(centavos / 50);
        }
        self.invoices.push(payable);
    }

    fn add_ticket(
        &mut self,
        customer: u64,
        contract: Option<u64>,
        title: &str,
        status: TicketStatus,
        opened_in: i64,
    ) {
        let number = self.next_ticket_number();
        let mut ticket = Ticket::new(55_000 + number, customer, status);
        ticket.contract = contract.map(ContractId::from);
        ticket.title = Some(title.into());
        ticket.description = Some(format!("{title}: o cliente relatou que…"));
        ticket.opened = self.days(opened_in).and_then(|day| at(day.at(8, 5, 0, 0)));
        self.tickets.push(WorldTicket::new(ticket, number));
    }

    fn days(&self, from_today: i64) -> Option<Date> {
        self.today.checked_add(from_today.days()).ok()
    }

    fn next_ticket_number(&self) -> u64 {
        self.tickets.iter().map(|ticket| ticket.number).max().unwrap_or_default() + 1
    }

    /// Paid on its due date, in full.
    fn pay(&mut self, id: u64) {
        self.change_invoice(id, |known| {
            let invoice = &mut known.invoice;
            invoice.status = InvoiceStatus::Paid;
            (invoice.paid_on, invoice.paid_amount) = (Some(invoice.due), Some(invoice.amount));
        });
    }

    fn change_invoice(&mut self, id: u64, change: impl FnOnce(&mut WorldInvoice)) {
        let id = InvoiceId::from(id);
        if let Some(invoice) = self.invoices.iter_mut().find(|known| known.invoice.id == id) {
            change(invoice);
        }
    }

    fn change_connection(&mut self, id: u64, change: impl FnOnce(&mut WorldConnection)) {
        let id = ConnectionId::from(id);
        if let Some(found) = self.connections.iter_mut().find(|known| known.connection.id == id) {
            change(found);
        }
    }

    /// The unpaid invoices of a customer.
    pub fn unpaid(&self, customer: &CustomerId) -> Vec<&WorldInvoice> {
        let unpaid = |known: &&WorldInvoice| known.invoice.status == InvoiceStatus::Open;
        self.invoices.of_customer(customer).filter(unpaid).collect()
    }

    /// An invoice by its id.
    pub fn invoice_by_id(&self, id: &InvoiceId) -> Option<&WorldInvoice> {
        self.invoices.by_id(id.as_str())
    }

    /// A customer by its id.
    pub fn customer_by_id(&self, id: &CustomerId) -> Option<&Customer> {
        self.customers.by_id(id.as_str())
    }

    /// Opens a ticket and returns it.
    ///
    /// # Errors
    ///
    /// If the customer does not exist, or the contract or connection does not belong to the customer.
    /// Then nothing is opened.
    pub fn open_ticket(&mut self, new: &NewTicket) -> Result<WorldTicket, Error> {
        let not_found = |what: &str| {
            Err(Error::new(ErrorKind::NotFound, format!("the customer has no such {what}")))
        };
        if self.customer_by_id(&new.customer).is_none() {
            return Err(Error::new(ErrorKind::NotFound, "there is no such customer"));
        }
        let own_contract = |id: &ContractId| {
            self.contracts.iter().any(|known| known.id == *id && known.customer == new.customer)
        };
        if !new.contract.as_ref().is_none_or(own_contract) {
            return not_found("contract");
        }
        let own_connection = |id: &ConnectionId| {
            let mut all = self.connections.iter().map(|known| &known.connection);
            all.any(|known| known.id == *id && known.customer == new.customer)
        };
        if !new.connection.as_ref().is_none_or(own_connection) {
            return not_found("connection");
        }
        let number = self.next_ticket_number();
        let mut ticket = Ticket::new(55_000 + number, new.customer.clone(), TicketStatus::Open);
        ticket.contract.clone_from(&new.contract);
        ticket.title = Some(new.title.clone());
        ticket.description = Some(new.description.clone());
        ticket.opened = at(self.today.at(12, 0, 0, 0));
        let opened = WorldTicket { ticket, number, kind: new.kind.clone() };
        self.tickets.push(opened.clone());
        Ok(opened)
    }

    /// Unlocks a connection that is blocked for debt, and its contract. Any other connection is refused
    /// and does not change. `None` if there is no such connection.
    pub fn trust_unlock(&mut self, id: &ConnectionId) -> Option<TrustUnlock> {
        let until = self.days(UNLOCK_DAYS);
        let found = self.connections.iter_mut().find(|known| known.connection.id == *id)?;
        let contract = self
            .contracts
            .iter_mut()
            .find(|known| Some(&known.id) == found.connection.contract.as_ref());
        let refusal = match &found.connection.status {
            ConnectionStatus::Blocked
                if contract.as_ref().is_some_and(|known| !may_be_debt(known)) =>
            {
                Some(UnlockRefusal::BlockedByProvider)
            }
            ConnectionStatus::Blocked if found.unlocks_left == 0 => {
                Some(UnlockRefusal::AllowanceUsed)
            }
            ConnectionStatus::Blocked => None,
            // Whether this state is a block is not known.
            ConnectionStatus::Unknown(state) => {
                Some(UnlockRefusal::Unknown(format!("A conexão está no estado \"{state}\".")))
            }
            _ => Some(UnlockRefusal::NotBlocked),
        };
        if let Some(refusal) = refusal {
            return Some(TrustUnlock::refused(refusal));
        }
        found.unlocks_left -= 1;
        found.connection.status = ConnectionStatus::Active;
        found.connection.block_reason = None;
        if let Some(contract) =
            contract.filter(|known| known.status == ContractStatus::BlockedForDebt)
        {
            contract.status = ContractStatus::Active;
        }
        Some(TrustUnlock::unlocked(until))
    }

    /// Blocks a connection for debt, and its contract, to prepare a test.
    pub fn block(&mut self, id: &ConnectionId) {
        if let Some(found) = self.connections.iter_mut().find(|known| known.connection.id == *id) {
            found.connection.status = ConnectionStatus::Blocked;
            found.connection.block_reason = Some("Falta de pagamento".into());
            let contract = found.connection.contract.clone();
            for known in &mut self.contracts {
                if Some(&known.id) == contract.as_ref() {
                    known.status = ContractStatus::BlockedForDebt;
                }
            }
        }
    }
}

/// A world that several simulators or ISPs show at the same time. Clones share it.
#[derive(Debug, Clone)]
pub struct SharedWorld(Arc<Mutex<World>>);

impl SharedWorld {
    /// Shares `world`.
    pub fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    /// Reads or changes the world.
    pub fn with<T>(&self, access: impl FnOnce(&mut World) -> T) -> T {
        access(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl From<World> for SharedWorld {
    fn from(world: World) -> Self {
        Self::new(world)
    }
}

/// Whether a connection of this contract can be blocked for debt.
fn may_be_debt(contract: &Contract) -> bool {
    contract.status != ContractStatus::BlockedByProvider
        && contract.status.is_in_force() == Some(true)
}

fn address(street: &str, number: &str, district: &str, cep: &str) -> Address {
    Address {
        line: Some(format!("{street}, {number} - {district}, Cidade Exemplo")),
        street: Some(street.into()),
        number: Some(number.into()),
        district: Some(district.into()),
        city: Some("Cidade Exemplo".into()),
        state: Some("PR".into()),
        postal_code: cep.parse().ok(),
        ..Address::default()
    }
}

fn at(time: DateTime) -> Option<Zoned> {
    time.to_zoned(sao_paulo()).ok()
}
