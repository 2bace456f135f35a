//! The routes, and what each asks the ERP.
//!
//! | route | answer |
//! |---|---|
//! | `POST /customers/search` | the registrations with a document |
//! | `GET /customers/{customer}/connections` | connections |
//! | `GET /customers/{customer}/invoices` | unpaid invoices |
//! | `GET /customers/{customer}/invoices/{invoice}/payment` | line, PIX, PDF |
//! | `GET /customers/{customer}/tickets` | tickets |
//! | `GET /customers/{customer}/ticket_kinds` | the kinds to choose from |
//! | `POST /customers/{customer}/tickets` | a ticket, opened |
//! | `POST /customers/{customer}/connections/{connection}/trust_unlock` | the connection, unlocked |
//! | `GET /health/live`, `GET /health/ready` | without a token |
//!
//! A document is in a body and never in an address: addresses are written to the access logs of every
//! proxy on the way. An invoice or connection is asked for under its customer, so that a number that
//! somebody guesses does not lead to another customer's.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Json, Router, middleware};
use examples::today;
use isp_core::{
    ConnectionId, CustomerId, Document, InvoiceId, IspExt, NewTicket, TicketQuery, TrustUnlock,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::address::Ids;
use crate::body::{self, Body};
use crate::failure::Failure;
use crate::service::{InFlight, Service, limit_in_flight};
use crate::views::{
    ConnectionView, CustomerView, InvoiceView, PaymentView, TicketKindView, TicketView, wrong,
};
use crate::writes::{Answer, Key};
use crate::{access, health, request_log};

/// The service's routes.
pub(crate) fn router(service: Service) -> Router {
    let with_token = middleware::from_fn_with_state(service.clone(), access::require_token);
    let limited = middleware::from_fn_with_state(service.clone(), limit_in_flight);
    let api = Router::new()
        .route("/customers/search", post(search))
        .route("/customers/{customer}/connections", get(connections))
        .route("/customers/{customer}/invoices", get(invoices))
        .route("/customers/{customer}/invoices/{invoice}/payment", get(payment))
        .route("/customers/{customer}/tickets", get(tickets).post(open_ticket))
        .route("/customers/{customer}/ticket_kinds", get(ticket_kinds))
        .route("/customers/{customer}/connections/{connection}/trust_unlock", post(trust_unlock))
        .method_not_allowed_fallback(async || Failure::wrong_method())
        .fallback(async || Failure::no_such_route())
        .layer(DefaultBodyLimit::max(body::LARGEST))
        // The last layer is the first that a request meets.
        .layer(limited)
        .layer(with_token);
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(api)
        .layer(middleware::from_fn(request_log::log))
        .with_state(service)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    document: String,
}

async fn search(
    State(service): State<Service>,
    Body { value: Search { document }, .. }: Body<Search>,
) -> Result<Json<Value>, Failure> {
    let document: Document =
        document.parse().map_err(|reason| Failure::invalid(format!("the document: {reason}")))?;
    let customers = service.read(service.isp.customers_by_document(&document)).await?;
    let customers: Vec<_> = customers.into_iter().map(CustomerView::from).collect();
    Ok(Json(json!({"customers": customers})))
}

async fn connections(
    State(service): State<Service>,
    Ids(customer): Ids<CustomerId>,
) -> Result<Json<Value>, Failure> {
    let connections = service.read(service.isp.connections(&customer)).await?;
    let connections: Vec<_> = connections.into_iter().map(ConnectionView::from).collect();
    Ok(Json(json!({"connections": connections})))
}

async fn invoices(
    State(service): State<Service>,
    Ids(customer): Ids<CustomerId>,
) -> Result<Json<Value>, Failure> {
    let mut invoices = service.read(service.isp.unpaid_invoices(&customer)).await?;
    invoices.sort_by_key(|invoice| invoice.due);
    let today = today();
    let view = |invoice| InvoiceView::of(invoice, today);
    let invoices: Vec<_> = invoices.into_iter().map(view).collect();
    Ok(Json(json!({"invoices": invoices})))
}

/// The invoice is read too: what a payer gets must belong to it, amount and due date included.
///
/// MK's rule that may text the customer is asked for the line only where `with_line_by_sms_rule` turns it
/// on, as the simulators do; then each of these requests may send one.
async fn payment(
    State(service): State<Service>,
    Ids((customer, id)): Ids<(CustomerId, InvoiceId)>,
) -> Result<Json<PaymentView>, Failure> {
    let read = async {
        let unpaid = service.isp.unpaid_invoices(&customer).await?;
        let Some(invoice) = unpaid.into_iter().find(|invoice| invoice.id == id) else {
            return Ok(None);
        };
        let means = service.isp.payment(&id).await?;
        Ok(Some((invoice, means)))
    };
    let found = service.read(read).await?;
    let (invoice, means) =
        found.ok_or_else(|| Failure::not_found("the customer has no such unpaid invoice"))?;
    for problem in wrong(&means, &invoice) {
        tracing::warn!(invoice = %invoice.id, %problem, "withheld from the payer");
    }
    Ok(Json(PaymentView::of(&means, &invoice)))
}

async fn tickets(
    State(service): State<Service>,
    Ids(customer): Ids<CustomerId>,
) -> Result<Json<Value>, Failure> {
    let query = TicketQuery::of_customer(customer);
    let tickets = service.read(service.isp.tickets(&query)).await?;
    let tickets: Vec<_> = tickets.into_iter().map(TicketView::from).collect();
    Ok(Json(json!({"tickets": tickets})))
}

async fn ticket_kinds(
    State(service): State<Service>,
    Ids(customer): Ids<CustomerId>,
) -> Result<Json<Value>, Failure> {
    let kinds = service.read(service.isp.ticket_kinds(&customer)).await?;
    let kinds: Vec<_> = kinds.into_iter().map(TicketKindView::from).collect();
    Ok(Json(json!({"ticket_kinds": kinds})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TicketBody {
    title: String,
    text: String,
    /// One of `ticket_kinds`; without it the kind that the service is configured with.
    kind: Option<String>,
    connection: Option<String>,
    contract: Option<String>,
}

impl TicketBody {
    fn of_customer(self, customer: CustomerId) -> Result<NewTicket, Failure> {
        if self.title.trim().is_empty() || self.text.trim().is_empty() {
            return Err(Failure::invalid("a ticket needs a title and a text"));
        }
        let mut ticket = NewTicket::new(customer, self.title, self.text);
        ticket.kind = self.kind.map(Into::into);
        ticket.connection = self.connection.map(Into::into);
        ticket.contract = self.contract.map(Into::into);
        Ok(ticket)
    }
}

async fn open_ticket(
    State(service): State<Service>,
    Ids(customer): Ids<CustomerId>,
    Extension(in_flight): Extension<InFlight>,
    key: Key,
    Body { value, bytes }: Body<TicketBody>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let named = [b"ticket ", customer.as_str().as_bytes(), b" ", &bytes].concat();
    let ticket = value.of_customer(customer)?;
    let isp = Arc::clone(&service.isp);
    let write = async move {
        let opened = isp.open_ticket(ticket).await?;
        Ok((StatusCode::CREATED, json!(TicketView::from(opened))))
    };
    written(service.writes.once(key, named, service.settings.time_limit, in_flight, write).await)
}

async fn trust_unlock(
    State(service): State<Service>,
    Ids((customer, connection)): Ids<(CustomerId, ConnectionId)>,
    Extension(in_flight): Extension<InFlight>,
    key: Key,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let named = format!("trust_unlock {customer} {connection}").into_bytes();
    let isp = Arc::clone(&service.isp);
    let write = async move {
        let own = isp.connections(&customer).await?;
        if !own.iter().any(|known| known.id == connection) {
            return Err(Failure::not_found("the customer has no such connection"));
        }
        match isp.trust_unlock(&connection).await? {
            TrustUnlock::Unlocked { until, .. } => {
                Ok((StatusCode::OK, json!({"unlocked": true, "until": until})))
            }
            TrustUnlock::Refused { reason, .. } => Err(Failure::refused(reason.to_string())),
            _ => Err(Failure::perhaps_done()),
        }
    };
    written(service.writes.once(key, named, service.settings.time_limit, in_flight, write).await)
}

fn written(answer: Answer) -> Result<(StatusCode, Json<Value>), Failure> {
    answer.map(|(status, value)| (status, Json(value)))
}
