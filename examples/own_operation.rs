//! An operation that a crate lacks, written by its user: typed, and once more by its name alone.
//!
//! ```text
//! cargo run --example own_operation
//! cargo run --example own_operation -- --customer 10123
//! ```
//!
//! The crate has this one as `faturas_pendentes`; it is written here as if it had not. By default it uses
//! MK's simulator, with MK's environment variables, which the README lists, a real ERP. It only reads.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{MkEnvironment, layout};
use isp_core::Money;
use isp_core::http::{Answer, Effect, EvidenceLevel, Operation, OperationSpec, RequestWriter};
use isp_core::jiff::civil::Date;
use isp_core::loopback::InjectedFault;
use isp_core::testing::World;
use isp_core::wire::{self, DecodeError, Decoded, Untyped};
use mk_webservices::Client;
use mk_webservices::simulator::Simulator;
use serde::Deserialize;

const USAGE: &str = "\
usage: own_operation [options]

Calls a rule of MK by an operation of its own, and again by its name.

  --customer CODE  whose unpaid invoices, by default 10123
  --help           this text";

const RULE: &str = "WSMKFaturasPendentes";

/// The arguments of one call.
struct UnpaidInvoices {
    customer: u64,
}

impl Operation for UnpaidInvoices {
    type Output = Unpaid;

    // `Read` may be repeated after a transient failure; `Once` is for what changes something. With its
    // service code a login that does not grant it is an error before the call.
    const SPEC: OperationSpec = OperationSpec::get(RULE, "/mk/WSMKFaturasPendentes.rule")
        .titled("unpaid invoices of a customer")
        .with_effect(Effect::Read)
        .with_evidence(EvidenceLevel::Observed)
        .with_service_code(Some(7));

    fn write(&self, request: &mut RequestWriter) -> Result<(), isp_core::Error> {
        if self.customer == 0 {
            return Err(isp_core::Error::invalid_input("the customer's code must not be 0"));
        }
        // The client adds the token.
        request.query("cd_cliente", self.customer);
        Ok(())
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Unpaid>, DecodeError> {
        answer.decode()
    }
}

/// As much of the answer as is needed.
#[derive(Debug, Deserialize)]
struct Unpaid {
    /// Without `#[serde(default)]`: an answer without the list must not say that nothing is owed.
    #[serde(rename = "FaturasPendentes")]
    invoices: Vec<UnpaidInvoice>,
}

#[derive(Debug, Deserialize)]
struct UnpaidInvoice {
    #[serde(rename = "codfatura")]
    code: u64,
    #[serde(rename = "data_vencimento", with = "wire::date")]
    due: Date,
    #[serde(rename = "valor_total")]
    amount: Money,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(customer) => exit_code(run(customer).await.map(|()| true)),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<u64>, String> {
    let Some(line) = CommandLine::read(&["--customer"], &[])? else { return Ok(None) };
    let code = line.value("--customer").unwrap_or("10123");
    code.parse().map(Some).map_err(|_| format!("--customer is not a number: {code}"))
}

async fn run(customer: u64) -> Result<(), Box<dyn Error>> {
    if let Some(environment) = MkEnvironment::read()? {
        layout::heading(&format!("MK Webservices · {}", environment.base_url()));
        return call(&environment.client()?, customer).await;
    }
    let server = Simulator::start(World::example()).await?;
    layout::heading(&format!("MK Webservices · simulator at {}", server.base_url()));
    let mk = Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .allow_plaintext_http()
        .build()?;
    // The first answer is an error: a read is repeated.
    server.server().faults().inject(RULE, InjectedFault::Status(503));
    call(&mk, customer).await
}

async fn call(mk: &Client, customer: u64) -> Result<(), Box<dyn Error>> {
    println!("\ntyped");
    let reply = mk.call(UnpaidInvoices { customer }).send().await?;
    for invoice in &reply.value.invoices {
        println!("  {} · due {} · {}", invoice.code, invoice.due, invoice.amount);
    }
    let (found, attempts) = (reply.value.invoices.len(), reply.attempts);
    println!("  {found} invoices; HTTP {}, requests sent: {attempts}", reply.status);

    println!("\nby its name");
    let answer = mk.rule_that_reads(RULE).parameter("cd_cliente", customer).await?;
    let rows = answer.rows_under("FaturasPendentes").ok_or("the answer has no list of invoices")?;
    for row in rows {
        let member = |key| Untyped::text(row, key).unwrap_or_else(|| "not given".to_owned());
        println!("  {} · due {}", member("codfatura"), member("data_vencimento"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::http::BaseUrl;
    use isp_core::jiff::civil::date;
    use isp_core::wire::TextEncoding;

    fn written(customer: u64) -> Result<String, isp_core::Error> {
        let base = BaseUrl::parse("https://erp.example.com")?;
        let mut request = RequestWriter::new(&base, &UnpaidInvoices::SPEC);
        UnpaidInvoices { customer }.write(&mut request)?;
        Ok(request.finish()?.unsigned().url.to_string())
    }

    fn read(body: &str) -> Result<Unpaid, DecodeError> {
        let headers = Vec::<(String, String)>::new();
        let answer = Answer::new(200, headers, body, TextEncoding::TornLatin1);
        Ok(UnpaidInvoices { customer: 10_123 }.read(&answer)?.value)
    }

    #[test]
    fn the_request_is_exact() {
        let url = "https://erp.example.com/mk/WSMKFaturasPendentes.rule?cd_cliente=10123";
        assert_eq!(written(10_123).unwrap(), url);
        assert!(written(0).unwrap_err().to_string().contains("must not be 0"));
    }

    #[test]
    fn the_answer_is_read_and_a_missing_list_is_an_error() {
        let body = r#"{"FaturasPendentes":[{"codfatura":900101,"data_vencimento":"10/02/2031",
            "valor_total":99.9}],"status":"OK"}"#;
        let unpaid = read(body).unwrap();
        let invoice = unpaid.invoices.first().unwrap();
        assert_eq!((invoice.code, invoice.due), (900_101, date(2031, 2, 10)));
        assert_eq!(invoice.amount, Money::from_centavos(9_990));
        assert!(read(r#"{"FaturasPendentes":[],"status":"OK"}"#).unwrap().invoices.is_empty());
        assert!(read(r#"{"status":"OK"}"#).is_err());
    }
}
