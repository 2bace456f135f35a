//! Looks for what keeps an ERP from working: name, TLS, clock, login, granted services, rules, core-api.
//!
//! ```text
//! cargo run --example doctor
//! cargo run --example doctor -- --document 529.982.247-25
//! ```
//!
//! By default it uses the simulators. With the environment variables that the README lists it uses real
//! ERPs. It logs in and reads, and changes nothing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::report::{Report, Verdict};
use examples::{MkEnvironment, VoalleEnvironment, layout, now, today};
use isp_core::http::{Operation, Reply};
use isp_core::jiff::fmt::rfc2822::DateTimeParser;
use isp_core::testing::{SharedWorld, World};
use isp_core::{Document, Secret};
use mk_webservices::operations as mk_operations;
use mk_webservices::simulator::Simulator as MkSimulator;
use url::Url;
use voalle_portal::Subscriber;
use voalle_portal::simulator::Simulator as VoalleSimulator;

const USAGE: &str = "\
usage: doctor [options]

Checks every ERP: name, TLS, clock, login, granted services, rules, core-api.

  --document CPF-or-CNPJ  a customer to read, by default EXAMPLE_DOCUMENT
  --help                  this text

  ok      it works
  look    not known, or something to look at
  no      the ERP does not offer it; the rest works without it
  FAILED  it does not work; what to do is below

The exit code is 1 if a check failed, and 2 if an argument is wrong.";

/// The service code of a login for all services.
const ALL_SERVICES: u32 = 9999;
/// How far the two clocks may differ, in seconds.
const CLOCK_TOLERANCE: i64 = 60;

struct Mk {
    base_url: String,
    client: mk_webservices::Client,
    user_token: Secret,
    profile_password: Secret,
}

struct Voalle {
    base_url: String,
    subscriber: Subscriber,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(document) => exit_code(run(&document).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Document>, String> {
    let Some(line) = CommandLine::read(&["--document"], &[])? else { return Ok(None) };
    line.document().map(Some)
}

/// Whether no check failed.
async fn run(document: &Document) -> Result<bool, Box<dyn Error>> {
    let mut report = Report::default();
    let (mk, voalle) = (MkEnvironment::read()?, VoalleEnvironment::read()?);
    if mk.is_none() && voalle.is_none() {
        on_simulators(&mut report, document).await?;
    }
    if let Some(mk) = mk {
        let [user_token, profile_password] = mk.credentials();
        let base_url = mk.base_url().to_owned();
        let mk = Mk { base_url, client: mk.client()?, user_token, profile_password };
        examine_mk(&mut report, &mk, document).await;
    }
    if let Some(voalle) = voalle {
        let base_url = voalle.base_url().to_owned();
        let voalle = Voalle { base_url, subscriber: voalle.subscriber()? };
        examine_voalle(&mut report, &voalle).await;
    }
    println!("\nfailed checks: {}", report.failures());
    Ok(report.failures() == 0)
}

async fn on_simulators(report: &mut Report, document: &Document) -> Result<(), Box<dyn Error>> {
    let world = World::example();
    let login = world.logins.first().cloned().ok_or("no subscriber has a login")?;
    let mk = MkSimulator::start(SharedWorld::new(world.clone())).await?;
    let voalle = VoalleSimulator::start(SharedWorld::new(world)).await?;
    let client = mk_webservices::Client::builder(mk.base_url())
        .credentials(mk.user_token(), mk.profile_password())
        .allow_plaintext_http()
        .build()?;
    let (user_token, profile_password) =
        (Secret::new(mk.user_token()), Secret::new(mk.profile_password()));
    let target = Mk { base_url: mk.base_url(), client, user_token, profile_password };
    examine_mk(report, &target, document).await;

    let subscriber = voalle_portal::Client::builder(voalle.base_url())
        .credentials(voalle.verify_token(), voalle.client_id(), voalle.client_secret())
        .allow_plaintext_http()
        .build()?
        .subscriber(login.username, login.password);
    examine_voalle(report, &Voalle { base_url: voalle.base_url(), subscriber }).await;
    Ok(())
}

async fn examine_mk(report: &mut Report, mk: &Mk, document: &Document) {
    layout::heading(&format!("MK Webservices · {}", mk.base_url));
    let login = mk.client.autenticacao(&mk.user_token, &mk.profile_password, ALL_SERVICES.into());
    let Some(login) = reach(report, &mk.base_url, login.send().await).await else { return };

    println!("\n  services of the web-service profile");
    services(report, &login.servicos_autorizados.unwrap_or_default());

    println!("\n  rules that the common vocabulary uses");
    let client = &mk.client;
    let customer = mk_call(report, true, client.consulta_doc(document)).await;
    let customer = customer.and_then(|found| found.codigo_pessoa);
    mk_call(report, false, client.lista_processos()).await;
    mk_call(report, false, client.lista_classificacoes_ate()).await;
    mk_call(report, false, client.atendimentos().data_inicio(today()).data_termino(today())).await;
    mk_call(report, false, client.faturas_abertas(today(), today())).await;
    let Some(customer) = customer else {
        report.line(
            Verdict::Doubtful,
            "rules about a customer",
            "not called: no customer was found by this document; choose one with --document",
        );
        report.line(Verdict::Doubtful, "core-api", "not called: it needs a customer too");
        return;
    };
    mk_call(report, true, client.consulta_clientes().cd_cliente(customer)).await;
    mk_call(report, true, client.contratos_por_cliente(customer)).await;
    mk_call(report, false, client.contratos_por_cliente_v2(customer)).await;
    mk_call(report, true, client.conexoes_por_cliente(customer)).await;
    mk_call(report, false, client.faturas(customer)).await;
    let unpaid = mk_call(report, true, client.faturas_pendentes(customer)).await;
    match unpaid.and_then(|unpaid| unpaid.faturas_pendentes.first().map(|first| first.codfatura)) {
        Some(invoice) => {
            mk_call(report, false, client.segunda_via_cobranca(invoice)).await;
            mk_call(report, false, client.retornar_copie_cola_pix_da_fatura(invoice)).await;
        }
        None => report.line(
            Verdict::Doubtful,
            "rules about an invoice",
            "not called: no unpaid invoice was read",
        ),
    }

    println!("\n  core-api");
    mk_call(report, false, client.pessoas_id(customer)).await;
}

async fn examine_voalle(report: &mut Report, voalle: &Voalle) {
    layout::heading(&format!("Voalle portal · {}", voalle.base_url));
    let subscriber = &voalle.subscriber;
    let login = subscriber.portal_authentication().send().await;
    if reach(report, &voalle.base_url, login).await.is_none() {
        return;
    }
    println!("\n  operations that the common vocabulary uses");
    let who = voalle_call(report, true, subscriber.whoami()).await;
    voalle_call(report, true, subscriber.portal_financial_receivable_titles()).await;
    voalle_call(report, false, subscriber.portal_solicitations().limit(1)).await;
    voalle_call(report, false, subscriber.incident_types().q("1").qfields("clientView")).await;
    let Some(person) = who.map(|who| who.data.id) else {
        report.line(Verdict::Doubtful, "the subscriber's records", "not read: whoami failed");
        return;
    };
    voalle_call(report, true, subscriber.people_contracts(person)).await;
    voalle_call(report, true, subscriber.contract_service_tags().client_id(person)).await;
    voalle_call(report, true, subscriber.people_authentications(person)).await;
}

async fn mk_call<O: Operation>(
    report: &mut Report,
    necessary: bool,
    call: mk_webservices::Call<O>,
) -> Option<O::Output> {
    report.call(O::SPEC.name, necessary, call.send().await)
}

async fn voalle_call<O: Operation>(
    report: &mut Report,
    necessary: bool,
    call: voalle_portal::Call<O>,
) -> Option<O::Output> {
    report.call(O::SPEC.name, necessary, call.send().await)
}

/// Name, connection, clock and login. `None` if the rest cannot work.
async fn reach<T>(
    report: &mut Report,
    base_url: &str,
    login: Result<Reply<T>, isp_core::Error>,
) -> Option<T> {
    let is_encrypted = base_url.starts_with("https://");
    name(report, base_url).await;
    let connection = if is_encrypted { "connection and certificate" } else { "connection" };
    match &login {
        // A status is proof of an answer.
        Err(error) if error.status().is_none() => {
            report.line(Verdict::Failed, connection, &error.to_string());
            return None;
        }
        _ if is_encrypted => report.line(Verdict::Good, connection, "encrypted"),
        _ => report.line(Verdict::Doubtful, connection, "plain http: use https://"),
    }
    match login {
        Ok(reply) => {
            let (verdict, note) = clock(reply.headers.get("date"));
            report.line(verdict, "clock", &note);
            report.call("login", true, Ok(reply))
        }
        Err(error) => {
            report.line(Verdict::Doubtful, "clock", "not known: the login failed");
            report.line(Verdict::Failed, "login", &error.to_string());
            None
        }
    }
}

/// Whether the name has an address. It need not have one where a proxy looks it up.
async fn name(report: &mut Report, base_url: &str) {
    let looked_up = Url::parse(base_url)
        .ok()
        .map(|url| tokio::task::spawn_blocking(move || url.socket_addrs(|| None)));
    let Some(looked_up) = looked_up else {
        return report.line(Verdict::Failed, "name", "the base URL is not a URL");
    };
    let addresses: Vec<SocketAddr> = match looked_up.await {
        Ok(Ok(addresses)) => addresses,
        _ => Vec::new(),
    };
    match addresses.first() {
        Some(first) => report.line(Verdict::Good, "name", &first.ip().to_string()),
        None => report.line(
            Verdict::Doubtful,
            "name",
            "no address found: check the spelling of the base URL; a proxy may still find it",
        ),
    }
}

fn clock(date: Option<&str>) -> (Verdict, String) {
    let parser = DateTimeParser::new();
    let Some(server) = date.and_then(|date| parser.parse_timestamp(date).ok()) else {
        return (Verdict::Doubtful, "not known: the server sends no Date".to_owned());
    };
    let ahead = server.as_second() - now().as_second();
    if ahead.abs() <= CLOCK_TOLERANCE {
        return (Verdict::Good, format!("within {CLOCK_TOLERANCE} seconds"));
    }
    let which = if ahead > 0 { "ahead of" } else { "behind" };
    let seconds = ahead.abs();
    (
        Verdict::Doubtful,
        format!("the server is {seconds} s {which} this machine: synchronize both by NTP"),
    )
}

fn services(report: &mut Report, granted: &[u32]) {
    if granted.is_empty() {
        return report.line(
            Verdict::Doubtful,
            "not known",
            "the login lists no services; the calls below show what is granted",
        );
    }
    let mut services: Vec<_> = mk_operations::all()
        .filter_map(|spec| Some((spec.service_code?, spec.service_name.unwrap_or(spec.title))))
        .collect();
    services.sort_unstable();
    services.dedup_by_key(|(code, _)| *code);
    for (code, name) in services {
        let check = format!("{code:>5} {name}");
        if granted.contains(&code) || granted.contains(&ALL_SERVICES) {
            report.line(Verdict::Good, &check, "");
        } else {
            report.line(
                Verdict::NotOffered,
                &check,
                "not granted: enable it in the web-service profile in MK if you call it",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::jiff::{SignedDuration, Timestamp};

    fn date(off_by: i64) -> String {
        let at: Timestamp = now().saturating_add(SignedDuration::from_secs(off_by)).unwrap();
        at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    #[test]
    fn only_a_clock_that_was_read_is_right_or_wrong() {
        assert_eq!(clock(Some(&date(5))).0, Verdict::Good);
        for (off_by, words) in [(3_600, "s ahead of"), (-3_600, "s behind")] {
            let (verdict, note) = clock(Some(&date(off_by)));
            assert_eq!(verdict, Verdict::Doubtful);
            assert!(note.contains(words), "{note}");
        }
        for unknown in [None, Some("yesterday")] {
            assert_eq!(clock(unknown).0, Verdict::Doubtful);
        }
    }
}
