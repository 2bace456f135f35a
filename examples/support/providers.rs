//! Several providers from a TOML file. Their secrets come from elsewhere, by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use isp_core::{Error, Isp};
use serde::Deserialize;

use crate::plaintext;

/// A provider and its ERP.
pub struct Provider {
    /// The provider's name in the file.
    pub name: String,
    /// Its ERP.
    pub isp: Arc<dyn Isp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvidersFile {
    #[serde(default)]
    provider: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    erp: ErpName,
    base_url: String,
    /// The beginning of the names of the secrets.
    secrets: String,
    last_customer_code: Option<u64>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum ErpName {
    Mk,
    Voalle,
}

/// The providers of a file, whose form `many_isps.toml` shows. `secret` gives the secret of a name.
///
/// # Errors
///
/// If the text is not such a file, has a key that is not known, or a secret is not there. Nothing has
/// been sent. The value of a key that is not known is never repeated.
pub fn read(toml: &str, secret: impl Fn(&str) -> Option<String>) -> Result<Vec<Provider>, Error> {
    let file: ProvidersFile = toml::from_str(toml).map_err(|error| {
        // Its `Display` shows the line itself, in which somebody may have written a password.
        let line = error
            .span()
            .and_then(|span| toml.get(..span.start))
            .map(|before| format!(", line {}", before.matches('\n').count() + 1));
        Error::invalid_input(format!(
            "the providers' file{}: {}",
            line.unwrap_or_default(),
            error.message()
        ))
    })?;
    if file.provider.is_empty() {
        return Err(Error::invalid_input("the providers' file has no [[provider]]"));
    }
    let mut names = BTreeSet::new();
    for entry in &file.provider {
        if !names.insert(&entry.name) {
            return Err(Error::invalid_input(format!("two providers are named {}", entry.name)));
        }
    }
    file.provider.iter().map(|entry| provider(entry, &secret)).collect()
}

fn provider(entry: &Entry, secret: &impl Fn(&str) -> Option<String>) -> Result<Provider, Error> {
    let plain = plaintext::is_allowed(&format!("base_url of {}", entry.name), &entry.base_url)?;
    let isp: Arc<dyn Isp> = match entry.erp {
        ErpName::Mk => {
            let [token, password] = secrets(entry, ["USER_TOKEN", "PROFILE_PASSWORD"], secret)?;
            let mut mk =
                mk_webservices::Client::builder(&entry.base_url).credentials(token, password);
            if plain {
                mk = mk.allow_plaintext_http();
            }
            let mut isp = mk.build()?.isp();
            if let Some(last) = entry.last_customer_code {
                isp = isp.with_customer_codes(1..=last);
            }
            Arc::new(isp)
        }
        ErpName::Voalle if entry.last_customer_code.is_some() => {
            return Err(Error::invalid_input(format!(
                "{}: last_customer_code is for erp = \"mk\" only",
                entry.name
            )));
        }
        ErpName::Voalle => {
            let names = ["VERIFY_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"];
            let [verify_token, client_id, client_secret, username, password] =
                secrets(entry, names, secret)?;
            let mut voalle = voalle_portal::Client::builder(&entry.base_url).credentials(
                verify_token,
                client_id,
                client_secret,
            );
            if plain {
                voalle = voalle.allow_plaintext_http();
            }
            Arc::new(voalle.build()?.subscriber(username, password).isp())
        }
    };
    Ok(Provider { name: entry.name.clone(), isp })
}

/// All secrets of one provider, or an error that names every missing one.
fn secrets<const N: usize>(
    entry: &Entry,
    names: [&str; N],
    secret: &impl Fn(&str) -> Option<String>,
) -> Result<[String; N], Error> {
    let names = names.map(|name| format!("{}_{name}", entry.secrets));
    let missing: Vec<_> = names
        .iter()
        .filter(|name| secret(name).is_none_or(|value| value.is_empty()))
        .map(String::as_str)
        .collect();
    if !missing.is_empty() {
        return Err(Error::invalid_input(format!("{}: set {}", entry.name, missing.join(", "))));
    }
    Ok(names.map(|name| secret(&name).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../many_isps.toml");

    fn error(toml: &str, secret: impl Fn(&str) -> Option<String>) -> String {
        read(toml, secret).err().unwrap().to_string()
    }

    fn any(name: &str) -> Option<String> {
        name.contains('_').then(|| "a-secret".to_owned())
    }

    #[test]
    fn the_file_that_is_shown_can_be_read() {
        let providers = read(FILE, any).unwrap();
        let systems: Vec<_> = providers.iter().map(|provider| provider.isp.system()).collect();
        assert_eq!(systems, ["MK Webservices", "MK Webservices", "Voalle portal"]);
    }

    #[test]
    fn every_missing_secret_is_named() {
        let text = error(FILE, |name| any(name).filter(|_| !name.starts_with("SUL_C")));
        assert!(text.contains("Provedor Sul: set SUL_CLIENT_ID, SUL_CLIENT_SECRET"), "{text}");
        let text = error(FILE, |_| Some(String::new()));
        assert!(text.contains("NORTE_USER_TOKEN, NORTE_PROFILE_PASSWORD"), "{text}");
    }

    #[test]
    fn a_password_in_the_file_is_refused_and_not_repeated() {
        let text = error(
            &FILE.replace("secrets = \"SUL\"", "secrets = \"SUL\"\npassword = \"senha-da-maria\""),
            any,
        );
        assert!(text.contains("unknown field `password`"), "{text}");
        assert!(text.contains("line "), "{text}");
        assert!(!text.contains("senha-da-maria"), "{text}");
        assert!(!text.contains('\n'), "{text}");
    }

    #[test]
    fn what_is_wrong_in_the_file_is_named() {
        for (from, to, what) in [
            ("\"voalle\"", "\"volle\"", "unknown variant `volle`"),
            ("Provedor Sul", "Provedor Norte", "two providers are named Provedor Norte"),
            ("secrets = \"SUL\"", "secrets = \"SUL\"\nlast_customer_code = 9", "only"),
            ("https://sul", "http://sul", "base_url of Provedor Sul is plain http://"),
        ] {
            let text = error(&FILE.replace(from, to), any);
            assert!(text.contains(what), "{text}");
        }
        assert!(error("", any).contains("no [[provider]]"));
    }
}
