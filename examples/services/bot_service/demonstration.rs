//! A bot that calls each route once, and the conversation in 80 columns.

use axum::http::StatusCode;
use examples::{Erp, layout};
use isp_core::{Document, Secret};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::caller::{AnyError, Call, Caller, Reply};
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
    println!(
        "\nstopped{}",
        if all_ended { ", nothing is in flight" } else { " with requests in flight" }
    );
    Ok(bot.all_went_well && all_ended)
}

struct Bot {
    caller: Caller,
    all_went_well: bool,
}

impl Bot {
    async fn converse(&mut self, document: Document, write: bool) -> Result<(), AnyError> {
        for path in ["/health/live", "/health/ready"] {
            self.send(Call::get(path)).await?;
        }
        let stranger = Caller { token: Secret::new("another token"), ..self.caller.clone() };
        let call = Call::get("/customers/1/invoices");
        print_call(&call, "with another token");
        print_reply(&stranger.send(call).await?);

        let search = Call::post("/customers/search").body(json!({"document": document}));
        let found = self.send(search).await?;
        let Some(customer) = first_id(&found, "customers", |_| true) else {
            println!("\nno customer has this document");
            return Ok(());
        };
        let of_customer = |rest: &str| format!("/customers/{customer}/{rest}");

        let invoices = self.send(Call::get(of_customer("invoices"))).await?;
        if let Some(invoice) = first_id(&invoices, "invoices", |_| true) {
            let path = format!("invoices/{invoice}/payment");
            self.send(Call::get(of_customer(&path))).await?;
        }
        let kinds = self.send(Call::get(of_customer("ticket_kinds"))).await?;
        if write {
            let ticket = json!({
                "title": "Conexão lenta à noite",
                "text": "Desde ontem, às vezes sem sinal.",
                "kind": first_id(&kinds, "ticket_kinds", |_| true),
            });
            let open = Call::post(of_customer("tickets")).body(ticket).key("message-1");
            let first = self.send(open.clone()).await?;
            // The messenger delivers the same message again.
            let again = self.send(open).await?;
            self.all_went_well &= first.body == again.body;
        }
        self.send(Call::get(of_customer("tickets"))).await?;

        let connections = self.send(Call::get(of_customer("connections"))).await?;
        let is_blocked = |connection: &Value| connection["status"] == "blocked";
        if let Some(blocked) = first_id(&connections, "connections", is_blocked).filter(|_| write) {
            let path = format!("connections/{blocked}/trust_unlock");
            self.send(Call::post(of_customer(&path)).key("message-2")).await?;
        }
        Ok(())
    }

    async fn send(&mut self, call: Call) -> Result<Reply, AnyError> {
        print_call(&call, "");
        let reply = self.caller.send(call).await?;
        print_reply(&reply);
        // A bot can tell its user what each of the others means.
        let is_bad = reply.status == StatusCode::CONFLICT
            || (reply.status.is_server_error() && reply.status != StatusCode::NOT_IMPLEMENTED);
        self.all_went_well &= !is_bad;
        Ok(reply)
    }
}

/// The id of the first item of a list that is wanted.
fn first_id(reply: &Reply, list: &str, wanted: impl Fn(&Value) -> bool) -> Option<String> {
    let items = reply.body.get(list)?.as_array()?;
    let item = items.iter().find(|item| wanted(item))?;
    item.get("id")?.as_str().map(str::to_owned)
}

fn print_call(call: &Call, remark: &str) {
    let key = call.key.as_ref().map(|key| format!("Idempotency-Key: {key}"));
    let remark = key.as_deref().unwrap_or(remark);
    println!();
    print_lines("", &format!("{} {}  {remark}", call.method, call.path));
    if let Some(body) = &call.body {
        print_lines("", &body.to_string());
    }
}

fn print_reply(reply: &Reply) {
    print_lines(reply.status.as_str(), &reply.body.to_string());
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
