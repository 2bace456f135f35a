//! What this workspace costs beside calling the socket and decoding by hand: one table of ratios.
//!
//! `cargo bench --workspace` prints the whole table. `cargo bench -p examples -- wall decode`
//! measures only some of it; the sections are `instructions`, `wall`, `decode`, `rows`, `hostile` and
//! `bulk`.
//!
//! "Bare" is `reqwest` and `serde_json` as a careful program would use them without this workspace.
//! Both sides ask the same server, which is a process of its own, so that neither its instructions
//! nor its processor time are counted. Every figure is measured in the run that prints it.

#![allow(clippy::print_stdout, reason = "the table is the result")]
#![allow(clippy::disallowed_methods, reason = "a bench measures real time")]

mod bare;
mod bulk;
mod decode;
mod hostile;
mod instructions;
mod long_list;
mod process;
mod question;
mod role;
mod rows;
mod sdk;
mod server;
mod stopwatch;
mod table;
mod waiting;
mod wall;

use std::env;
use std::error::Error;

use crate::role::Role;
use crate::server::ServerProcess;
use crate::table::{Row, Table};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A part of the table: its name, and what measures the rows that belong together.
type Section = (&'static str, fn(&ServerProcess) -> Result<Vec<Row>>);

/// The parts of the table, in its order.
const SECTIONS: [Section; 6] = [
    ("instructions", instructions::measure),
    ("wall", wall::measure),
    ("decode", decode::measure),
    ("rows", rows::measure),
    ("hostile", hostile::measure),
    ("bulk", bulk::measure),
];

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    // A client of `reqwest` needs a provider in the process, even for plain HTTP.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return Err("the process has a TLS provider already".into());
    }
    if let Some(role) = Role::of(&arguments)? {
        return role.run();
    }
    // `cargo bench` adds `--bench`.
    let wanted: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| *argument != "--bench").collect();
    if let Some(unknown) =
        wanted.iter().find(|name| !SECTIONS.iter().any(|(section, _)| section == *name))
    {
        return Err(format!("there is no section `{unknown}`").into());
    }
    let server = ServerProcess::start("server")?;
    let mut table = Table::default();
    for (name, measure) in SECTIONS {
        if wanted.is_empty() || wanted.contains(&name) {
            eprintln!("measuring: {name}");
            table.extend(measure(&server)?);
        }
    }
    println!("{table}");
    Ok(())
}
