//! A bot that calls each route once, and the conversation in 80 columns.

use axum::http::StatusCode;
use examples::{Erp, layout};
use isp_core::{Document, Secret};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::caller::{AnyError, Caller, Heard, Question};
use crate::server::serve;
use crate::service::Service;

/// Width of the text beside the status.
const WIDTH: usize = 75;

/// How many lines of a body are shown.
const LINES: usize = 6;

/// Serves, asks, and stops. Returns whether every answer is one that a bot can work with.
pub(crate) async fn show(
    erp: &Erp,
    service: Service,
    document: Document,
    write: bool,
) -> Result<bool, AnyError> {
    layout::heading(&format!("{} · {}", erp.isp.system(), erp.place));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let token = service.settings.token.clone();
    let caller = Caller { address: listener.local_addr()?, token };
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, service, async move {
        let _ = stopped.await;
    }));

    let mut bot = Bot { caller, all_went_well: true };
    bot.converse(document, write).await?;
    let _ = stop.send(());
    let all_ended = server.await??;
    println!("\nstopped{}", if all_ended { ", nothing is in flight" } else { " too early" });
    Ok(bot.all_went_well && all_ended)
}

struct Bot {
    caller: Caller,
    all_went_well: bool,
}

impl Bot {
    async fn converse(&mut self, document: Document, write: bool) -> Result<(), AnyError> {
        for path in ["/health/live", "/health/ready"] {
            self.ask(Question::get(path)).await?;
        }
        let intruder = Caller { token: Secret::new("another token"), ..self.caller.clone() };
        let question = Question::get("/customers/1/invoices");
        print_question(&question, "with another token");
        print_answer(&intruder.ask(question).await?);

        let search = Question::post("/customers/search").body(json!({"document": document}));
        let found = self.ask(search).await?;
        let Some(customer) = first_id(&found, "customers", |_| true) else {
            println!("\nno customer has this document");
            return Ok(());
        };
        let of_customer = |rest: &str| format!("/customers/{customer}/{rest}");

        let invoices = self.ask(Question::get(of_customer("invoices"))).await?;
        if let Some(invoice) = first_id(&invoices, "invoices", |_| true) {
            let path = format!("invoices/{invoice}/payment");
            self.ask(Question::get(of_customer(&path))).await?;
        }
        let kinds = self.ask(Question::get(of_customer("ticket_kinds"))).await?;
        if write {
            let ticket = json!({
                "title": "Conexão lenta à noite",
                "text": "Desde ontem, às vezes sem sinal.",
                "kind": first_id(&kinds, "ticket_kinds", |_| true),
            });
            let open = Question::post(of_customer("tickets")).body(ticket).key("message-1");
            let first = self.ask(open.clone()).await?;
            // The messenger delivers the same message again.
            let again = self.ask(open).await?;
            self.all_went_well &= first.body == again.body;
        }
        self.ask(Question::get(of_customer("tickets"))).await?;

        let connections = self.ask(Question::get(of_customer("connections"))).await?;
        let is_blocked = |connection: &Value| connection["status"] == "blocked";
        if let Some(blocked) = first_id(&connections, "connections", is_blocked).filter(|_| write) {
            let path = format!("connections/{blocked}/trust_unlock");
            self.ask(Question::post(of_customer(&path)).key("message-2")).await?;
        }
        Ok(())
    }

    async fn ask(&mut self, question: Question) -> Result<Heard, AnyError> {
        print_question(&question, "");
        let heard = self.caller.ask(question).await?;
        print_answer(&heard);
        // A bot can tell its user what each of the others means.
        let is_bad = heard.status == StatusCode::CONFLICT
            || (heard.status.is_server_error() && heard.status != StatusCode::NOT_IMPLEMENTED);
        self.all_went_well &= !is_bad;
        Ok(heard)
    }
}

/// The id of the first item of a list that is wanted.
fn first_id(heard: &Heard, list: &str, wanted: impl Fn(&Value) -> bool) -> Option<String> {
    let items = heard.body.get(list)?.as_array()?;
    let item = items.iter().find(|item| wanted(item))?;
    item.get("id")?.as_str().map(str::to_owned)
}

fn print_question(question: &Question, remark: &str) {
    let key = question.key.as_ref().map(|key| format!("Idempotency-Key: {key}"));
    let remark = key.as_deref().unwrap_or(remark);
    println!();
    print_lines("", &format!("{} {}  {remark}", question.method, question.path));
    if let Some(body) = &question.body {
        print_lines("", &body.to_string());
    }
}

fn print_answer(heard: &Heard) {
    print_lines(heard.status.as_str(), &heard.body.to_string());
}

/// The beginning of a text, in lines that fit.
fn print_lines(start: &str, text: &str) {
    let characters: Vec<_> = text.trim_end().chars().collect();
    for (number, line) in characters.chunks(WIDTH).enumerate() {
        let start = if number == 0 { start } else { "" };
        if number == LINES {
            println!("     …");
            return;
        }
        println!("{start:<4} {}", line.iter().collect::<String>());
    }
}
