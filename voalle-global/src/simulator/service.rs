//! The port of the data: routes a request by its path.

use std::sync::Arc;

use isp_core::http::EvidenceLevel;
use isp_core::loopback::{ServedBy, SimulatedRequest, SimulatedResponse};
use isp_core::testing::World;
use serde_json::{Value, json};

use super::answers::{
    PageRequest, body, json_response, refused, success, text, undocumented, unknown_route,
};
use super::authentication::decoded;
use super::samples::SAMPLES;
use super::state::State;
use super::{connections, contracts, invoices, people, tickets};
use crate::operations;

/// The prefix of most paths.
const THIRD_PARTY: &str = "/external/integrations/thirdparty";

/// Answers requests with the state of one simulator.
pub(super) struct Data(pub(super) Arc<State>);

impl ServedBy for Data {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        // Servers take paths in any case.
        let lower = request.path.to_ascii_lowercase();
        let is_known = operations::all().any(|spec| {
            spec.method.as_str() == request.method
                && is_path(&lower, &spec.path.to_ascii_lowercase())
        });
        if !is_known || lower == "/connect/token" {
            return unknown_route();
        }
        let token = request.header("authorization").and_then(|it| it.strip_prefix("Bearer "));
        if !token.is_some_and(|token| self.0.tokens().is_valid(token)) {
            // The status is documented, the body is not.
            return SimulatedResponse::new(401, "text/plain", "");
        }
        self.route(request, &lower)
    }
}

/// Whether a path has the form of a pattern, whose segments in braces take any value.
fn is_path(path: &str, pattern: &str) -> bool {
    let (mut path, mut pattern) = (path.split('/'), pattern.split('/'));
    loop {
        match (path.next(), pattern.next()) {
            (None, None) => return true,
            (Some(segment), Some(known)) if known.starts_with('{') && !segment.is_empty() => {}
            (Some(segment), Some(known)) if segment == known => {}
            _ => return false,
        }
    }
}

impl Data {
    fn route(&self, request: &SimulatedRequest, lower: &str) -> SimulatedResponse {
        let known = match lower.strip_prefix(THIRD_PARTY) {
            Some(path) => self.whole_path(request, path).or_else(|| self.by_value(request, path)),
            None => self.map(request, lower),
        };
        let method = request.method.as_str();
        known.or_else(|| sample(method, lower)).unwrap_or_else(|| generic(method, lower))
    }

    /// The page that the query asks for.
    fn page(&self, request: &SimulatedRequest) -> PageRequest {
        PageRequest::of_query(request, self.0.quirks().largest_page)
    }

    /// An operation without a value in its path.
    fn whole_path(&self, request: &SimulatedRequest, path: &str) -> Option<SimulatedResponse> {
        let (document, page) = (request.parameter("txId"), self.page(request));
        Some(match (request.method.as_str(), path) {
            ("GET", "/getclient") => self.read(|world| people::all(world, page)),
            ("POST", "/contract/getpaged") => {
                let body = body(request);
                let wanted = PageRequest::of_body(&body, self.0.quirks().largest_page);
                self.read(|world| contracts::paged(world, &body, wanted))
            }
            ("GET", "/contractservicetagspaged") => {
                self.read(|world| contracts::tags(world, document, page))
            }
            ("GET", "/servicetagsinfopaged") => {
                self.read(|world| contracts::tags_with_contracts(world, document, page))
            }
            ("POST", "/projects/getsolicitationdata") => {
                self.read(|world| tickets::data(world, request))
            }
            ("GET", "/getsolicitationhistory") => {
                self.read(|world| tickets::history(world, request))
            }
            ("POST", "/opendetailedsolicitation") => {
                let body = body(request);
                self.0.world.with(|world| tickets::open_detailed(world, &body))
            }
            ("POST", "/opensolicitation") => {
                let body = body(request);
                self.0.world.with(|world| tickets::open_simple(world, &body))
            }
            ("POST", "/billings/registerpix") => {
                let title = request.parameter("receivableId").unwrap_or_default();
                self.0.world.with(|world| invoices::register_pix(world, title))
            }
            _ => return None,
        })
    }

    /// An operation whose path ends with a value.
    fn by_value(&self, request: &SimulatedRequest, path: &str) -> Option<SimulatedResponse> {
        let value = request.path.rsplit('/').next().map(decoded)?;
        let (folder, _) = path.trim_start_matches('/').rsplit_once('/')?;
        Some(match (request.method.as_str(), folder) {
            ("GET", "people/txid") => self.read(|world| people::person(world, &value)),
            ("GET", "getopentitlesbytxid") => self.read(|world| invoices::open(world, &value)),
            ("GET", "gettitlesbytxid") => self.read(|world| invoices::all(world, &value)),
            ("GET", "getcontractbillets") => {
                self.read(|world| invoices::of_contract(world, &value))
            }
            ("GET", "getbillet") => self.read(|world| invoices::pdf(world, &value)),
            ("GET", "getbilletlink") => self.read(|world| invoices::link(world, &value)),
            ("GET", "solicitationlist") => self.read(|world| tickets::of_customer(world, &value)),
            ("POST", "contracts/unlock") => {
                self.0.world.with(|world| contracts::unlock(world, &value))
            }
            // With a password it is the known sample.
            ("PUT", "updateconnection") if text(&body(request), "password").is_none() => {
                refused("Senha não informada.")
            }
            ("GET", "getaccesspointstatusbycontract") => success(&json!({
                "title": "OLT exemplo", "inMaintenance": false, "maintenance": null, "active": true,
            })),
            ("GET", "billings/invoices/download") => {
                SimulatedResponse::new(200, "application/pdf", "%PDF-1.4\n%%EOF\n")
            }
            ("GET", "contract/contractuploads" | "projects/assignmentsuploads") => {
                SimulatedResponse::new(200, "application/octet-stream", "arquivo")
            }
            _ => return None,
        })
    }

    /// An operation of the map.
    fn map(&self, request: &SimulatedRequest, path: &str) -> Option<SimulatedResponse> {
        Some(match (request.method.as_str(), path) {
            ("GET", "/external/map/connection/all") => {
                self.read(|world| connections::all(world, false))
            }
            ("GET", "/external/map/connection/all/deleted") => {
                self.read(|world| connections::all(world, true))
            }
            ("GET", "/external/map/connection/all/deleted/paged") => {
                let page = self.page(request);
                self.read(|world| connections::deleted_page(world, page))
            }
            ("POST", "/external/map/connection/by/userdata") => {
                let body = body(request);
                self.read(|world| connections::by_userdata(world, &body))
            }
            _ => return None,
        })
    }

    fn read(&self, read: impl FnOnce(&World) -> SimulatedResponse) -> SimulatedResponse {
        self.0.world.with(|world| read(world))
    }
}

/// The known sample of an operation about something that the world does not have.
fn sample(method: &str, lower: &str) -> Option<SimulatedResponse> {
    let mut samples = SAMPLES.iter();
    let (.., answer) = samples.find(|(known, path, _)| *known == method && is_path(lower, path))?;
    let sample: Value = serde_json::from_str(answer).unwrap_or_default();
    Some(json_response(&sample))
}

/// The generic answer of an undocumented operation.
fn generic(method: &str, lower: &str) -> SimulatedResponse {
    let is_undocumented = operations::all().any(|spec| {
        spec.evidence == EvidenceLevel::Assumed
            && spec.method.as_str() == method
            && is_path(lower, &spec.path.to_ascii_lowercase())
    });
    if is_undocumented { undocumented() } else { unknown_route() }
}
