//! From a request to a response: the way through proxy, Tomcat and rule servlet.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use isp_core::loopback::{ServedBy, SimulatedRequest, SimulatedResponse};
use isp_core::testing::SharedWorld;
use serde_json::Value;

use super::answers::{self, Refusal};
use super::core_api;
use super::parameters::Parameters;
use super::quirks::Quirks;
use super::rules::{self, Rule, RuleCall, TokenKind};
use super::sessions::{self, NOT_GRANTED, Sessions};

/// The secrets of the one profile and the one operator.
#[derive(Clone)]
pub(super) struct Secrets {
    pub(super) user_token: String,
    pub(super) profile_password: String,
    pub(super) operator: String,
    pub(super) operator_password: String,
}

/// What rules leave behind outside the world.
#[derive(Debug, Default)]
pub(super) struct Outside {
    texts: AtomicUsize,
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Outside {
    pub(super) fn text_customer(&self) {
        self.texts.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn texts(&self) -> usize {
        self.texts.load(Ordering::Relaxed)
    }

    /// Puts a file where `GET /mk/tmp/{name}` finds it.
    pub(super) fn put_file(&self, name: &str, bytes: Vec<u8>) {
        self.files().insert(name.to_owned(), bytes);
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything behind the port.
pub(super) struct Desk {
    pub(super) world: SharedWorld,
    pub(super) secrets: Secrets,
    pub(super) sessions: Sessions,
    pub(super) outside: Outside,
    quirks: Mutex<Quirks>,
}

impl Desk {
    pub(super) fn new(world: SharedWorld, secrets: Secrets, quirks: Quirks) -> Self {
        Self {
            world,
            secrets,
            sessions: Sessions::default(),
            outside: Outside::default(),
            quirks: Mutex::new(quirks),
        }
    }

    pub(super) fn quirks(&self) -> MutexGuard<'_, Quirks> {
        self.quirks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn respond(&self, request: &SimulatedRequest, quirks: &Quirks) -> SimulatedResponse {
        // Base URLs pasted with a final slash lead to `//mk/…`, which the server tolerates.
        let path = format!("/{}", request.path.trim_start_matches('/'));
        if let Some(name) = path.strip_prefix("/mk/tmp/") {
            return self.file(name, quirks);
        }
        if let Some(resource) = path.strip_prefix("/core-api/") {
            return self.core_api(resource, request, quirks);
        }
        let name = path
            .strip_prefix("/mk/")
            .map(|rest| rest.trim_start_matches('/'))
            .and_then(|file| file.strip_suffix(".rule"));
        let answer = match name {
            Some(name) => self.run(name, request, quirks),
            None => Err(Refusal::NoSuchRule),
        };
        match answer {
            Ok(answer) => answers::json_response(answer, quirks),
            Err(refusal) => refusal.into_response(quirks),
        }
    }

    fn core_api(
        &self,
        path: &str,
        request: &SimulatedRequest,
        quirks: &Quirks,
    ) -> SimulatedResponse {
        let not_here = || Refusal::NoSuchRule.into_response(quirks);
        if !quirks.core_api {
            return not_here();
        }
        let token = request.parameter("token").unwrap_or_default();
        if self.sessions.spend(token, None, quirks).is_err() {
            return core_api::refuse(401, "Token inválido");
        }
        self.world.with(|world| core_api::run(world, path, request)).unwrap_or_else(not_here)
    }

    fn file(&self, name: &str, quirks: &Quirks) -> SimulatedResponse {
        match self.outside.files().get(name) {
            Some(bytes) => SimulatedResponse::new(200, "application/pdf", bytes.clone()),
            None => Refusal::NoSuchRule.into_response(quirks),
        }
    }

    fn run(
        &self,
        name: &str,
        request: &SimulatedRequest,
        quirks: &Quirks,
    ) -> Result<Value, Refusal> {
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Err(Refusal::NoSuchMethod);
        }
        let rule = rules::find(name).ok_or(Refusal::NoSuchRule)?;
        let parameters = Parameters::of(request);
        if parameters.text("sys") != Some("MK0") {
            // Nobody shows what another system's name answers; that it fails loudly is assumed.
            return Err(Refusal::Servlet("Sistema não localizado"));
        }
        if quirks.not_licensed.iter().any(|rule| rule == name) {
            return Err(Refusal::Servlet("Regra não licenciada"));
        }
        self.admit(rule, &parameters, quirks)?;
        for name in rule.required {
            parameters.required(name)?;
        }
        let call = RuleCall {
            parameters: &parameters,
            quirks,
            secrets: &self.secrets,
            sessions: &self.sessions,
            outside: &self.outside,
            base_url: base_url(request),
        };
        self.world.with(|world| (rule.run)(world, &call))
    }

    /// The token first, then the service, as the two errors come.
    fn admit(&self, rule: &Rule, parameters: &Parameters, quirks: &Quirks) -> Result<(), Refusal> {
        let token = parameters.text("token");
        match (rule.token, token) {
            (TokenKind::None, _) => return Ok(()),
            (_, None) => return Err(Refusal::BAD_TOKEN),
            // Reported by one integrator: the operator's own token opens the specific rules.
            (TokenKind::SessionOrOperator, Some(token)) if token == self.secrets.user_token => {}
            (_, Some(token)) => self.sessions.spend(token, rule.service, quirks)?,
        }
        match rule.service {
            Some(code) if !quirks.services.contains(&code) => Err(NOT_GRANTED),
            _ => Ok(()),
        }
    }
}

/// The server's own address, as the caller knows it.
fn base_url(request: &SimulatedRequest) -> String {
    format!("http://{}", request.header("host").unwrap_or("localhost"))
}

/// The desk as the server holds it.
pub(super) struct Counter(pub(super) Arc<Desk>);

impl ServedBy for Counter {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let quirks = self.0.quirks().clone();
        if quirks.proxy_login {
            return answers::proxy_login_page();
        }
        let response = self.0.respond(request, &quirks);
        let known = request.header("cookie").unwrap_or_default();
        if known.contains("JSESSIONID=") {
            return response;
        }
        let session = sessions::random_hex().to_uppercase();
        response.with_header("set-cookie", format!("JSESSIONID={session}; Path=/mk; HttpOnly"))
    }
}
