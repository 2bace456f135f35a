//! Routes a request: proxy, Tomcat, rules, core-api.

use std::sync::Arc;

use isp_core::loopback::{ServedBy, SimulatedRequest, SimulatedResponse};
use serde_json::Value;

use super::answers::{self, Refusal};
use super::core_api;
use super::parameters::Parameters;
use super::quirks::Quirks;
use super::rules::{self, Rule, RuleCall, TokenKind};
use super::state::State;
use super::tokens::{NOT_GRANTED, random_hex};

/// Answers requests with the state of one simulator.
pub(super) struct Service(pub(super) Arc<State>);

impl ServedBy for Service {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        let quirks = self.0.quirks().clone();
        if quirks.proxy_login {
            return answers::proxy_login_page();
        }
        let response = self.route(request, &quirks);
        let cookie = request.header("cookie").unwrap_or_default();
        if cookie.contains("JSESSIONID=") {
            return response;
        }
        let session = random_hex().to_uppercase();
        response.with_header("set-cookie", format!("JSESSIONID={session}; Path=/mk; HttpOnly"))
    }
}

impl Service {
    fn route(&self, request: &SimulatedRequest, quirks: &Quirks) -> SimulatedResponse {
        // A base URL that ends with a slash leads to `//mk/…`, which real servers accept.
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
            Some(name) => self.rule(name, request, quirks),
            None => Err(Refusal::NoSuchRule),
        };
        match answer {
            Ok(answer) => answers::json_response(answer, quirks),
            Err(refusal) => refusal.into_response(quirks),
        }
    }

    fn file(&self, name: &str, quirks: &Quirks) -> SimulatedResponse {
        match self.0.files.read(name) {
            Some(bytes) => SimulatedResponse::new(200, "application/pdf", bytes),
            None => Refusal::NoSuchRule.into_response(quirks),
        }
    }

    fn core_api(
        &self,
        path: &str,
        request: &SimulatedRequest,
        quirks: &Quirks,
    ) -> SimulatedResponse {
        let not_found = || Refusal::NoSuchRule.into_response(quirks);
        if !quirks.core_api {
            return not_found();
        }
        let token = request.parameter("token").unwrap_or_default();
        if self.0.tokens.use_once(token, None, quirks).is_err() {
            return core_api::refuse(401, "Token inválido");
        }
        self.0.world.with(|world| core_api::run(world, path, request)).unwrap_or_else(not_found)
    }

    fn rule(
        &self,
        name: &str,
        request: &SimulatedRequest,
        quirks: &Quirks,
    ) -> Result<Value, Refusal> {
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Err(Refusal::NoSuchMethod);
        }
        let rule = rules::find(name)
            .filter(|_| quirks.missing.iter().all(|rule| rule != name))
            .ok_or(Refusal::NoSuchRule)?;
        let parameters = Parameters::of_a_rule(request);
        if parameters.text("sys") != Some("MK0") {
            // No source shows the answer to another value of `sys`: an error page is assumed.
            return Err(Refusal::Servlet("Sistema não localizado"));
        }
        if quirks.not_licensed.iter().any(|rule| rule == name) {
            return Err(Refusal::Servlet("Regra não licenciada"));
        }
        self.authorize(rule, &parameters, quirks)?;
        for name in rule.required {
            parameters.required(name)?;
        }
        let call = RuleCall {
            parameters: &parameters,
            quirks,
            credentials: &self.0.credentials,
            tokens: &self.0.tokens,
            sent_messages: &self.0.sent_messages,
            files: &self.0.files,
            settlements: &self.0.settlements,
            base_url: base_url(request),
        };
        self.0.world.with(|world| (rule.run)(world, &call))
    }

    /// Checks the token, then the service.
    fn authorize(
        &self,
        rule: &Rule,
        parameters: &Parameters,
        quirks: &Quirks,
    ) -> Result<(), Refusal> {
        let token = parameters.text(rule.token_name);
        match (rule.token, token) {
            (TokenKind::None, _) => return Ok(()),
            (_, None) => return Err(Refusal::BAD_TOKEN),
            // Reported by one integrator: the operator's own token works for the specific rules.
            (TokenKind::SessionOrOperator, Some(token))
                if token == self.0.credentials.user_token =>
            {
                let today = self.0.world.with(|world| world.today);
                if !quirks.lists_the_operator_on(today) {
                    return Err(Refusal::BAD_TOKEN);
                }
            }
            (_, Some(token)) => self.0.tokens.use_once(token, rule.service, quirks)?,
        }
        match rule.service {
            Some(code) if !quirks.services.contains(&code) => Err(NOT_GRANTED),
            _ => Ok(()),
        }
    }
}

/// The server's own address, as the client wrote it.
fn base_url(request: &SimulatedRequest) -> String {
    format!("http://{}", request.header("host").unwrap_or("localhost"))
}
