//! The second copies of what a customer owes: digitable line, PIX text and its QR code, PDF.
//!
//! ```text
//! cargo run --example second_copy
//! cargo run --example second_copy -- --document 529.982.247-25 --directory copies
//! ```
//!
//! By default it uses the simulators. With the environment variables that the README lists it uses real
//! ERPs, and only reads.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::fs;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{Erps, layout, qr};
use isp_core::{Document, Invoice, InvoiceStatus, Isp, IspExt, PaymentMeans, PaymentProblem};

const USAGE: &str = "\
usage: second_copy [options]

Prints how each unpaid invoice of a customer can be paid. PDF files and QR codes
of PIX are written to a directory; one QR code of each customer is printed too.
What does not fit is printed with what the payer is told, in Portuguese.

  --document CPF-or-CNPJ  whose invoices, by default EXAMPLE_DOCUMENT
  --directory DIRECTORY   where files go, by default a temporary directory
  --help                  this text";

struct Arguments {
    document: Document,
    directory: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(&arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--document", "--directory"], &[])? else {
        return Ok(None);
    };
    let temporary = || std::env::temp_dir().join(format!("second-copy-{}", std::process::id()));
    let directory = line.value("--directory").map_or_else(temporary, PathBuf::from);
    Ok(Some(Arguments { document: line.document()?, directory }))
}

/// Whether there is something to pay every invoice with, or the ERP says that it has nothing.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    fs::create_dir_all(&arguments.directory)?;
    let erps = Erps::from_environment_or_simulators().await?;
    let mut all_went_well = true;
    for (number, erp) in (1..).zip(&erps.list) {
        let isp = erp.isp.as_ref();
        layout::heading(&format!("{} · {}", isp.system(), erp.place));
        // Two ERPs may give the same code to different invoices.
        let directory = arguments.directory.join(number.to_string());
        fs::create_dir_all(&directory)?;
        match second_copies(isp, &arguments.document, &directory).await {
            Ok(whole) => all_went_well &= whole,
            Err(error) => {
                println!("could not be read: {error}");
                if let Some(error) = error.downcast_ref::<isp_core::Error>() {
                    println!("payer: {}", error.message_pt());
                }
                all_went_well = false;
            }
        }
    }
    println!("\nfiles in {}", arguments.directory.display());
    Ok(all_went_well)
}

async fn second_copies(
    isp: &dyn Isp,
    document: &Document,
    directory: &Path,
) -> Result<bool, Box<dyn Error>> {
    let customers = isp.customers_by_document(document).await?;
    if customers.is_empty() {
        println!("no customer has this document");
    }
    let mut all_went_well = true;
    for customer in &customers {
        println!("\n{} · customer {}", customer.name, customer.id);
        let mut invoices = isp.unpaid_invoices(&customer.id).await?;
        invoices.sort_by_key(|invoice| invoice.due);
        if invoices.is_empty() {
            println!("  nothing to pay");
        }
        let mut show_code = true;
        for invoice in &invoices {
            println!("\n  invoice {} · due {} · {}", invoice.id, invoice.due, invoice.amount);
            match isp.payment(&invoice.id).await {
                Ok(means) => {
                    all_went_well &=
                        hand_out(isp, &means, invoice, directory, &mut show_code).await?;
                }
                Err(error) => {
                    println!("    could not be read: {error}");
                    println!("    payer  {}", error.message_pt());
                    all_went_well = false;
                }
            }
        }
    }
    Ok(all_went_well)
}

/// Prints what the payer may have; `false` if something is wrong with it.
async fn hand_out(
    isp: &dyn Isp,
    means: &PaymentMeans,
    invoice: &Invoice,
    directory: &Path,
    show_code: &mut bool,
) -> Result<bool, Box<dyn Error>> {
    let problems = means.problems_with(invoice);
    // What is missing does not make the rest wrong.
    let is_missing =
        |problem: &&PaymentProblem| matches!(problem, PaymentProblem::Unavailable { .. });
    let (missing, wrong): (Vec<_>, Vec<_>) = problems.iter().partition(is_missing);
    for problem in &missing {
        println!("    {problem}");
    }
    if means.status != InvoiceStatus::Open || !wrong.is_empty() {
        for problem in &wrong {
            println!("    not handed out: {problem}");
            println!("    payer  {}", problem.message_pt());
        }
        return Ok(false);
    }
    if let Some(amount) = means.updated_amount.filter(|amount| *amount != invoice.amount) {
        println!("    today  {amount}, with fine and interest");
    }
    if let Some(line) = &means.line {
        println!("    line   {}", line.formatted_line());
    }
    let name = file_name(invoice.id.as_str());
    if let Some(pix) = &means.pix {
        // Not cut at 80 columns: it is copied as a whole.
        println!("    PIX    {}", pix.text());
        let file = format!("{name}.svg");
        fs::write(directory.join(&file), qr::svg(pix.text())?)?;
        println!("    image  {file}");
        if std::mem::take(show_code) {
            match qr::terminal(pix.text(), stdout().is_terminal()) {
                Ok(lines) => print!("{lines}"),
                Err(reason) => println!("    {reason}"),
            }
        }
    }
    let mut went_well = true;
    if let Some(pdf) = &means.pdf {
        match isp.pdf(pdf).await {
            Ok(bytes) => {
                let file = format!("{name}.pdf");
                fs::write(directory.join(&file), &bytes)?;
                println!("    PDF    {file}, {} bytes", bytes.len());
            }
            Err(error) => {
                println!("    PDF could not be read: {error}");
                went_well = false;
            }
        }
    }
    if means.line.is_none() && means.pix.is_none() && means.pdf.is_none() {
        println!("    the ERP gives nothing to pay it with");
    }
    Ok(went_well)
}

/// The code of an invoice with what a file name cannot have replaced, differently for different codes.
fn file_name(code: &str) -> String {
    code.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.into() } else { format!("_{:x}_", u32::from(c)) })
        .collect()
}
