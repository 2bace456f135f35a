//! Serves a recorded cassette back and makes the same calls again.
//!
//! ```text
//! cargo run --example replay
//! cargo run --example replay -- --file answers.json
//! ```
//!
//! Without a file it records the simulators first. It never uses the network for the replay.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::recorded::{Api, Builder, CallLog, read_overview};
use examples::{Simulators, layout};
use isp_core::Document;
use isp_core::http::cassette::{Cassette, Recorder, Replayer};

const USAGE: &str = "\
usage: replay [options]

Serves a file of the example `record` back, makes the same calls, and prints
what came of each. The exit code is 1 if an answer is not understood.

  --file FILE             by default recordings of the simulators
  --document CPF-or-CNPJ  whose answers are recorded from the simulators, by
                          default EXAMPLE_DOCUMENT
  --help                  this text";

struct Arguments {
    file: Option<PathBuf>,
    document: Document,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(&arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--file", "--document"], &[])? else { return Ok(None) };
    let file = line.value("--file").map(PathBuf::from);
    Ok(Some(Arguments { file, document: line.document()? }))
}

/// Whether every answer was understood.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    if let Some(file) = &arguments.file {
        return replay(file).await;
    }
    let simulators = Simulators::start().await?;
    let mut all_understood = true;
    for api in Api::ALL {
        let name = format!("isp-cassette-{}-{}.json", std::process::id(), api.name());
        let file = std::env::temp_dir().join(name);
        record(api, &simulators, &arguments.document, &file).await?;
        all_understood &= replay(&file).await?;
    }
    Ok(all_understood)
}

async fn record(
    api: Api,
    simulators: &Simulators,
    document: &Document,
    file: &Path,
) -> Result<(), Box<dyn Error>> {
    let (builder, network) = Builder::of_simulator(api, simulators)?;
    let recorder = Arc::new(Recorder::new(Arc::new(network), api.vocabulary()));
    recorder.label("erp", api.name());
    recorder.label("document", document.to_string());
    let isp = builder.isp(Arc::clone(&recorder), Arc::new(CallLog::default()))?;
    read_overview(isp.as_ref(), document).await?;
    Ok(recorder.cassette().overwrite(file)?)
}

async fn replay(file: &Path) -> Result<bool, Box<dyn Error>> {
    let cassette = Cassette::read(file)?;
    layout::heading(&file.display().to_string());
    let api = cassette.label("erp").and_then(Api::named);
    let (Some(api), Some(document)) = (api, cassette.label("document")) else {
        return Err("the cassette has no labels `erp` and `document`: replay it by a test".into());
    };
    let document: Document = document.parse()?;
    let replayer = Arc::new(Replayer::new(cassette));
    let log = Arc::new(CallLog::default());
    let isp = Builder::of_cassette(api).isp(Arc::clone(&replayer), Arc::clone(&log))?;
    let read = read_overview(isp.as_ref(), &document).await;
    let understood = log.print();
    if let Err(error) = &read {
        println!("  {error}");
    }
    if replayer.left() > 0 {
        println!("  {} recorded answers were not asked for", replayer.left());
    }
    Ok(understood)
}
