//! Several providers from a TOML file. Their secrets come from elsewhere, by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use isp_core::{Error, Isp};
use serde::Deserialize;
use voalle_global::VoalleIsp;
use voalle_portal::InMemoryDirectory;

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
    global_base_url: Option<String>,
    authentication_url: Option<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum ErpName {
    Mk,
    Voalle,
    VoalleGlobal,
    VoalleBoth,
}

/// Gives the secret of a name.
type Secrets<'a> = dyn Fn(&str) -> Option<String> + 'a;

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

fn provider(entry: &Entry, secret: &Secrets<'_>) -> Result<Provider, Error> {
    entry.has_only_its_keys()?;
    let isp: Arc<dyn Isp> = match entry.erp {
        ErpName::Mk => {
            let isp = mk(entry, secret)?.isp();
            Arc::new(match entry.last_customer_code {
                Some(last) => isp.with_customer_codes(1..=last),
                None => isp,
            })
        }
        ErpName::Voalle => {
            let [username, password] = secrets(entry, ["USERNAME", "PASSWORD"], secret)?;
            Arc::new(portal(entry, secret)?.subscriber(username, password).isp())
        }
        ErpName::VoalleGlobal => {
            Arc::new(global(entry, ("base_url", &entry.base_url), secret)?.isp())
        }
        ErpName::VoalleBoth => {
            let address = entry.global_base_url.as_deref().ok_or_else(|| {
                Error::invalid_input(format!("{}: global_base_url is missing", entry.name))
            })?;
            let global = global(entry, ("global_base_url", address), secret)?.isp();
            // Subscribers log in with passwords of their own.
            let portal = portal(entry, secret)?.isp(InMemoryDirectory::new());
            Arc::new(VoalleIsp::new(global, portal))
        }
    };
    Ok(Provider { name: entry.name.clone(), isp })
}

impl Entry {
    /// Refuses a key that the ERP has no use for: it would be ignored in silence.
    fn has_only_its_keys(&self) -> Result<(), Error> {
        use ErpName::{Mk, VoalleBoth, VoalleGlobal};
        let keys: [(&str, bool, &[ErpName]); 3] = [
            ("last_customer_code", self.last_customer_code.is_some(), &[Mk]),
            ("global_base_url", self.global_base_url.is_some(), &[VoalleBoth]),
            ("authentication_url", self.authentication_url.is_some(), &[VoalleGlobal, VoalleBoth]),
        ];
        for (key, is_given, erps) in keys {
            if is_given && !erps.contains(&self.erp) {
                return Err(Error::invalid_input(format!("{}: this ERP has no {key}", self.name)));
            }
        }
        Ok(())
    }

    /// Whether the address under this key may be plain `http://`.
    fn is_plaintext_allowed(&self, key: &str, address: &str) -> Result<bool, Error> {
        plaintext::is_allowed(&format!("{key} of {}", self.name), address)
    }
}

fn mk(entry: &Entry, secret: &Secrets<'_>) -> Result<mk_webservices::Client, Error> {
    let plain = entry.is_plaintext_allowed("base_url", &entry.base_url)?;
    let [token, password] = secrets(entry, ["USER_TOKEN", "PROFILE_PASSWORD"], secret)?;
    let mut builder = mk_webservices::Client::builder(&entry.base_url).credentials(token, password);
    if plain {
        builder = builder.allow_plaintext_http();
    }
    builder.build()
}

fn portal(entry: &Entry, secret: &Secrets<'_>) -> Result<voalle_portal::Client, Error> {
    let plain = entry.is_plaintext_allowed("base_url", &entry.base_url)?;
    let names = ["VERIFY_TOKEN", "CLIENT_ID", "CLIENT_SECRET"];
    let [verify_token, client_id, client_secret] = secrets(entry, names, secret)?;
    let mut builder = voalle_portal::Client::builder(&entry.base_url).credentials(
        verify_token,
        client_id,
        client_secret,
    );
    if plain {
        builder = builder.allow_plaintext_http();
    }
    builder.build()
}

/// `address` is the base URL with its key.
fn global(
    entry: &Entry,
    address: (&str, &str),
    secret: &Secrets<'_>,
) -> Result<voalle_global::Client, Error> {
    let (key, base_url) = address;
    let mut plain = entry.is_plaintext_allowed(key, base_url)?;
    let names = ["GLOBAL_CLIENT_ID", "GLOBAL_CLIENT_SECRET", "GLOBAL_SYNDATA"];
    let [client_id, client_secret, syndata] = secrets(entry, names, secret)?;
    let builder = match &entry.authentication_url {
        Some(authentication) => {
            plain |= entry.is_plaintext_allowed("authentication_url", authentication)?;
            voalle_global::Client::builder_at(authentication, base_url)
        }
        None => voalle_global::Client::builder(base_url),
    };
    let mut builder = builder.credentials(client_id, client_secret, syndata);
    if plain {
        builder = builder.allow_plaintext_http();
    }
    builder.build()
}

/// All secrets of one provider, or an error that names every missing one.
fn secrets<const N: usize>(
    entry: &Entry,
    names: [&str; N],
    secret: &Secrets<'_>,
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
        let erps = ["MK Webservices", "MK Webservices", "Voalle portal", "Voalle global", "Voalle"];
        assert_eq!(systems, erps);
    }

    #[test]
    fn every_missing_secret_is_named() {
        let text = error(FILE, |name| any(name).filter(|_| !name.starts_with("SUL_C")));
        assert!(text.contains("Provedor Sul: set SUL_CLIENT_ID, SUL_CLIENT_SECRET"), "{text}");
        let text = error(FILE, |name| any(name).filter(|_| !name.ends_with("SYNDATA")));
        assert!(text.contains("Provedor Leste: set LESTE_GLOBAL_SYNDATA"), "{text}");
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
            ("erp = \"voalle\"", "erp = \"volle\"", "unknown variant `volle`"),
            ("Provedor Sul", "Provedor Norte", "two providers are named Provedor Norte"),
            (
                "secrets = \"SUL\"",
                "secrets = \"SUL\"\nlast_customer_code = 9",
                "last_customer_code",
            ),
            ("erp = \"voalle-global\"", "erp = \"voalle\"", "no authentication_url"),
            ("erp = \"voalle-both\"", "erp = \"voalle-global\"", "no global_base_url"),
            ("global_base_url", "last_customer_code = 9 #", "no last_customer_code"),
            ("global_base_url", "#", "global_base_url is missing"),
            ("https://oeste", "http://oeste", "global_base_url of Provedor Oeste is plain http://"),
            ("https://sul", "http://sul", "base_url of Provedor Sul is plain http://"),
        ] {
            let text = error(&FILE.replace(from, to), any);
            assert!(text.contains(what), "{text}");
        }
        assert!(error("", any).contains("no [[provider]]"));
    }
}
