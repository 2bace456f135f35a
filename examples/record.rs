//! Records the answers of a real ERP for a bug report, without anybody's data.
//!
//! ```text
//! cargo run --example record
//! cargo run --example record -- --document 529.982.247-25 --out answers.json
//! ```
//!
//! By default it uses a simulator. With the environment variables that the README lists it uses a real
//! ERP, and only reads. To record other operations, set a `Recorder` as the transport of your own client:
//! see `isp_core::http::cassette`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::recorded::{Api, Builder, CallLog, read_overview};
use examples::{Simulators, layout};
use isp_core::Document;
use isp_core::http::cassette::Recorder;

const USAGE: &str = "\
usage: record [options]

Reads everything about one customer and records the answers to a file, in which
names, documents, codes, amounts, dates and tokens are replaced by invented ones
of the same form. The file is for a bug report: read it before you send it.

  --document CPF-or-CNPJ  whose answers, by default EXAMPLE_DOCUMENT
  --erp mk|portal|global  of which API, by default the first of those for which
                          the environment has variables, else the MK simulator
  --out FILE              by default a temporary file
  --force                 overwrite the file if it exists
  --help                  this text";

struct Arguments {
    document: Document,
    api: Option<Api>,
    out: PathBuf,
    force: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(&arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--document", "--erp", "--out"], &["--force"])? else {
        return Ok(None);
    };
    let api = match line.value("--erp") {
        Some(name) => Some(Api::named(name).ok_or("--erp is mk, portal or global")?),
        None => None,
    };
    let temporary =
        || std::env::temp_dir().join(format!("isp-cassette-{}.json", std::process::id()));
    let out = line.value("--out").map_or_else(temporary, PathBuf::from);
    Ok(Some(Arguments { document: line.document()?, api, out, force: line.has("--force") }))
}

/// Whether the file was written: an answer that is not understood is what it is for.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    if arguments.out.exists() && !arguments.force {
        let what = "exists already; choose another --out, or overwrite it by --force";
        return Err(format!("{} {what}", arguments.out.display()).into());
    }
    let api = match arguments.api {
        Some(api) => api,
        None => Api::of_environment()?.unwrap_or(Api::Mk),
    };
    let simulators;
    let (builder, network, place) = if let Some((builder, network)) = Builder::of_environment(api)?
    {
        (builder, network, "the ERP that the environment names")
    } else {
        simulators = Simulators::start().await?;
        let (builder, network) = Builder::of_simulator(api, &simulators)?;
        (builder, network, "a simulator")
    };
    layout::heading(&format!("{} · {place}", api.name()));

    let recorder = Arc::new(Recorder::new(Arc::new(network), api.vocabulary()));
    recorder.label("erp", api.name());
    recorder.label("document", arguments.document.to_string());
    let log = Arc::new(CallLog::default());
    let isp = builder.isp(Arc::clone(&recorder), Arc::clone(&log))?;
    if let Err(error) = read_overview(isp.as_ref(), &arguments.document).await {
        println!("  {error}");
    }
    log.print();

    let (cassette, replaced) = recorder.cassette_with_counts();
    if arguments.force {
        cassette.overwrite(&arguments.out)?;
    } else {
        cassette.write(&arguments.out)?;
    }
    println!("\n{} requests with their answers; replaced:", cassette.len());
    for (kind, count) in &replaced {
        println!("  {count:>5} {kind}");
    }
    println!("\nwritten to {}", arguments.out.display());
    println!("Read the file before you send it: nothing in it should be of a person.");
    Ok(true)
}
