//! The port that gives out tokens.

use std::collections::HashMap;
use std::sync::Arc;

use isp_core::loopback::{ServedBy, SimulatedRequest, SimulatedResponse};
use serde_json::json;

use super::answers::{json_response, unknown_route, with_members};
use super::state::State;

/// Answers logins.
pub(super) struct Authentication(pub(super) Arc<State>);

impl ServedBy for Authentication {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        if request.method != "POST" || !request.path.eq_ignore_ascii_case("/connect/token") {
            return unknown_route();
        }
        let form = form(&request.body);
        let has = |name: &str, value: &str| form.get(name).is_some_and(|given| given == value);
        let known = &self.0.credentials;
        let is_older =
            has("client_id", "synauth") && has("client_secret", &known.older_client_secret);
        match form.get("grant_type").map(String::as_str) {
            Some("client_credentials") => {
                let is_integrator = has("client_id", &known.client_id)
                    && has("client_secret", &known.client_secret)
                    && has("scope", "syngw");
                match is_integrator {
                    true if has("syndata", &known.syndata) => self.token(false),
                    // The status is documented, the body is not.
                    true => SimulatedResponse::new(401, "text/plain", ""),
                    false => invalid_client(),
                }
            }
            Some("password") => {
                let is_user = is_older
                    && has("username", &known.username)
                    && has("password", &known.password)
                    && has("syndata", &known.syndata);
                if is_user { self.token(true) } else { invalid_client() }
            }
            Some("refresh_token") => {
                let held = form.get("refresh_token").map(String::as_str).unwrap_or_default();
                let is_known = is_older && self.0.tokens().use_up(held);
                if is_known { self.token(true) } else { invalid_client() }
            }
            _ => invalid_client(),
        }
    }
}

impl Authentication {
    fn token(&self, with_refresh_token: bool) -> SimulatedResponse {
        let lifetime = self.0.quirks().token_lifetime;
        let mut tokens = self.0.tokens();
        let answer = json!({
            "access_token": tokens.issue(lifetime),
            "expires_in": lifetime.as_secs(),
            "token_type": "Bearer",
            "scope": "syngw",
        });
        let refresh_token = with_refresh_token.then(|| tokens.issue_refresh_token());
        let refresh_token = refresh_token.map(|token| ("refresh_token", token.into()));
        json_response(&with_members(answer, refresh_token))
    }
}

fn invalid_client() -> SimulatedResponse {
    let body = json!({"error": "invalid_client"});
    SimulatedResponse::new(400, "application/json", body.to_string())
}

/// The fields of a URL-encoded form.
fn form(body: &[u8]) -> HashMap<String, String> {
    let text = String::from_utf8_lossy(body);
    let fields = text.split('&').filter_map(|field| field.split_once('='));
    fields.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// A part of a form or path without its percent-encoding.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let (byte, after) = match (first, others) {
            (b'+', _) => (b' ', others),
            (b'%', [high, low, after @ ..]) => {
                let digit =
                    |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
                match (digit(*high), digit(*low)) {
                    (Some(high), Some(low)) => (high * 16 + low, after),
                    _ => (b'%', others),
                }
            }
            (other, _) => (*other, others),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded() {
        let form = form("a=s%26c+%C3%A9&b=100%&c=%2".as_bytes());
        assert_eq!(form["a"], "s&c é");
        assert_eq!((form["b"].as_str(), form["c"].as_str()), ("100%", "%2"));
    }
}
