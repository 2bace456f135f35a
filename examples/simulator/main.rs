//! Serves all simulators over one invented provider, for clients in any language.
//!
//! ```text
//! cargo run --example simulator
//! cargo run --example simulator -- --mk 127.0.0.1:8080 --clean-utf8
//! cargo run --example simulator -- --list
//! ```
//!
//! Prints the environment variables with which the other examples use them, one `NAME=value` a line,
//! and runs until Ctrl-C.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

mod list;
mod quirks;

use std::error::Error;
use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::plaintext;
use examples::voalle_world;
use isp_core::testing::{SharedWorld, World};

use quirks::AllQuirks;

const USAGE: &str = "\
usage: simulator [options]

Serves simulated ERPs until Ctrl-C. Prints the environment variables with which
the other examples use them. All have the same customers, but one: Voalle does
not register a document twice.

  --list          print every operation that is served, and end
  --help          this text

Addresses, by default free ports of 127.0.0.1:

  --mk ADDRESS:PORT                            MK Webservices
  --voalle ADDRESS:PORT                        Voalle's customer portal
  --voalle-global ADDRESS:PORT                 Voalle, provider-wide
  --voalle-global-authentication ADDRESS:PORT  the login of that one

What an installation may be like; all three:

  --token-lifetime SECONDS     by default 2 days, 4 hours and 1 hour

MK Webservices:

  --clean-utf8                 clean UTF-8 instead of torn ISO-8859-1
  --numbers-as-text            every number is sent as text
  --single-use-tokens          a token is good for one call
  --limite-uso CALLS           a token is good for so many calls
  --services CODE,CODE         services that are granted, by default all
  --not-licensed RULE          a rule without a licence; may be repeated
  --missing RULE               a rule that is not there; may be repeated
  --operator-days FIRST..LAST  days on which MK lists the operator
  --older-release              connections without tecnologia
  --clientes-wrapper           WSMKConsultaClientes puts its list under Clientes
  --agendas-variant            WSMKConsultaConexaoAutenticada answers Agendas
  --no-repeated-invoices       WSMKFaturasAbertas does not repeat its first row
  --no-core-api                the core-api is not installed
  --proxy-login                a proxy answers every request with a login page

Voalle's customer portal:

  --page-size ROWS             rows of a page, if the request does not say

Voalle, provider-wide:

  --largest-page ROWS          the most rows of a page, whatever is asked

Days are written YYYY-MM-DD.";

struct Arguments {
    list: bool,
    mk: SocketAddr,
    voalle: SocketAddr,
    voalle_global: SocketAddr,
    voalle_global_authentication: SocketAddr,
    quirks: AllQuirks,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let addresses = ["--mk", "--voalle", "--voalle-global", "--voalle-global-authentication"];
    let options = [addresses.as_slice(), &quirks::OPTIONS].concat();
    let switches = [["--list"].as_slice(), &quirks::SWITCHES].concat();
    let line = CommandLine::read_with_repeated(&options, &quirks::REPEATED, &switches)?;
    let Some(line) = line else { return Ok(None) };
    Ok(Some(Arguments {
        list: line.has("--list"),
        mk: address(&line, "--mk")?,
        voalle: address(&line, "--voalle")?,
        voalle_global: address(&line, "--voalle-global")?,
        voalle_global_authentication: address(&line, "--voalle-global-authentication")?,
        quirks: AllQuirks::read(&line)?,
    }))
}

fn address(line: &CommandLine, option: &str) -> Result<SocketAddr, String> {
    let Some(text) = line.value(option) else { return Ok(SocketAddr::from(([127, 0, 0, 1], 0))) };
    text.parse().map_err(|_| format!("{option} needs an IP address and a port, not {text}"))
}

async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    if arguments.list {
        stdout().write_all(list::table().as_bytes())?;
        return Ok(true);
    }
    let Arguments { mk, voalle, voalle_global, voalle_global_authentication, quirks, .. } =
        arguments;
    let addresses = [mk, voalle, voalle_global, voalle_global_authentication];
    let cannot_listen = |at: String| move |error| format!("cannot listen on {at}: {error}");

    let world = SharedWorld::new(voalle_world());
    let subscriber =
        world.with(|world| world.logins.first().cloned()).ok_or("no subscriber has a login")?;
    let server = mk_webservices::simulator::Simulator::builder().quirks(quirks.mk);
    let mk = server.start_at(mk, World::example()).await.map_err(cannot_listen(mk.to_string()))?;
    let server = voalle_portal::simulator::Simulator::builder().quirks(quirks.portal);
    let voalle =
        server.start_at(voalle, world.clone()).await.map_err(cannot_listen(voalle.to_string()))?;
    let server = voalle_global::simulator::Simulator::builder().quirks(quirks.global);
    let global = server
        .start_at(voalle_global_authentication, voalle_global, world)
        .await
        .map_err(cannot_listen(format!("{voalle_global_authentication} or {voalle_global}")))?;

    println!("MK_BASE_URL={}", mk.base_url());
    println!("MK_USER_TOKEN={}", mk.user_token());
    println!("MK_PROFILE_PASSWORD={}", mk.profile_password());
    println!("VOALLE_BASE_URL={}", voalle.base_url());
    println!("VOALLE_VERIFY_TOKEN={}", voalle.verify_token());
    println!("VOALLE_CLIENT_ID={}", voalle.client_id());
    println!("VOALLE_CLIENT_SECRET={}", voalle.client_secret());
    println!("VOALLE_USERNAME={}", subscriber.username);
    println!("VOALLE_PASSWORD={}", subscriber.password);
    println!("VOALLE_GLOBAL_BASE_URL={}", global.data_url());
    println!("VOALLE_GLOBAL_AUTHENTICATION_URL={}", global.authentication_url());
    println!("VOALLE_GLOBAL_CLIENT_ID={}", global.client_id());
    println!("VOALLE_GLOBAL_CLIENT_SECRET={}", global.client_secret());
    println!("VOALLE_GLOBAL_SYNDATA={}", global.syndata());
    println!("EXAMPLE_DOCUMENT=52998224725");
    println!("MK_LAST_CUSTOMER_CODE=20000");
    // The codes with which tickets are opened.
    println!("MK_TICKET_PROCESS=3\nMK_TICKET_CLASSIFICATION=12");
    println!("VOALLE_TICKET_COMPANY_PLACE=1\nVOALLE_TICKET_INCIDENT_TYPE=1011");
    println!("VOALLE_TICKET_SERVICE_LEVEL=11");
    if !addresses.iter().all(|address| address.ip().is_loopback()) {
        println!("{}=yes", plaintext::CONSENT);
    }
    tokio::signal::ctrl_c().await?;
    Ok(true)
}
