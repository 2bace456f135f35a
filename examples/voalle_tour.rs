//! Two subscribers of one portal at the same time: every read operation, a ticket for each, and that
//! each sees only what is the own.
//!
//! ```text
//! cargo run --example voalle_tour
//! ```
//!
//! It talks to the simulator, which it starts itself.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "examples talk to people")]

use std::collections::BTreeSet;
use std::error::Error;
use std::process::ExitCode;

use isp_core::http::{Effect, Operation};
use isp_core::testing::World;
use isp_core::wire::Untyped;
use voalle_portal::operations::{OPERATIONS, connections, contracts, invoices, people, tickets};
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, Subscriber, TicketDefaults};

/// Where new tickets go; the ids are the provider's.
const TICKETS: TicketDefaults = TicketDefaults::new(1, 1011, 11);

#[tokio::main]
async fn main() -> ExitCode {
    match tour().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn tour() -> Result<(), Box<dyn Error>> {
    let simulator = Simulator::start(World::example()).await?;
    let portal = Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .ticket_defaults(TICKETS)
        .allow_plaintext_http()
        .build()?;
    let maria = portal.subscriber("52998224725", "senha-da-maria");
    let joao = portal.subscriber("11144477735", "senha-do-joao");

    let (of_maria, of_joao) = tokio::try_join!(Walk::of(&maria), Walk::of(&joao))?;
    for walk in [&of_maria, &of_joao] {
        println!("\nPerson {}", walk.person);
        for (operation, ids) in &walk.answers {
            println!("  {operation:<62} {ids:?}");
        }
    }

    println!("\nA ticket for each, both at once");
    let (hers, his) =
        tokio::try_join!(open_ticket(&maria, &of_maria), open_ticket(&joao, &of_joao))?;
    let (her_list, his_list) = tokio::try_join!(ticket_ids(&maria), ticket_ids(&joao))?;
    println!("  person {} now has {her_list:?}", of_maria.person);
    println!("  person {} now has {his_list:?}", of_joao.person);

    println!("\nEach sees only what is the own");
    require(her_list.contains(&hers) && his_list.contains(&his), "each sees the own ticket")?;
    require(her_list.is_disjoint(&his_list), "neither sees the other's tickets")?;
    require(of_maria.own.is_disjoint(&of_joao.own), "no record was seen by both")?;
    println!("  {} and {} records, none in common", of_maria.own.len(), of_joao.own.len());
    joao_asks_for_marias(&joao, &maria, &of_maria).await?;

    let logins = simulator.login_count();
    require(logins == 2, "one login for each")?;
    println!("  {logins} logins for {} requests", simulator.server().served().len() - logins);
    Ok(())
}

/// What one subscriber saw by every read operation.
struct Walk {
    person: u64,
    /// Operation and ids in its answer.
    answers: Vec<(&'static str, Vec<u64>)>,
    /// Operation and id of every record that belongs to the subscriber.
    own: BTreeSet<(&'static str, u64)>,
    tag: u64,
    note: u64,
    hash: String,
}

impl Walk {
    async fn of(subscriber: &Subscriber) -> Result<Self, Box<dyn Error>> {
        let person = subscriber.person_id().await?;
        let own = BTreeSet::new();
        let (answers, hash) = (Vec::new(), String::new());
        let mut walk = Self { person, answers, own, tag: 0, note: 0, hash };
        walk.people(subscriber).await?;
        walk.contracts(subscriber).await?;
        walk.invoices(subscriber).await?;
        walk.tickets(subscriber).await?;

        let reads = OPERATIONS.iter().filter(|spec| spec.effect == Effect::Read);
        let walked: BTreeSet<_> = walk.answers.iter().map(|(name, _)| *name).collect();
        require(reads.clone().all(|spec| walked.contains(spec.name)), "every read was walked")?;
        require(reads.count() == walk.answers.len(), "and once")?;
        Ok(walk)
    }

    async fn people(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn Error>> {
        let who = subscriber.whoami().await?.data;
        self.saw::<people::Whoami>([who.id]);
        let notices = subscriber.people_warnings().person(self.person).status("unread").await?;
        self.saw::<people::PeopleWarnings>(notices.data.iter().map(|notice| notice.id));
        Ok(())
    }

    async fn contracts(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn Error>> {
        let tags = subscriber.contract_service_tags().client_id(self.person).await?.data;
        self.tag = tags.first().map(|tag| tag.id).ok_or("no service tag")?;
        self.saw::<contracts::ContractServiceTags>(tags.iter().map(|tag| tag.id));
        let contracts = subscriber.people_contracts(self.person).await?.data;
        self.saw::<contracts::PeopleContracts>(contracts.iter().map(|contract| contract.id));
        let lines = subscriber.people_authentications(self.person).await?.data;
        self.saw::<connections::PeopleAuthentications>(lines.iter().map(|line| line.id));
        Ok(())
    }

    async fn invoices(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn Error>> {
        let titles = subscriber.portal_financial_receivable_titles().await?.data;
        self.saw::<invoices::PortalFinancialReceivableTitles>(titles.iter().map(|title| title.id));
        let hash = titles.into_iter().find_map(|title| title.hash);
        self.hash = hash.ok_or("no title with a PDF")?;
        let length = subscriber.write_billet(&self.hash, &mut std::io::sink()).await?;
        self.answers.push((invoices::FinancialBillet::SPEC.name, vec![length as u64]));
        let notes = subscriber.portal_invoice_notes().limit(20).page(1).await?.data;
        self.note = notes.first().map(|note| note.id).ok_or("no fiscal note")?;
        self.saw::<invoices::PortalInvoiceNotes>(notes.iter().map(|note| note.id));
        let printed = subscriber.print_invoice_notes(self.note).await?;
        self.answers.push((invoices::PrintInvoiceNotes::SPEC.name, vec![printed.len() as u64]));
        Ok(())
    }

    async fn tickets(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn Error>> {
        let found = ticket_ids(subscriber).await?;
        self.saw::<tickets::PortalSolicitations>(found);
        // The catalogue is the provider's, the same for everybody: nobody's own.
        let kinds = subscriber.incident_types().q("1").qfields("clientView").await?.data;
        let kinds = kinds.iter().map(|kind| kind.id).collect();
        self.answers.push((tickets::IncidentTypes::SPEC.name, kinds));
        let situations = subscriber.service_level_agreements().incident_type(1011).await?;
        let rows = situations.rows_under("data").unwrap_or_default();
        let ids = rows.into_iter().filter_map(|row| Untyped::integer(row, "id"));
        let ids = ids.filter_map(|id| u64::try_from(id).ok()).collect();
        self.answers.push((tickets::ServiceLevelAgreements::SPEC.name, ids));
        let services = subscriber.catalog_services(self.tag).await?.data;
        let services = services.iter().map(|service| service.id).collect();
        self.answers.push((tickets::CatalogServices::SPEC.name, services));
        Ok(())
    }

    fn saw<O: Operation>(&mut self, ids: impl IntoIterator<Item = u64>) {
        let ids: Vec<u64> = ids.into_iter().collect();
        self.own.extend(ids.iter().map(|id| (O::SPEC.name, *id)));
        self.answers.push((O::SPEC.name, ids));
    }
}

async fn open_ticket(subscriber: &Subscriber, walk: &Walk) -> Result<u64, Box<dyn Error>> {
    let text = "Desde ontem, ÀS VEZES sem sinal. Aberto por cargo run --example voalle_tour.";
    let ticket = TICKETS.solicitation(walk.person, "Conexão lenta à noite", text);
    let opened = subscriber.call(ticket.contract_service_tag_id(walk.tag)).await?.data;
    let client = opened.client.as_ref().and_then(|client| client.get()).map(|client| client.id);
    require(client == Some(walk.person), "the ticket is the subscriber's own")?;
    println!("  person {}: protocol {}", walk.person, opened.protocol.unwrap_or_default());
    Ok(opened.assignment.id)
}

/// The ids of all tickets, page by page.
async fn ticket_ids(subscriber: &Subscriber) -> Result<BTreeSet<u64>, Box<dyn Error>> {
    let mut ids = BTreeSet::new();
    let mut pages = subscriber.portal_solicitations().limit(1).pages();
    while let Some(page) = pages.next().await {
        ids.extend(page?.data.iter().map(|ticket| ticket.assignment.id));
    }
    Ok(ids)
}

async fn joao_asks_for_marias(
    joao: &Subscriber,
    maria: &Subscriber,
    of_maria: &Walk,
) -> Result<(), Box<dyn Error>> {
    let refusals = [
        ("her connections", joao.people_authentications(of_maria.person).await.err()),
        ("her contracts", joao.people_contracts(of_maria.person).await.err()),
        ("her service tags", joao.contract_service_tags().client_id(of_maria.person).await.err()),
        ("her notices", joao.people_warnings().person(of_maria.person).await.err()),
        ("her tag's services", joao.catalog_services(of_maria.tag).await.err()),
        ("her boleto", joao.financial_billet(&of_maria.hash).await.err()),
        ("her fiscal note", joao.print_invoice_notes(of_maria.note).await.err()),
        (
            "a ticket in her name",
            joao.call(TICKETS.solicitation(of_maria.person, "x", "y")).await.err(),
        ),
    ];
    for (what, refusal) in refusals {
        let error = refusal.ok_or_else(|| format!("another subscriber was shown {what}"))?;
        println!("  {what:<22} for the other: {}", error.what());
    }
    maria.financial_billet(&of_maria.hash).await?;
    Ok(())
}

fn require(holds: bool, what: &str) -> Result<(), Box<dyn Error>> {
    if holds { Ok(()) } else { Err(format!("does not hold: {what}").into()) }
}
