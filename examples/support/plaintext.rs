//! Consent to plain `http://`, for every example.

use isp_core::Error;
use isp_core::http::BaseUrl;

/// The variable by which whoever runs an example consents to plain `http://`: `yes` or `no`.
pub const CONSENT: &str = "ALLOW_PLAINTEXT_HTTP";

/// Whether a client of this address, the value of the variable `name`, may use plain `http://`: on this
/// machine, where the simulators are, and elsewhere with consent.
///
/// # Errors
///
/// If it is no address, or `http://` without consent: the text names the variable. Nothing has been sent.
pub fn is_allowed(name: &str, base_url: &str) -> Result<bool, Error> {
    decide(name, base_url, std::env::var(CONSENT).ok().as_deref())
}

fn decide(name: &str, base_url: &str, consent: Option<&str>) -> Result<bool, Error> {
    let consents = match consent.unwrap_or_default() {
        "yes" => true,
        "" | "no" => false,
        _ => return Err(Error::invalid_input(format!("{CONSENT} must be yes or no"))),
    };
    let address = BaseUrl::parse(base_url)
        .map_err(|error| Error::invalid_input(format!("{name}: {}", error.what())))?;
    let allowed = consents || address.is_loopback();
    if !allowed && address.to_string().starts_with("http://") {
        return Err(Error::invalid_input(format!(
            "{name} is plain http://, which would send passwords and tokens unencrypted"
        ))
        .with_advice(format!("use https://, or consent by {CONSENT}=yes")));
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "MK_BASE_URL";
    const ELSEWHERE: &str = "http://erp.example.com.br:8080";

    #[test]
    fn plain_http_needs_consent_except_on_this_machine() {
        assert!(decide(NAME, ELSEWHERE, Some("yes")).unwrap());
        assert!(decide(NAME, "http://127.0.0.1:8080", None).unwrap());
        assert!(!decide(NAME, "https://erp.example.com.br", None).unwrap());
        for refused in [None, Some(""), Some("no")] {
            let error = decide(NAME, ELSEWHERE, refused).unwrap_err().to_string();
            assert!(error.contains("MK_BASE_URL is plain http://"), "{error}");
            assert!(error.contains("ALLOW_PLAINTEXT_HTTP=yes"), "{error}");
        }
    }

    #[test]
    fn a_variable_that_is_no_address_is_named() {
        let error = decide(NAME, "erp.example.com.br", None).unwrap_err().to_string();
        assert!(error.contains("MK_BASE_URL: the base URL is not a URL"), "{error}");
    }

    #[test]
    fn what_is_neither_yes_nor_no_is_no_consent() {
        for unclear in ["1", "true", "YES", " "] {
            let error = decide(NAME, "https://erp.example.com.br", Some(unclear)).unwrap_err();
            assert!(error.to_string().contains("must be yes or no"), "{error}");
        }
    }
}
