//! Who may ask what, and where it is answered.

use isp_core::CustomerId;
use isp_core::loopback::{ServedBy, SimulatedRequest, SimulatedResponse};
use isp_core::testing::{SharedWorld, World};
use serde_json::json;

use super::tokens::Tokens;
use super::wire::{error, json_response};
use super::{CLIENT_ID, CLIENT_SECRET, VERIFY_TOKEN};
use super::{catalogue, connections, contracts, invoices, multipart, notes, people, tickets};

/// The world through the portal's wire format.
pub(super) struct Portal {
    world: SharedWorld,
    tokens: Tokens,
    page_size: Option<usize>,
}

impl Portal {
    pub(super) fn new(world: SharedWorld, tokens: Tokens, page_size: Option<usize>) -> Self {
        Self { world, tokens, page_size }
    }

    fn login(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let is = |name: &str, value: &str| request.parameter(name) == Some(value);
        let provider = is("verify_token", VERIFY_TOKEN)
            && is("client_id", CLIENT_ID)
            && is("client_secret", CLIENT_SECRET)
            && is("grant_type", "client_credentials");
        let credentials = (request.parameter("username"), request.parameter("password"));
        self.world.with(|world| {
            let login = world.logins.iter().find(|login| {
                provider && credentials == (Some(&*login.username), Some(&*login.password))
            });
            let person = login.and_then(|login| world.customer_by_id(&login.customer));
            let Some(person) = person else {
                return error(403, "Invalid credentials.", "Bad Credentials (2)");
            };
            json_response(200, &json!({
                "access_token": self.tokens.issue(&person.id),
                "expires_in": self.tokens.lifetime().as_secs(),
                "token_type": "bearer",
                "scope": null,
                "person": {"id": number(&person.id), "name": person.name, "nameList": person.name},
            }))
        })
    }

    /// Whose token the request carries.
    fn caller(&self, request: &SimulatedRequest) -> Option<CustomerId> {
        let token = request.header("authorization")?.strip_prefix("Bearer ")?;
        self.tokens.owner(token)
    }

    fn answer_to(&self, caller: &CustomerId, request: &SimulatedRequest) -> SimulatedResponse {
        let path: Vec<&str> = request.path.trim_matches('/').split('/').skip(1).collect();
        let own = |id: &str| CustomerId::from(id) == *caller;
        match (request.method.as_str(), path.as_slice()) {
            (_, ["people", id, ..]) if !own(id) => denied(),
            ("GET", ["people", _, "authentications"]) => {
                self.show(|world| connections::authentications(world, caller))
            }
            ("GET", ["people", _, "contracts"]) => {
                self.show(|world| contracts::contracts(world, caller))
            }
            ("POST", ["people", _, "solicitations"]) => match multipart::fields(request) {
                Some(form) => self.world.with(|world| tickets::open(world, caller, &form)),
                None => error(422, "Unprocessable Entity", "multipart/form-data expected"),
            },
            ("GET", ["contract_service_tags"]) => match request.parameter("clientId") {
                Some(id) if !own(id) => denied(),
                _ => self.show(|world| contracts::service_tags(world, caller)),
            },
            ("GET", ["contract_service_tags", tag, "catalog_services"]) => {
                let services =
                    self.world.with(|world| catalogue::catalog_services(world, caller, tag));
                match services {
                    Some(services) => json_response(200, &services),
                    None => denied(),
                }
            }
            ("GET", ["incident_types"]) => json_response(200, &catalogue::incident_types(request)),
            ("GET", ["service_level_agreements"]) => {
                json_response(200, &catalogue::service_level_agreements())
            }
            ("GET", ["people_warnings"]) => match request.parameter("person") {
                Some(id) if !own(id) => denied(),
                _ => json_response(200, &catalogue::warnings(caller, request)),
            },
            ("GET", ["portal_invoice_notes"]) => {
                let (number, size) = self.page_of(request);
                let fields = request.parameter("fields");
                self.show(|world| notes::notes(world, caller, fields, number, size))
            }
            ("GET", ["print_invoice_notes", id]) => {
                self.world.with(|world| notes::print(world, caller, id))
            }
            ("GET", ["portal_solicitations"]) => {
                let (number, size) = self.page_of(request);
                self.show(|world| tickets::solicitations(world, caller, number, size))
            }
            ("GET", ["portal_financial_receivable_titles"]) => {
                let fields = request.parameter("fields");
                self.show(|world| invoices::titles(world, caller, fields))
            }
            ("GET", ["financial", "billet", hash]) => {
                self.world.with(|world| invoices::billet(world, caller, hash))
            }
            ("GET", ["person_users", "whoami"]) => {
                let fields = request.parameter("fields");
                self.world.with(|world| people::whoami(world, caller, fields))
            }
            ("POST", ["contracts", id, "unblock"]) => {
                self.world.with(|world| contracts::unblock(world, caller, id))
            }
            _ => error(404, "Not Found", "No route found"),
        }
    }

    /// Which page a request wants, and how large.
    fn page_of(&self, request: &SimulatedRequest) -> (usize, Option<usize>) {
        let number = |name| request.parameter(name).and_then(|text| text.parse().ok());
        (number("page").unwrap_or(1), number("limit").or(self.page_size))
    }

    fn show(&self, look: impl FnOnce(&World) -> serde_json::Value) -> SimulatedResponse {
        json_response(200, &self.world.with(|world| look(world)))
    }
}

impl ServedBy for Portal {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        if request.path == "/portal_authentication" && request.method == "GET" {
            return self.login(request);
        }
        if !request.path.starts_with("/api/") {
            return error(404, "Not Found", "No route found");
        }
        // The vendor's own app sends no Verify-Token for the PDF.
        let needs_verify = !request.path.starts_with("/api/financial/billet/");
        if needs_verify && request.header("verify-token") != Some(VERIFY_TOKEN) {
            return error(401, "Unauthorized", "Verify-Token missing or wrong");
        }
        match self.caller(request) {
            Some(caller) => self.answer_to(&caller, request),
            None => error(401, "Unauthorized", "The access token is missing, unknown or expired"),
        }
    }
}

fn denied() -> SimulatedResponse {
    error(403, "Forbidden", "Access denied")
}

/// The world's ids are numbers.
pub(super) fn number(id: &CustomerId) -> u64 {
    id.to_number().unwrap_or_default()
}
