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
use examples::{
    MkEnvironment, Simulators, VoalleEnvironment, VoalleGlobalEnvironment, layout, now, today,
};
use isp_core::http::{Operation, Reply};
use isp_core::jiff::fmt::rfc2822::DateTimeParser;
use isp_core::{CustomerId, Document, Secret};
use mk_webservices::operations as mk_operations;
use url::Url;
use voalle_global::VoalleIsp;
use voalle_portal::Subscriber;

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

/// Whether there is none, or the call failed, is said by its own line.
const NO_CUSTOMER: &str = "not called: no customer was read; where the ERP has none with this document, \
                           choose another with --document";

/// The service code of a login for all services.
const ALL_SERVICES: u32 = 9999;
/// Rows of a page that is only read to see whether it can be.
const SMALL_PAGE: u64 = 5;
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

struct VoalleGlobal {
    /// Where the login is.
    authentication_url: String,
    /// Where everything else is.
    base_url: String,
    client: voalle_global::Client,
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
    let global = VoalleGlobalEnvironment::read()?;
    // Not used here, but by other examples: refused by name if they are wrong.
    MkEnvironment::last_customer_code()?;
    MkEnvironment::ticket_defaults()?;
    VoalleEnvironment::ticket_defaults()?;
    if mk.is_none() && voalle.is_none() && global.is_none() {
        on_simulators(&mut report, document).await?;
    }
    if let Some(mk) = mk {
        let [user_token, profile_password] = mk.credentials();
        let base_url = mk.base_url().to_owned();
        let mk = Mk { base_url, client: mk.client()?, user_token, profile_password };
        examine_mk(&mut report, &mk, document).await;
    }
    let voalle = match voalle {
        Some(voalle) => {
            let base_url = voalle.base_url().to_owned();
            Some(Voalle { base_url, subscriber: voalle.subscriber()? })
        }
        None => None,
    };
    let global = match global {
        Some(global) => Some(VoalleGlobal {
            authentication_url: global.authentication_url().to_owned(),
            base_url: global.base_url().to_owned(),
            client: global.client()?,
        }),
        None => None,
    };
    examine_both(&mut report, voalle.as_ref(), global.as_ref(), document).await;
    println!("\nfailed checks: {}", report.failures());
    Ok(report.failures() == 0)
}

async fn on_simulators(report: &mut Report, document: &Document) -> Result<(), Box<dyn Error>> {
    let simulators = Simulators::start().await?;
    let mk = &simulators.mk;
    let target = Mk {
        base_url: mk.base_url(),
        client: simulators.mk_client()?,
        user_token: Secret::new(mk.user_token()),
        profile_password: Secret::new(mk.profile_password()),
    };
    examine_mk(report, &target, document).await;

    let portal = &simulators.portal;
    let login = portal.world().with(|world| world.logins.first().cloned());
    let login = login.ok_or("no subscriber has a login")?;
    let subscriber = simulators.portal_client()?.subscriber(login.username, login.password);
    let voalle = Voalle { base_url: portal.base_url(), subscriber };
    let global = VoalleGlobal {
        authentication_url: simulators.global.authentication_url(),
        base_url: simulators.global.data_url(),
        client: simulators.global_client()?,
    };
    examine_both(report, Some(&voalle), Some(&global), document).await;
    Ok(())
}

/// The APIs of Voalle that there are, and whether they are of one ERP.
async fn examine_both(
    report: &mut Report,
    voalle: Option<&Voalle>,
    global: Option<&VoalleGlobal>,
    document: &Document,
) {
    let mut subscriber = None;
    if let Some(voalle) = voalle {
        subscriber = examine_voalle(report, voalle).await;
    }
    if let Some(global) = global {
        examine_global(report, global, document).await;
    }
    let (Some(voalle), Some(global)) = (voalle, global) else { return };
    layout::heading("Voalle · both APIs");
    let check = "the same customer under one id";
    let Some(subscriber) = subscriber else {
        let note = "not compared: the portal did not say who the subscriber is";
        return report.line(Verdict::Doubtful, check, note);
    };
    let both = VoalleIsp::new(global.client.isp(), voalle.subscriber.isp());
    match both.confirm_same_erp(&subscriber).await {
        Ok(()) => report.line(Verdict::Good, check, "both are of one ERP"),
        Err(error) => report.line(Verdict::Failed, check, &error.to_string()),
    }
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
        report.line(Verdict::Doubtful, "rules about a customer", NO_CUSTOMER);
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

/// Returns who the subscriber is, if the portal says it.
async fn examine_voalle(report: &mut Report, voalle: &Voalle) -> Option<CustomerId> {
    layout::heading(&format!("Voalle portal · {}", voalle.base_url));
    let subscriber = &voalle.subscriber;
    let login = subscriber.portal_authentication().send().await;
    reach(report, &voalle.base_url, login).await?;
    println!("\n  operations that the common vocabulary uses");
    let who = voalle_call(report, true, subscriber.whoami()).await;
    voalle_call(report, true, subscriber.portal_financial_receivable_titles()).await;
    voalle_call(report, false, subscriber.portal_solicitations().limit(1)).await;
    voalle_call(report, false, subscriber.incident_types().q("1").qfields("clientView")).await;
    let Some(person) = who.map(|who| who.data.id) else {
        report.line(Verdict::Doubtful, "the subscriber's records", "not read: whoami failed");
        return None;
    };
    voalle_call(report, true, subscriber.people_contracts(person)).await;
    voalle_call(report, true, subscriber.contract_service_tags().client_id(person)).await;
    voalle_call(report, true, subscriber.people_authentications(person)).await;
    Some(person.into())
}

async fn examine_global(report: &mut Report, global: &VoalleGlobal, document: &Document) {
    layout::heading(&format!("Voalle provider-wide · {}", global.base_url));
    println!("  address of the login");
    let client = &global.client;
    let login = client.connect_token().send().await;
    if reach(report, &global.authentication_url, login).await.is_none() {
        return;
    }
    println!("\n  address of everything else");
    name(report, &global.base_url).await;
    println!("\n  operations that the common vocabulary uses");
    global_call(report, false, client.getclient(1, SMALL_PAGE)).await;
    let person = global_call(report, true, client.people_txid(*document)).await;
    let Some(person) = person.map(|person| person.response.id).filter(|id| *id > 0) else {
        return report.line(Verdict::Doubtful, "operations about a customer", NO_CUSTOMER);
    };
    let contracts = client.contract_getpaged().tx_id(*document).only_active_contracts(false);
    let contracts = global_call(report, true, contracts.page(1).page_size(SMALL_PAGE)).await;
    let contracts = contracts.map(|page| page.response.data.iter().map(|row| row.id).collect());
    let contracts: Vec<u64> = contracts.unwrap_or_default();
    if contracts.is_empty() {
        let note = "not called: no contract was read";
        report.line(Verdict::Doubtful, "operations about a contract", note);
    } else {
        let lines = client.connection_by_userdata().contract_ids(&contracts);
        global_call(report, true, lines).await;
        let tags = client.servicetagsinfopaged().tx_id(*document).page(1);
        global_call(report, false, tags).await;
    }
    global_call(report, true, client.getopentitlesbytxid(*document)).await;
    let titles = global_call(report, true, client.gettitlesbytxid(*document)).await;
    match titles.and_then(|titles| titles.response.first().map(|title| title.id)) {
        Some(title) => {
            global_call(report, false, client.getbillet(title)).await;
        }
        None => report.line(
            Verdict::Doubtful,
            "operations about an invoice",
            "not called: no invoice was read",
        ),
    }
    global_call(report, true, client.solicitationlist(person).all_assignments(true)).await;
}

async fn mk_call<O: Operation>(
    report: &mut Report,
    necessary: bool,
    call: mk_webservices::Call<O>,
) -> Option<O::Output> {
    report.call(O::SPEC.name, necessary, call.send().await)
}

async fn global_call<O: Operation>(
    report: &mut Report,
    necessary: bool,
    call: voalle_global::Call<O>,
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
    use isp_core::loopback::InjectedFault;

    async fn failures_of_global(simulators: &Simulators, data_url: String) -> usize {
        let global = &simulators.global;
        let client = voalle_global::Client::builder_at(global.authentication_url(), &*data_url)
            .credentials(global.client_id(), global.client_secret(), global.syndata())
            .allow_plaintext_http()
            .build()
            .unwrap();
        let authentication_url = global.authentication_url();
        let target = VoalleGlobal { authentication_url, base_url: data_url, client };
        let mut report = Report::default();
        examine_global(&mut report, &target, &"529.982.247-25".parse().unwrap()).await;
        report.failures()
    }

    #[tokio::test]
    async fn what_is_not_granted_and_a_wrong_second_address_are_failed_checks() {
        let simulators = Simulators::start().await.unwrap();
        let (login_url, data_url) =
            (simulators.global.authentication_url(), simulators.global.data_url());
        assert_eq!(failures_of_global(&simulators, data_url.clone()).await, 0);
        let faults = simulators.global.data_server().faults();
        faults.inject("/external/map/", InjectedFault::Status(403));
        assert_eq!(failures_of_global(&simulators, data_url).await, 1);
        // The server of the logins has no other operation.
        assert_eq!(failures_of_global(&simulators, login_url).await, 1);
    }

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
