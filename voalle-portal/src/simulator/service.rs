//! Routes a request: login, tokens, paths below `/api/`.

use std::sync::Arc;

use isp_core::CustomerId;
use isp_core::loopback::{ServedBy, SimulatedRequest, SimulatedResponse};
use isp_core::testing::World;
use serde_json::{Value, json};

use super::answers::{PageRequest, error, json_response, number, undocumented};
use super::state::State;
use super::{connections, contracts, invoices, people, tickets};

/// Answers requests with the state of one simulator.
pub(super) struct Service(pub(super) Arc<State>);

impl ServedBy for Service {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        if request.path == "/portal_authentication" && request.method == "GET" {
            return self.login(request);
        }
        if !request.path.starts_with("/api/") {
            return error(404, "Not Found", "No route found");
        }
        // The vendor's own app sends no Verify-Token for the PDF of a boleto.
        let needs_verify_token = !request.path.starts_with("/api/financial/billet/");
        let verify_token = Some(self.0.credentials.verify_token.as_str());
        if needs_verify_token && request.header("verify-token") != verify_token {
            return error(401, "Unauthorized", "Verify-Token missing or wrong");
        }
        match self.subscriber(request) {
            Some(subscriber) => self.route(&subscriber, request),
            None => error(401, "Unauthorized", "The access token is missing, unknown or expired"),
        }
    }
}

impl Service {
    fn login(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let has = |name: &str, value: &str| request.parameter(name) == Some(value);
        let credentials = &self.0.credentials;
        let is_provider = has("verify_token", &credentials.verify_token)
            && has("client_id", &credentials.client_id)
            && has("client_secret", &credentials.client_secret)
            && has("grant_type", "client_credentials");
        let lifetime = self.0.quirks().token_lifetime;
        self.0.world.with(|world| {
            let login = world.logins.iter().find(|login| {
                is_provider && has("username", &login.username) && has("password", &login.password)
            });
            let person = login.and_then(|login| world.customer_by_id(&login.customer));
            let Some(person) = person else {
                return error(403, "Invalid credentials.", "Bad Credentials (2)");
            };
            json_response(&json!({
                "access_token": self.0.tokens.issue(&person.id, lifetime),
                "expires_in": lifetime.as_secs(),
                "token_type": "bearer",
                "scope": null,
                "person": {"id": number(&person.id), "name": person.name, "nameList": person.name},
            }))
        })
    }

    /// The subscriber to whom the request's token was issued.
    fn subscriber(&self, request: &SimulatedRequest) -> Option<CustomerId> {
        let token = request.header("authorization")?.strip_prefix("Bearer ")?;
        self.0.tokens.subscriber(token)
    }

    fn route(&self, subscriber: &CustomerId, request: &SimulatedRequest) -> SimulatedResponse {
        let path: Vec<&str> = request.path.trim_matches('/').split('/').skip(1).collect();
        let is_own = |id: &str| CustomerId::from(id) == *subscriber;
        let fields = request.parameter("fields");
        let page = PageRequest::of(request, self.0.quirks().page_size);
        match (request.method.as_str(), path.as_slice()) {
            (_, ["people", id, ..]) if !is_own(id) => denied(),
            ("GET", ["people", _, "authentications"]) => {
                self.read(|world| connections::authentications(world, subscriber))
            }
            ("GET", ["people", _, "contracts"]) => {
                self.read(|world| contracts::contracts(world, subscriber))
            }
            ("POST", ["people", _, "solicitations"]) => {
                self.0.world.with(|world| tickets::open(world, subscriber, request))
            }
            ("GET", ["contract_service_tags"]) => match request.parameter("clientId") {
                Some(id) if !is_own(id) => denied(),
                _ => self.read(|world| contracts::service_tags(world, subscriber)),
            },
            ("GET", ["contract_service_tags", tag, "catalog_services"]) => {
                if self.0.world.with(|world| contracts::has_tag(world, subscriber, tag)) {
                    json_response(&tickets::catalog_services())
                } else {
                    denied()
                }
            }
            ("GET", ["incident_types"]) => json_response(&tickets::incident_types(request)),
            ("GET", ["service_level_agreements"]) => undocumented(),
            ("GET", ["people_warnings"]) => match request.parameter("person") {
                Some(id) if !is_own(id) => denied(),
                _ => json_response(&people::warnings(subscriber, request)),
            },
            ("GET", ["portal_invoice_notes"]) => {
                self.read(|world| invoices::notes(world, subscriber, fields, page))
            }
            ("GET", ["print_invoice_notes", id]) => {
                if self.0.world.with(|world| invoices::has_note(world, subscriber, id)) {
                    undocumented()
                } else {
                    error(404, "Not Found", "No such note")
                }
            }
            ("GET", ["portal_solicitations"]) => {
                self.read(|world| tickets::solicitations(world, subscriber, page))
            }
            ("GET", ["portal_financial_receivable_titles"]) => {
                self.read(|world| invoices::titles(world, subscriber, fields))
            }
            ("GET", ["financial", "billet", hash]) => {
                self.0.world.with(|world| invoices::billet(world, subscriber, hash))
            }
            ("GET", ["person_users", "whoami"]) => {
                self.0.world.with(|world| people::whoami(world, subscriber, fields))
            }
            ("POST", ["contracts", id, "unblock"]) => {
                self.0.world.with(|world| contracts::unblock(world, subscriber, id))
            }
            _ => error(404, "Not Found", "No route found"),
        }
    }

    fn read(&self, read: impl FnOnce(&World) -> Value) -> SimulatedResponse {
        json_response(&self.0.world.with(|world| read(world)))
    }
}

fn denied() -> SimulatedResponse {
    error(403, "Forbidden", "Access denied")
}
