//! How do I build a bot, a report, a monitor, a sync?
//!
//! Each recipe is a function over any [`Isp`](crate::Isp) that you can copy. They run here on an ISP in
//! memory; the examples of the repository are whole programs.
//!
//! - [Second copy by WhatsApp](#second-copy-by-whatsapp)
//! - [Blocked for debt, and the trust unlock](#blocked-for-debt-and-the-trust-unlock)
//! - [All overdue invoices as CSV](#all-overdue-invoices-as-csv)
//! - [Network monitor](#network-monitor)
//! - [A ticket that is not opened twice](#a-ticket-that-is-not-opened-twice)
//! - [Billing sync](#billing-sync)
//! - [Several providers](#several-providers)
//! - [Replicas with Redis](#replicas-with-redis)
//! - [An operation that a crate lacks](#an-operation-that-a-crate-lacks)
//!
//! # Second copy by WhatsApp
//!
//! One message for each overdue invoice, with whatever can be paid with:
//!
//! ```
//! use isp_core::jiff::civil::Date;
//! use isp_core::{Document, Error, Isp, IspExt};
//!
//! async fn second_copies(isp: &dyn Isp, document: &Document, today: Date) -> Result<Vec<String>, Error> {
//!     let mut messages = Vec::new();
//!     for customer in isp.customers_by_document(document).await? {
//!         for invoice in isp.overdue(&customer.id, today).await? {
//!             let payment = isp.payment(&invoice.id).await?;
//!             let due = invoice.due.strftime("%d/%m/%Y");
//!             let mut message = format!("Fatura de {}, vencida em {due}.", invoice.amount);
//!             match (payment.pix_for(&invoice), payment.line_for(&invoice)) {
//!                 (Some(pix), _) => message.push_str(&format!("\nPIX copia e cola:\n{pix}")),
//!                 (None, Some(line)) => message.push_str(&format!("\nLinha digitável:\n{}", line.line())),
//!                 (None, None) => message.push_str("\nFale com o financeiro para receber a segunda via."),
//!             }
//!             messages.push(message);
//!         }
//!     }
//!     Ok(messages)
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let world = World::example();
//! # let today = world.today;
//! # let isp = InMemoryIsp::new(world);
//! let messages = second_copies(&isp, &"529.982.247-25".parse()?, today).await?;
//! assert_eq!(messages.len(), 2);
//! assert!(messages[0].contains("R$ 99,90") && messages[0].contains("PIX copia e cola"));
//! assert!(messages[1].ends_with("segunda via."), "a fee without boleto");
//! # Ok(())
//! # }
//! ```
//!
//! # Blocked for debt, and the trust unlock
//!
//! A connection is blocked, not a customer. *Unknown* is not *blocked*; and whether it is debt is for the
//! ERP to say, so ask for the unlock and read the answer:
//!
//! ```
//! use isp_core::{CustomerId, Error, Isp};
//!
//! async fn unlock(isp: &dyn Isp, customer: &CustomerId) -> Result<Vec<String>, Error> {
//!     let mut answers = Vec::new();
//!     for connection in isp.connections(customer).await? {
//!         if !connection.is_blocked() {
//!             continue;
//!         }
//!         let name = connection.username.as_deref().unwrap_or("sem login");
//!         let answer = isp.trust_unlock(&connection.id).await?;
//!         answers.push(format!("{name}: {}", answer.message_pt()));
//!     }
//!     Ok(answers)
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! let answers = unlock(&isp, &10_123.into()).await?;
//! assert!(answers[0].starts_with("maria.loja: A conexão está liberada até "));
//! assert!(unlock(&isp, &10_123.into()).await?.is_empty(), "nothing is blocked any more");
//! # Ok(())
//! # }
//! ```
//!
//! # All overdue invoices as CSV
//!
//! ```
//! use std::fmt::Write;
//! use isp_core::jiff::civil::Date;
//! use isp_core::sweep::SweepOptions;
//! use isp_core::{Isp, IspExt};
//!
//! /// The report, and the customers who could not be read.
//! async fn overdue_as_csv(
//!     isp: &dyn Isp,
//!     since: Date,
//!     today: Date,
//! ) -> Result<(String, Vec<String>), Box<dyn std::error::Error>> {
//!     let mut csv = String::from("cliente;fatura;vencimento;valor\n");
//!     let mut unread = Vec::new();
//!     let mut overdue = isp.overdue_of_all(since..today, SweepOptions::at_once(8));
//!     while let Some(item) = overdue.next().await {
//!         let item = item?;
//!         match item.invoices {
//!             Ok(invoices) => for invoice in invoices {
//!                 let amount = invoice.amount.to_decimal_text().replace('.', ",");
//!                 writeln!(csv, "{};{};{};{amount}", item.customer, invoice.id, invoice.due)?;
//!             },
//!             Err(error) => unread.push(format!("{}: {error}", item.customer)),
//!         }
//!     }
//!     Ok((csv, unread))
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use isp_core::jiff::civil::date;
//! # let isp = InMemoryIsp::new(World::on(date(2026, 9, 10)));
//! let (csv, unread) = overdue_as_csv(&isp, date(2026, 1, 1), date(2026, 9, 10)).await?;
//! assert!(csv.contains("10124;900777;2026-09-05;1250,00\n"));
//! assert!(unread.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! Names and free text go through a CSV library of your own. The example `delinquents` does this for
//! 20,000 customers, with a progress bar.
//!
//! # Network monitor
//!
//! ```
//! use std::collections::BTreeMap;
//! use isp_core::sweep::SweepOptions;
//! use isp_core::{Error, Isp, IspExt, OverviewParts};
//!
//! /// How many connections are online, offline, or of unknown state, and the customers not read.
//! async fn sessions(isp: &dyn Isp) -> Result<BTreeMap<&'static str, usize>, Error> {
//!     let mut count = BTreeMap::new();
//!     let mut all = isp.overviews_of_all(OverviewParts::basic(), SweepOptions::at_once(4));
//!     while let Some(overview) = all.next().await {
//!         let Ok(connections) = overview?.connections else {
//!             *count.entry("customers not read").or_default() += 1;
//!             continue;
//!         };
//!         for connection in connections {
//!             let state = match connection.online {
//!                 Some(true) => "online",
//!                 Some(false) => "offline",
//!                 None => "unknown",
//!             };
//!             *count.entry(state).or_default() += 1;
//!         }
//!     }
//!     Ok(count)
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! let count = sessions(&isp).await?;
//! assert_eq!((count["online"], count["offline"], count["unknown"]), (2, 4, 1));
//! # Ok(())
//! # }
//! ```
//!
//! Which facts there are depends on the ERP: MK reports sessions if asked (`mk.isp().with_sessions()`,
//! one more call for each connection), and neither MK nor Voalle ever says *offline*, since nobody has
//! shown how they describe it. For every connection of a Voalle provider in one answer, read
//! `connection_all().rows()` of `voalle-global`, whose documentation
//! shows it.
//!
//! # A ticket that is not opened twice
//!
//! A monitor that sees the same fault every minute opens one ticket for it. The key of the fault stands in
//! the title, and tickets that are not known to be closed are searched for it first:
//!
//! ```
//! use isp_core::{ConnectionId, CustomerId, Error, Isp, NewTicket, Ticket, TicketQuery, TicketStatus};
//!
//! async fn report_fault(
//!     isp: &dyn Isp,
//!     customer: &CustomerId,
//!     connection: &ConnectionId,
//!     fault: &str,
//! ) -> Result<Ticket, Error> {
//!     let key = format!("[{connection} {fault}]");
//!     let tickets = isp.tickets(&TicketQuery::of_customer(customer.clone())).await?;
//!     let is_same = |ticket: &Ticket| {
//!         let texts = [&ticket.title, &ticket.description];
//!         !matches!(ticket.status, TicketStatus::Closed | TicketStatus::Cancelled)
//!             && texts.into_iter().flatten().any(|text| text.contains(&key))
//!     };
//!     if let Some(known) = tickets.into_iter().find(is_same) {
//!         return Ok(known);
//!     }
//!     let ticket = NewTicket::new(customer.clone(), format!("Sem sinal {key}"), "Aberto pelo monitor.");
//!     isp.open_ticket(ticket.about_connection(connection.clone())).await
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, IspMethod, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! let (customer, connection) = (10_130.into(), 30_444.into());
//! let first = report_fault(&isp, &customer, &connection, "los").await?;
//! let second = report_fault(&isp, &customer, &connection, "los").await?;
//! assert_eq!(first.id, second.id);
//! assert_eq!(isp.calls(IspMethod::OpenTicket), 1);
//! # Ok(())
//! # }
//! ```
//!
//! If opening ends as *perhaps done*, the next round finds the ticket by its key. Two monitors at the
//! same moment still open two: let one do it, or take a lock of yours.
//!
//! # Billing sync
//!
//! Which of the invoices that you hold as open were paid? *Paid* is taken only from the ERP's own word:
//! an invoice that is no longer among the unpaid ones may also be cancelled or renegotiated.
//!
//! ```
//! use std::collections::BTreeMap;
//! use isp_core::{CustomerId, Error, InvoiceId, InvoiceQuery, InvoiceStatus, Isp};
//!
//! /// Your table of a customer's open invoices, by id: what became of each.
//! type Open = BTreeMap<String, &'static str>;
//!
//! async fn settle(isp: &dyn Isp, customer: &CustomerId, open: &mut Open) -> Result<(), Error> {
//!     for invoice in isp.invoices(&InvoiceQuery::all(customer.clone())).await? {
//!         let Some(row) = open.get_mut(invoice.id.as_str()) else { continue };
//!         *row = match invoice.status {
//!             InvoiceStatus::Open => "open",
//!             InvoiceStatus::Paid => "paid",
//!             InvoiceStatus::Cancelled => "cancelled",
//!             // Left to a person, with the ERP's own word.
//!             _ => "to be checked",
//!         };
//!     }
//!     Ok(())
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! let mut open = Open::from([("900100".into(), "open"), ("900101".into(), "open")]);
//! settle(&isp, &10_123.into(), &mut open).await?;
//! assert_eq!((open["900100"], open["900101"]), ("paid", "open"));
//! # Ok(())
//! # }
//! ```
//!
//! For the first load read all customers by a sweep, and save its cursor with the rows:
//! [`many_customers`](super::many_customers).
//!
//! # Several providers
//!
//! All are asked at the same time; one that fails does not hide the others:
//!
//! ```
//! use std::sync::Arc;
//! use isp_core::{Document, Error, Isp, IspExt, Money};
//!
//! async fn debt(isp: Arc<dyn Isp>, document: Document) -> Result<Money, Error> {
//!     let mut sum = Money::ZERO;
//!     for customer in isp.customers_by_document(&document).await? {
//!         for invoice in isp.unpaid_invoices(&customer.id).await? {
//!             let added = sum.checked_add(invoice.amount);
//!             sum = added.ok_or_else(|| Error::invalid_input("the sum is too large"))?;
//!         }
//!     }
//!     Ok(sum)
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, World};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let providers: Vec<Arc<dyn Isp>> =
//! #     vec![Arc::new(InMemoryIsp::new(World::example())), Arc::new(InMemoryIsp::new(World::example()))];
//! let document: Document = "529.982.247-25".parse()?;
//! let mut asked = tokio::task::JoinSet::new();
//! for isp in providers {
//!     asked.spawn(async move { (isp.system(), debt(isp, document).await) });
//! }
//! while let Some(answer) = asked.join_next().await {
//!     match answer? {
//!         (system, Ok(debt)) => println!("{system}: {debt}"),
//!         (system, Err(error)) => println!("{system}: could not be read: {error}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The example `many_isps` reads the providers from a configuration file.
//!
//! # Replicas with Redis
//!
//! One store, on the builder of every client; `isp-redis` shows it with
//! Redis. In one process, and in tests, [`MemoryTokenStore`](crate::http::MemoryTokenStore) does the
//! same:
//!
//! ```
//! use std::sync::Arc;
//! use isp_core::http::{MemoryTokenStore, TokenStore};
//!
//! # struct ClientBuilder { options: isp_core::http::ClientOptions }
//! # isp_core::client_options!(ClientBuilder);
//! # let builder = || ClientBuilder { options: Default::default() };
//! let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::new());
//! // `builder()` stands for `mk_webservices::Client::builder(…).credentials(…)`.
//! let first = builder().token_store(Arc::clone(&store));
//! let second = builder().token_store(store);
//! # let _ = (first, second);
//! ```
//!
//! # An operation that a crate lacks
//!
//! A rule of MK is called by its name, untyped: `mk.rule_that_reads("WSMK…").parameter("uf", "SP")`. A
//! typed one is a dozen lines, needs no network to be tested, and is called by the client's `call`.
//! `WSMKListaCidades` stands here for the rule that you need:
//!
//! ```
//! use isp_core::Error;
//! use isp_core::http::{Answer, BaseUrl, Effect, Operation, OperationSpec, RequestWriter};
//! use isp_core::wire::{DecodeError, Decoded, TextEncoding};
//!
//! #[derive(serde::Deserialize)]
//! struct Cities {
//!     cidades: Vec<String>,
//! }
//!
//! struct CitiesOfState(String);
//!
//! impl Operation for CitiesOfState {
//!     type Output = Cities;
//!     const SPEC: OperationSpec =
//!         OperationSpec::get("WSMKListaCidades", "/mk/WSMKListaCidades.rule").with_effect(Effect::Read);
//!
//!     fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
//!         request.query("uf", &self.0);
//!         Ok(())
//!     }
//!
//!     fn read(&self, answer: &Answer) -> Result<Decoded<Cities>, DecodeError> {
//!         answer.decode()
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // In production: `mk.call(CitiesOfState("SP".into())).await?`. In a test:
//! let cities = CitiesOfState("SP".into());
//! let base = BaseUrl::parse("https://erp.example.com.br")?;
//! let mut request = RequestWriter::new(&base, &CitiesOfState::SPEC);
//! cities.write(&mut request)?;
//! let url = request.finish()?.unsigned().url.to_string();
//! assert_eq!(url, "https://erp.example.com.br/mk/WSMKListaCidades.rule?uf=SP");
//!
//! let body = r#"{"cidades": ["Campinas"]}"#;
//! let answer = Answer::new(200, Vec::<(String, String)>::new(), body, TextEncoding::Utf8);
//! assert_eq!(cities.read(&answer)?.value.cidades, ["Campinas"]);
//! # Ok(())
//! # }
//! ```
//!
//! State the effect with care: it decides whether a call is repeated. The example `own_operation` calls
//! one on a simulator.
