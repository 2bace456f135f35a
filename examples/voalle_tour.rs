//! Two subscribers of one portal at the same time: calls every read operation, opens a ticket for each
//! subscriber, and checks that each sees only their own records.
//!
//! ```text
//! cargo run --example voalle_tour
//! ```
//!
//! It starts its own simulator.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::process::ExitCode;

use examples::columns;
use examples::command_line::help_or_exit;
use isp_core::Error;
use isp_core::http::{Effect, EvidenceLevel, Operation};
use isp_core::testing::World;
use voalle_portal::operations::{self, connections, contracts, invoices, people, tickets};
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, Subscriber, TicketDefaults};

const USAGE: &str = "\
usage: voalle_tour

Calls every read operation of Voalle's customer portal for two subscribers at
the same time, on a simulator of its own.

  --help  this text";

/// The ids with which tickets are opened.
const TICKETS: TicketDefaults = TicketDefaults::new(1, 1011, 11);

#[tokio::main]
async fn main() -> ExitCode {
    if let Err(code) = help_or_exit(USAGE) {
        return code;
    }
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn StdError>> {
    let simulator = Simulator::start(World::example()).await?;
    let portal = Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .ticket_defaults(TICKETS)
        .allow_plaintext_http()
        .build()?;
    let maria = portal.subscriber("52998224725", "senha-da-maria");
    let joao = portal.subscriber("11144477735", "senha-do-joao");

    let (of_maria, of_joao) = tokio::try_join!(Tour::of(&maria), Tour::of(&joao))?;
    for tour in [&of_maria, &of_joao] {
        println!("\nPerson {}", tour.person);
        for (operation, answer) in &tour.answers {
            for line in columns::answer(operation, answer) {
                println!("{line}");
            }
        }
    }

    println!("\nEach opens a ticket, both at the same time");
    let (hers, his) =
        tokio::try_join!(open_ticket(&maria, &of_maria), open_ticket(&joao, &of_joao))?;
    let (her_list, his_list) = tokio::try_join!(ticket_ids(&maria), ticket_ids(&joao))?;
    println!("  person {} now has {her_list:?}", of_maria.person);
    println!("  person {} now has {his_list:?}", of_joao.person);

    println!("\nEach sees only their own records");
    require(her_list.contains(&hers) && his_list.contains(&his), "each sees their own ticket")?;
    require(her_list.is_disjoint(&his_list), "neither sees a ticket of the other")?;
    require(of_maria.own.is_disjoint(&of_joao.own), "no record is seen by both")?;
    println!(
        "  {} and {} records, none of them seen by both",
        of_maria.own.len(),
        of_joao.own.len()
    );
    joao_asks_for_records_of_maria(&joao, &maria, &of_maria).await?;

    let logins = simulator.login_count();
    require(logins == 2, "one login for each")?;
    println!("  {logins} logins for {} requests", simulator.server().served().len() - logins);
    Ok(())
}

/// What the read operations answered to one subscriber.
struct Tour {
    person: u64,
    /// Operation, and a summary of its answer.
    answers: Vec<(&'static str, String)>,
    /// Operation and id of every record that belongs to the subscriber.
    own: BTreeSet<(&'static str, u64)>,
    tag: u64,
    note: u64,
    hash: String,
}

impl Tour {
    async fn of(subscriber: &Subscriber) -> Result<Self, Box<dyn StdError>> {
        let person = subscriber.person_id().await?;
        let own = BTreeSet::new();
        let (answers, hash) = (Vec::new(), String::new());
        let mut tour = Self { person, answers, own, tag: 0, note: 0, hash };
        tour.people(subscriber).await?;
        tour.contracts(subscriber).await?;
        tour.invoices(subscriber).await?;
        tour.tickets(subscriber).await?;

        let reads = operations::all().filter(|spec| spec.effect == Effect::Read);
        let reads: BTreeSet<_> = reads.map(|spec| spec.name).collect();
        let called: BTreeSet<_> = tour.answers.iter().map(|(name, _)| *name).collect();
        require(called == reads, "every read is called")?;
        require(called.len() == tour.answers.len(), "each of them once")?;
        Ok(tour)
    }

    async fn people(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn StdError>> {
        let who = subscriber.whoami().await?.data;
        self.saw::<people::Whoami>([who.id]);
        let notices = subscriber.people_warnings().person(self.person).status("unread").await?;
        self.saw::<people::PeopleWarnings>(notices.data.iter().map(|notice| notice.id));
        Ok(())
    }

    async fn contracts(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn StdError>> {
        let tags = subscriber.contract_service_tags().client_id(self.person).await?.data;
        self.tag = tags.first().map(|tag| tag.id).ok_or("no service tag")?;
        self.saw::<contracts::ContractServiceTags>(tags.iter().map(|tag| tag.id));
        let contracts = subscriber.people_contracts(self.person).await?.data;
        self.saw::<contracts::PeopleContracts>(contracts.iter().map(|contract| contract.id));
        let lines = subscriber.people_authentications(self.person).await?.data;
        self.saw::<connections::PeopleAuthentications>(lines.iter().map(|line| line.id));
        Ok(())
    }

    async fn invoices(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn StdError>> {
        let titles = subscriber.portal_financial_receivable_titles().await?.data;
        self.saw::<invoices::PortalFinancialReceivableTitles>(titles.iter().map(|title| title.id));
        let hash = titles.into_iter().find_map(|title| title.hash);
        self.hash = hash.ok_or("no title with a PDF")?;
        let length = subscriber.write_billet(&self.hash, &mut std::io::sink()).await?;
        self.answers.push((invoices::FinancialBillet::SPEC.name, format!("{length} bytes")));
        let notes = subscriber.portal_invoice_notes().limit(20).page(1).await?.data;
        self.note = notes.first().map(|note| note.id).ok_or("no fiscal note")?;
        self.saw::<invoices::PortalInvoiceNotes>(notes.iter().map(|note| note.id));
        let printed = subscriber.print_invoice_notes(self.note).await;
        self.undocumented::<invoices::PrintInvoiceNotes>(printed.err())
    }

    async fn tickets(&mut self, subscriber: &Subscriber) -> Result<(), Box<dyn StdError>> {
        let found = ticket_ids(subscriber).await?;
        self.saw::<tickets::PortalSolicitations>(found);
        // Kinds of ticket and services are the same for every subscriber.
        let kinds = subscriber.incident_types().q("1").qfields("clientView").await?.data;
        let kinds: Vec<_> = kinds.iter().map(|kind| kind.id).collect();
        self.answers.push((tickets::IncidentTypes::SPEC.name, format!("{kinds:?}")));
        let services = subscriber.catalog_services(self.tag).await?.data;
        let services: Vec<_> = services.iter().map(|service| service.id).collect();
        self.answers.push((tickets::CatalogServices::SPEC.name, format!("{services:?}")));
        let situations = subscriber.service_level_agreements().incident_type(1011).await;
        self.undocumented::<tickets::ServiceLevelAgreements>(situations.err())
    }

    fn saw<O: Operation>(&mut self, ids: impl IntoIterator<Item = u64>) {
        let ids: Vec<u64> = ids.into_iter().collect();
        self.own.extend(ids.iter().map(|id| (O::SPEC.name, *id)));
        self.answers.push((O::SPEC.name, format!("{ids:?}")));
    }

    /// The simulator's generic answer says nothing, and the client may refuse it: only that it came is
    /// checked.
    fn undocumented<O: Operation>(
        &mut self,
        error: Option<Error>,
    ) -> Result<(), Box<dyn StdError>> {
        require(O::SPEC.evidence == EvidenceLevel::Assumed, "the answer is not documented")?;
        let status = error.and_then(|error| error.status()).unwrap_or(200);
        require(status == 200, "the simulator answers it")?;
        self.answers.push((O::SPEC.name, "answer not documented anywhere".to_owned()));
        Ok(())
    }
}

async fn open_ticket(subscriber: &Subscriber, tour: &Tour) -> Result<u64, Box<dyn StdError>> {
    let text = "Desde ontem, ÀS VEZES sem sinal. Aberto por cargo run --example voalle_tour.";
    let ticket = TICKETS.solicitation(tour.person, "Conexão lenta à noite", text);
    let opened = subscriber.call(ticket.contract_service_tag_id(tour.tag)).await?.data;
    let client = opened.client.as_ref().and_then(|client| client.get()).map(|client| client.id);
    require(client == Some(tour.person), "the ticket belongs to the subscriber")?;
    println!("  person {}: protocol {}", tour.person, opened.protocol.unwrap_or_default());
    Ok(opened.assignment.id)
}

/// The ids of all tickets, page by page.
async fn ticket_ids(subscriber: &Subscriber) -> Result<BTreeSet<u64>, Box<dyn StdError>> {
    let mut ids = BTreeSet::new();
    let mut pages = subscriber.portal_solicitations().limit(1).pages();
    while let Some(page) = pages.next().await {
        ids.extend(page?.data.iter().map(|ticket| ticket.assignment.id));
    }
    Ok(ids)
}

async fn joao_asks_for_records_of_maria(
    joao: &Subscriber,
    maria: &Subscriber,
    of_maria: &Tour,
) -> Result<(), Box<dyn StdError>> {
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
        let error = refusal.ok_or_else(|| format!("another subscriber sees {what}"))?;
        println!("  {what:<22} refused: {}", error.what());
    }
    maria.financial_billet(&of_maria.hash).await?;
    Ok(())
}

fn require(holds: bool, what: &str) -> Result<(), Box<dyn StdError>> {
    if holds { Ok(()) } else { Err(format!("not true: {what}").into()) }
}
