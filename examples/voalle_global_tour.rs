//! Calls every read operation of Voalle's provider-wide API, beginning with nothing but a CPF; then
//! shows the same customer through the trait, opens a ticket and unlocks a blocked connection.
//!
//! ```text
//! cargo run --example voalle_global_tour
//! ```
//!
//! It starts its own simulator.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::process::ExitCode;

use examples::columns;
use examples::command_line::help_or_exit;
use isp_core::brazil::State;
use isp_core::http::{Effect, EvidenceLevel, Operation};
use isp_core::testing::World;
use isp_core::{Connection, Document, Error, Isp, IspExt, NewTicket};
use voalle_global::operations::{
    self, catalogue, connections, contracts, documents, field_service, invoices, people, sales,
    tickets,
};
use voalle_global::simulator::Simulator;
use voalle_global::{Client, TicketDefaults};

const USAGE: &str = "\
usage: voalle_global_tour

Calls every read operation of Voalle's provider-wide API on a simulator of its
own, and shows the same customer in the vocabulary of every ERP.

  --help  this text";

/// A customer of the example world.
const MARIA: &str = "529.982.247-25";

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
    let global = Client::builder_at(simulator.authentication_url(), simulator.data_url())
        .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
        .ticket_defaults(TicketDefaults::new(1, 1011, 11))
        .allow_plaintext_http()
        .build()?;
    let document: Document = MARIA.parse()?;

    println!("Every read operation, in the vendor's own words");
    let mut tour = Tour { global: &global, document, answers: Vec::new() };
    tour.people().await?;
    tour.catalogue().await?;
    tour.documents_and_sales().await?;
    tour.contracts_and_invoices().await?;
    tour.connections().await?;
    tour.tickets().await?;
    for (operation, answer) in &tour.answers {
        for line in columns::answer(operation, answer) {
            println!("{line}");
        }
    }
    let reads = operations::all().filter(|spec| spec.effect == Effect::Read);
    let reads: BTreeSet<_> = reads.map(|spec| spec.name).collect();
    let called: BTreeSet<_> = tour.answers.iter().map(|(name, _)| *name).collect();
    require(called == reads, "every read is called")?;

    println!("\nThe same customer in the vocabulary of every ERP");
    through_the_trait(&global, &document).await?;
    require(simulator.login_count() == 1, "one login for everything")
}

async fn through_the_trait(global: &Client, document: &Document) -> Result<(), Box<dyn StdError>> {
    let isp = global.isp();
    let found = isp.customers_by_document(document).await?;
    let customer = found.first().ok_or("no customer with this document")?;
    println!("  customer {} {}", customer.id, customer.name);
    for contract in isp.contracts(&customer.id).await? {
        println!("  contract {} {}", contract.id, contract.status);
    }
    for invoice in isp.unpaid_invoices(&customer.id).await? {
        let means = isp.payment(&invoice.id).await?;
        let yes_or_no = |given| if given { "yes" } else { "no" };
        println!(
            "  invoice {} due {} {}: line {}, PIX {}",
            invoice.id,
            invoice.due,
            invoice.amount,
            yes_or_no(means.line.is_some()),
            yes_or_no(means.pix.is_some())
        );
    }
    let blocked = isp.connections(&customer.id).await?;
    let blocked = blocked.into_iter().find(Connection::is_blocked);
    let blocked = blocked.ok_or("no blocked connection")?;
    let ticket = NewTicket::new(customer.id.clone(), "Sem conexão", "Aberto pelo exemplo.");
    let opened = isp.open_ticket(ticket.about_connection(blocked.id.clone())).await?;
    println!("  ticket {} opened", opened.protocol.unwrap_or_default());
    println!("  connection {}: {}", blocked.id, isp.trust_unlock(&blocked.id).await?.message_pt());
    Ok(())
}

/// What the read operations answered.
struct Tour<'a> {
    global: &'a Client,
    document: Document,
    /// Operation, and a summary of its answer.
    answers: Vec<(&'static str, String)>,
}

impl Tour<'_> {
    async fn people(&mut self) -> Result<(), Box<dyn StdError>> {
        let person = self.global.people_txid(self.document).await?.response;
        self.saw::<people::PeopleTxid>(format!("customer {}", person.id));
        let page = self.global.getclient(1, 100).await?.response;
        self.saw::<people::GetClient>(format!("{} customers", page.data.len()));
        Ok(())
    }

    async fn catalogue(&mut self) -> Result<(), Box<dyn StdError>> {
        let global = self.global;
        let places = global.companiesplacespaged().page(1).await?.response.data;
        self.saw::<catalogue::CompaniesPlacesPaged>(format!("{} branches", places.len()));
        let kinds = global.getdocumentationtypes().await?.response.data;
        self.saw::<catalogue::GetDocumentationTypes>(format!("{} kinds", kinds.len()));
        let day = isp_core::jiff::civil::date(2026, 9, 7);
        let holiday = global.isholiday(day, State::RS).await?.response.is_holiday;
        self.saw::<catalogue::IsHoliday>(format!("a holiday: {holiday}"));
        let kinds = global.contracttypesandservices().await?.response;
        self.saw::<catalogue::ContractTypesAndServices>(format!("{} kinds", kinds.len()));
        let tags = global.contractservicetagspaged().tx_id(self.document).await?.response.data;
        self.saw::<catalogue::ContractServiceTagsPaged>(format!("{} tags", tags.len()));
        let tags = global.servicetagsinfopaged().tx_id(self.document).await?.response.data;
        let tags: Vec<_> = tags.into_iter().filter_map(|tag| tag.tag).collect();
        self.saw::<catalogue::ServiceTagsInfoPaged>(tags.join(" "));
        self.undocumented::<catalogue::IncidentTypesPaged>(
            global.incidenttypespaged().await.err(),
        )?;
        let levels = global.servicelevelagreementpaged().await;
        self.undocumented::<catalogue::ServiceLevelAgreementPaged>(levels.err())?;
        let services = global.catalogservicespaged().await;
        self.undocumented::<catalogue::CatalogServicesPaged>(services.err())?;
        let items = global.catalogservicesitemspaged().await;
        self.undocumented::<catalogue::CatalogServicesItemsPaged>(items.err())?;
        self.undocumented::<field_service::GetSchedules>(global.getschedules().await.err())
    }

    async fn documents_and_sales(&mut self) -> Result<(), Box<dyn StdError>> {
        let global = self.global;
        let to_sign = global.getdocumentlinktosignbycontract(20_567).await?.response;
        self.saw::<documents::GetDocumentLinkToSignByContract>(format!(
            "{} to sign",
            to_sign.len()
        ));
        let files = global.getfilesbycontract("0020567", 61).await?.response;
        self.saw::<documents::GetFilesByContract>(format!("{} documents", files.len()));
        let list = global.contractuploads_list().await;
        self.undocumented::<documents::ContractUploadsList>(list.err())?;
        let file = global.contractuploads_getfile(1, 20_567).await?;
        self.saw::<documents::ContractUploadsGetFile>(format!("{} bytes", file.len()));
        let address = sales::FullAddress {
            address: Some("Rua das Acácias".into()),
            number: Some("123".into()),
            ..sales::FullAddress::default()
        };
        let coverage = global.verifyviability(address, 300).await?.response;
        self.saw::<sales::VerifyViability>(format!("covered: {}", coverage.viability));
        let campaigns = global.campaignsandpricelistservices().await?.response;
        self.saw::<sales::CampaignsAndPriceListServices>(format!("{} campaigns", campaigns.len()));
        Ok(())
    }

    async fn contracts_and_invoices(&mut self) -> Result<(), Box<dyn StdError>> {
        let global = self.global;
        let rows = global.contract_getpaged().tx_id(self.document).page(1).page_size(100).await?;
        let numbers = rows.response.data.into_iter().filter_map(|row| row.contract_number);
        self.saw::<contracts::ContractGetPaged>(numbers.collect::<Vec<_>>().join(" "));
        let open = global.getopentitlesbytxid(self.document).await?.response;
        let title = open.first().map(|title| title.id).ok_or("no open title")?;
        self.saw::<invoices::GetOpenTitlesByTxId>(format!("{} open titles", open.len()));
        let all = global.gettitlesbytxid(self.document).await?.response;
        self.saw::<invoices::GetTitlesByTxId>(format!("{} titles", all.len()));
        let of_contract = global.getcontractbillets(20_567).await?.response;
        self.saw::<invoices::GetContractBillets>(format!("{} titles", of_contract.len()));
        let pdf = global.getbillet(title).await?;
        self.saw::<invoices::GetBillet>(format!("{} bytes", pdf.len()));
        let link = global.getbilletlink(title).await?.response.link;
        self.saw::<invoices::GetBilletLink>(if link.is_empty() { "no link" } else { "a link" });
        let due = global.getopentitlesbyexpirationdate().page(1).await;
        self.undocumented::<invoices::GetOpenTitlesByExpirationDate>(due.err())?;
        let state = global.consultpayment("00000000-0000-4000-8000-000000000004").await?.response;
        self.saw::<invoices::ConsultPayment>(format!(
            "status {}",
            told(state.status.and_then(|it| it.value))
        ));
        let day = isp_core::jiff::civil::date(2026, 9, 10);
        let amounts = global.getrenegotiationsinformations(&[title], day).await?.response;
        self.saw::<invoices::GetRenegotiationsInformations>(format!(
            "fine {}",
            told(amounts.total_fine)
        ));
        let note = global.invoices_download(910_001).await?;
        self.saw::<invoices::InvoicesDownload>(format!("{} bytes", note.len()));
        Ok(())
    }

    async fn connections(&mut self) -> Result<(), Box<dyn StdError>> {
        let global = self.global;
        // The whole list, in constant memory.
        let (mut rows, mut count) = (global.connection_all().rows(), 0);
        while let Some(row) = rows.try_next().await? {
            row?;
            count += 1;
        }
        self.saw::<connections::ConnectionAll>(format!("{count} connections"));
        let deleted = global.connection_all_deleted().await?.response;
        self.saw::<connections::ConnectionAllDeleted>(format!("{} deleted", deleted.len()));
        let page = global.connection_all_deleted_paged(1, 100).await?.response;
        let deleted = told(page.total_records);
        self.saw::<connections::ConnectionAllDeletedPaged>(format!("{deleted} deleted"));
        let groups = global.connection_by_userdata().contract_ids(&[20_567]).await?.response;
        self.saw::<connections::ConnectionByUserData>(format!("{} groups", groups.len()));
        let points = global.getaccesspointstatusbyclient(10_123).await?.response;
        self.saw::<connections::GetAccessPointStatusByClient>(format!("{} points", points.len()));
        let point = global.getaccesspointstatusbycontract(20_567).await?.response;
        self.saw::<connections::GetAccessPointStatusByContract>(format!(
            "active: {}",
            told(point.active)
        ));
        let splitters = global.splitter_all().await?.response;
        self.saw::<connections::SplitterAll>(format!("{} splitters", splitters.len()));
        let page = global.splitter_all_paged(1, 20).await?.response;
        self.saw::<connections::SplitterAllPaged>(format!(
            "{} splitters",
            told(page.total_records)
        ));
        let olts = global.olt_all().await?.response;
        self.saw::<connections::OltAll>(format!("{} OLTs", olts.len()));
        Ok(())
    }

    async fn tickets(&mut self) -> Result<(), Box<dyn StdError>> {
        let global = self.global;
        let list = global.solicitationlist(10_123).all_assignments(true).await?.response.data;
        let ticket = list.first().map(|row| row.assignment_id).ok_or("no ticket")?;
        self.saw::<tickets::SolicitationList>(format!("{} tickets", list.len()));
        let data = global.getsolicitationdata(ticket).await?.response;
        self.saw::<tickets::GetSolicitationData>(format!("protocol {}", told(data.protocol)));
        let reports = global.getsolicitationhistory(ticket).await?.response;
        self.saw::<tickets::GetSolicitationHistory>(format!("{} reports", reports.len()));
        let files = global.assignmentsuploads_list().await;
        self.undocumented::<tickets::AssignmentsUploadsList>(files.err())?;
        let file = global.assignmentsuploads_getfile(1, ticket).await?;
        self.saw::<tickets::AssignmentsUploadsGetFile>(format!("{} bytes", file.len()));
        Ok(())
    }

    fn saw<O: Operation>(&mut self, what: impl Into<String>) {
        self.answers.push((O::SPEC.name, what.into()));
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

fn told<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "not told".to_owned(), |value| value.to_string())
}

fn require(holds: bool, what: &str) -> Result<(), Box<dyn StdError>> {
    if holds { Ok(()) } else { Err(format!("not true: {what}").into()) }
}
