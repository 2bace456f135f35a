//! Who may call: whoever presents the bearer token.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use isp_core::{Error, Secret};
use subtle::ConstantTimeEq;

use crate::failure::Failure;
use crate::service::Service;

/// The fewest characters of a token.
const SHORTEST: usize = 16;

/// A token from the configuration.
///
/// # Errors
///
/// If it is shorter than 16 characters, or has blanks around it. The text does not repeat it.
pub(crate) fn token(name: &str, text: String) -> Result<Secret, Error> {
    let token = Secret::configured(name, text)?;
    if token.expose().chars().count() < SHORTEST {
        let what = format!("the secret `{name}` is shorter than {SHORTEST} characters");
        return Err(Error::invalid_input(what));
    }
    Ok(token)
}

/// Refuses a request without the token.
pub(crate) async fn require_token(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let presented = request.headers().get(AUTHORIZATION).map(HeaderValue::as_bytes);
    let presented = presented.and_then(|value| value.strip_prefix(b"Bearer ")).unwrap_or_default();
    // The time that it takes does not tell how much of a wrong token is right.
    if bool::from(presented.ct_eq(service.settings.token.expose().as_bytes())) {
        next.run(request).await
    } else {
        Failure::unauthorized().into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_or_padded_token_is_refused_without_repeating_it() {
        for bad in ["", "curto", "0123456789abcde", " 0123456789abcdef", "0123456789abcdef\n"] {
            let error = token("BOT_SERVICE_TOKEN", bad.into()).unwrap_err().to_string();
            assert!(error.contains("BOT_SERVICE_TOKEN"), "{error}");
            assert!(bad.is_empty() || !error.contains(bad), "{error}");
        }
        assert!(token("BOT_SERVICE_TOKEN", "0123456789abcdef".into()).is_ok());
    }
}
