//! Several providers from a configuration file: one question to all of them at the same time, one table.
//!
//! ```text
//! cargo run --example many_isps
//! cargo run --example many_isps -- --config providers.toml
//! ```
//!
//! `examples/many_isps.toml` shows the file. Secrets are not in it but in the environment. Without a file
//! the providers of that one run as simulators. It only reads.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use examples::command_line::{CommandLine, arguments_with_own_variables_or_exit, exit_code};
use examples::providers::{self, Provider};
use examples::variables;
use isp_core::testing::{SharedWorld, World};
use isp_core::{Document, Isp, IspExt, Money};
use mk_webservices::simulator::Simulator as MkSimulator;
use tokio::task::JoinSet;
use voalle_global::simulator::Simulator as GlobalSimulator;
use voalle_portal::simulator::Simulator as PortalSimulator;

const USAGE: &str = "\
usage: many_isps [options]

Asks every provider of a file for a customer's unpaid invoices, all at the same
time.

  --config FILE           the providers, as examples/many_isps.toml shows;
                          by default simulators
  --document CPF-or-CNPJ  whose invoices, by default EXAMPLE_DOCUMENT
  --help                  this text";

struct Arguments {
    config: Option<String>,
    document: Document,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_with_own_variables_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(&arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--config", "--document"], &[])? else { return Ok(None) };
    let config = line.value("--config").map(str::to_owned);
    Ok(Some(Arguments { config, document: line.document()? }))
}

/// Whether every provider answered.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    if let Some(path) = &arguments.config {
        let toml = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        let own = RefCell::new(Vec::new());
        let providers = providers::read(&toml, |name| {
            own.borrow_mut().push(name.to_owned());
            std::env::var(name).ok()
        })?;
        variables::refuse_misspelt_except(&own.into_inner())?;
        return ask_all(providers, &arguments.document).await;
    }
    variables::refuse_misspelt_except(&[])?;
    // They serve until they are dropped.
    let norte = MkSimulator::start(World::example()).await?;
    let centro = MkSimulator::start(World::example()).await?;
    let sul = PortalSimulator::start(World::example()).await?;
    let leste = GlobalSimulator::start(World::example()).await?;
    let world = SharedWorld::new(World::example());
    let (oeste, oeste_portal) =
        (GlobalSimulator::start(world.clone()).await?, PortalSimulator::start(world).await?);
    // A simulator's login is on a port of its own.
    let oeste_urls = format!(
        "\"{}\"\nauthentication_url = \"{}\"",
        oeste.data_url(),
        oeste.authentication_url()
    );
    let toml = include_str!("many_isps.toml")
        .replace("https://norte.example.com", &norte.base_url())
        .replace("https://centro.example.com", &centro.base_url())
        .replace("https://sul.example.com", &sul.base_url())
        .replace("https://leste.example.com/data", &leste.data_url())
        .replace("https://leste.example.com/auth", &leste.authentication_url())
        .replace("https://api.oeste.example.com", &oeste_portal.base_url())
        .replace("\"https://oeste.example.com\"", &oeste_urls);
    let login = sul.world().with(|world| world.logins.first().cloned());
    let login = login.ok_or("no subscriber has a login")?;
    let secrets = HashMap::from([
        ("NORTE_USER_TOKEN", norte.user_token().to_owned()),
        ("NORTE_PROFILE_PASSWORD", norte.profile_password().to_owned()),
        ("CENTRO_USER_TOKEN", centro.user_token().to_owned()),
        ("CENTRO_PROFILE_PASSWORD", centro.profile_password().to_owned()),
        ("SUL_VERIFY_TOKEN", sul.verify_token().to_owned()),
        ("SUL_CLIENT_ID", sul.client_id().to_owned()),
        ("SUL_CLIENT_SECRET", sul.client_secret().to_owned()),
        ("SUL_USERNAME", login.username),
        ("SUL_PASSWORD", login.password),
        ("LESTE_GLOBAL_CLIENT_ID", leste.client_id().to_owned()),
        ("LESTE_GLOBAL_CLIENT_SECRET", leste.client_secret().to_owned()),
        ("LESTE_GLOBAL_SYNDATA", leste.syndata().to_owned()),
        ("OESTE_GLOBAL_CLIENT_ID", oeste.client_id().to_owned()),
        ("OESTE_GLOBAL_CLIENT_SECRET", oeste.client_secret().to_owned()),
        ("OESTE_GLOBAL_SYNDATA", oeste.syndata().to_owned()),
        ("OESTE_VERIFY_TOKEN", oeste_portal.verify_token().to_owned()),
        ("OESTE_CLIENT_ID", oeste_portal.client_id().to_owned()),
        ("OESTE_CLIENT_SECRET", oeste_portal.client_secret().to_owned()),
    ]);
    let providers = providers::read(&toml, |name| secrets.get(name).cloned())?;
    ask_all(providers, &arguments.document).await
}

/// What a customer owes to one provider.
struct Debt {
    registrations: usize,
    invoices: usize,
    amount: Money,
}

async fn ask_all(providers: Vec<Provider>, document: &Document) -> Result<bool, Box<dyn Error>> {
    let mut calls = JoinSet::new();
    for (number, provider) in providers.iter().enumerate() {
        let (isp, document) = (Arc::clone(&provider.isp), *document);
        calls.spawn(async move { (number, debt(isp.as_ref(), &document).await) });
    }
    let mut debts = HashMap::new();
    while let Some(finished) = calls.join_next().await {
        let (number, debt) = finished?;
        debts.insert(number, debt);
    }

    println!(
        "{:<24} {:<16} {:>9} {:>8} {:>16}",
        "provider", "ERP", "customers", "unpaid", "amount"
    );
    println!("{}", "─".repeat(77));
    let mut all_answered = true;
    for (number, provider) in providers.iter().enumerate() {
        let (name, system) = (&provider.name, provider.isp.system());
        print!("{name:<24.24} {system:<16.16} ");
        // One provider that does not answer hides no other.
        match debts.get(&number) {
            Some(Ok(debt)) => {
                let amount = debt.amount.to_string();
                println!("{:>9} {:>8} {amount:>16}", debt.registrations, debt.invoices);
            }
            Some(Err(error)) => {
                all_answered = false;
                println!("could not be read\n  {error}");
            }
            None => return Err("a provider was not asked".into()),
        }
    }
    Ok(all_answered)
}

async fn debt(isp: &dyn Isp, document: &Document) -> Result<Debt, isp_core::Error> {
    let customers = isp.customers_by_document(document).await?;
    let mut debt = Debt { registrations: customers.len(), invoices: 0, amount: Money::ZERO };
    for customer in &customers {
        for invoice in isp.unpaid_invoices(&customer.id).await? {
            debt.invoices += 1;
            debt.amount = debt.amount.checked_add(invoice.amount).ok_or_else(|| {
                isp_core::Error::invalid_input("the amounts are too large to add up")
            })?;
        }
    }
    Ok(debt)
}
