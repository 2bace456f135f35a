//! The back end of a chat bot: a small HTTP service over one ERP. A bot finds a customer, hands out
//! second copies, opens tickets and unlocks connections, without the ERP's credentials.
//!
//! ```text
//! cargo run --example bot_service
//! cargo run --example bot_service -- --listen 127.0.0.1:8080
//! ```
//!
//! Without `--listen` it serves on a free port, calls itself once for each route, prints the
//! conversation, and stops. By default it uses the simulators. With the environment variables that the
//! README lists it uses a real ERP, and then it calls its own writes only with `--write`.
//!
//! It speaks plain HTTP, for a network of its own, or behind a proxy that speaks TLS.
//!
//! | file | what |
//! |---|---|
//! | `routes` | the routes, and what each asks the ERP |
//! | `views` | what a bot sees of a customer |
//! | `failure` | errors to status codes |
//! | `writes` | each write once, named by the caller |
//! | `access`, `service` | the token, the limits |
//! | `address`, `body` | what a request brings |
//! | `health`, `server` | ready, alive, stopping |
//! | `request_log` | one line for each request, without an address |
//! | `demonstration`, `caller` | a bot that calls each route once |

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

mod access;
mod address;
mod body;
mod caller;
mod demonstration;
mod failure;
mod health;
mod request_log;
mod routes;
mod server;
mod service;
#[cfg(test)]
mod tests;
mod views;
mod writes;

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{Erp, Erps};
use isp_core::{Document, Secret};
use tokio::net::TcpListener;

use service::{Service, Settings};

const USAGE: &str = "\
usage: bot_service [options]

Serves customers, invoices, payment, tickets and trust unlock to a bot.
Without --listen it calls itself once for each route and stops.

  --listen ADDRESS:PORT   serve there until SIGTERM or Ctrl-C
  --erp TEXT              a part of the ERP's name, by default the first one
  --document CPF-or-CNPJ  a customer whom the ERP is asked for, to see whether
                          it answers; by default EXAMPLE_DOCUMENT
  --write                 without --listen: also call the routes that write, on
                          a real ERP
  --help                  this text

Callers present the bearer token in BOT_SERVICE_TOKEN, 16 characters or more; on
simulators it may be left out.";

/// The variable with the bearer token.
const TOKEN: &str = "BOT_SERVICE_TOKEN";

/// The token on simulators, where there is nothing to protect.
const INVENTED_TOKEN: &str = "token-inventado-do-bot";

struct Arguments {
    listen: Option<SocketAddr>,
    erp: Option<String>,
    document: Document,
    write: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(&arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let options = ["--listen", "--erp", "--document"];
    let Some(line) = CommandLine::read(&options, &["--write"])? else { return Ok(None) };
    let listen = line.value("--listen").map(str::parse).transpose();
    if line.value("--listen").is_some() && line.has("--write") {
        return Err("--write is for the calls that are made without --listen".into());
    }
    Ok(Some(Arguments {
        listen: listen.map_err(|_| "--listen is not ADDRESS:PORT, such as 127.0.0.1:8080")?,
        erp: line.value("--erp").map(str::to_lowercase),
        document: line.document()?,
        write: line.has("--write"),
    }))
}

/// Whether everything that was in flight at the end could end, and the demonstration went well.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let erps = Erps::from_environment_or_simulators().await?;
    let is_chosen = |erp: &&Erp| {
        let name = erp.isp.system().to_lowercase();
        arguments.erp.as_ref().is_none_or(|part| name.contains(part))
    };
    let chosen: Vec<_> = erps.list.iter().filter(is_chosen).collect();
    let first = chosen.first().copied().ok_or("--erp: no ERP has such a name")?;
    let Some(address) = arguments.listen else {
        let mut all_went_well = true;
        for erp in chosen {
            let (document, write) = (arguments.document, arguments.write || erp.simulated);
            let service = service(erp, document)?;
            let shown = demonstration::show(erp, service, document, write).await;
            all_went_well &= shown.map_err(|error| -> Box<dyn Error> { error })?;
        }
        return Ok(all_went_well);
    };
    let erp = first;
    let service = service(erp, arguments.document)?;
    tracing_subscriber::fmt().with_ansi(false).with_writer(std::io::stderr).init();
    let listener = TcpListener::bind(address).await?;
    println!("{} · {}", erp.isp.system(), erp.place);
    println!("listening at http://{}", listener.local_addr()?);
    if erp.simulated && std::env::var_os(TOKEN).is_none() {
        println!("bearer token {INVENTED_TOKEN}");
    }
    let all_ended = server::serve(listener, service, server::asked_to_stop()).await?;
    println!("{}", if all_ended { "stopped" } else { "stopped with requests in flight" });
    Ok(all_ended)
}

fn service(erp: &Erp, probe: Document) -> Result<Service, isp_core::Error> {
    let settings = Settings {
        token: token(erp.simulated)?,
        at_once: 64,
        time_limit: Duration::from_secs(20),
        // Longer than the 60 s that a client of the SDK gives a call, so that a write can end.
        stop_limit: Duration::from_secs(70),
        probe,
    };
    Ok(Service::new(Arc::clone(&erp.isp), settings))
}

fn token(simulated: bool) -> Result<Secret, isp_core::Error> {
    match std::env::var(TOKEN) {
        Ok(text) => access::token(TOKEN, text),
        Err(_) if simulated => Ok(Secret::new(INVENTED_TOKEN)),
        Err(_) => Err(isp_core::Error::invalid_input(format!("set {TOKEN}"))
            .with_advice("make it long and random: whoever has it can read customers' invoices")),
    }
}
