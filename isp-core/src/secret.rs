//! Text that must not appear in a log: tokens, passwords, keys.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// A token, password or key.
///
/// `Debug` and `Serialize` show `[redacted]`; there is no `Display`. Clones share one text, which is
/// wiped from memory when the last of them goes, and is read only on purpose, by [`Secret::expose`].
///
/// ```
/// use isp_core::Secret;
/// let key = Secret::new("s3nh4");
/// assert_eq!(format!("{key:?}"), "Secret([redacted])");
/// assert_eq!(key.expose(), "s3nh4");
/// ```
#[doc(alias("senha"))]
#[derive(Clone)]
pub struct Secret(Arc<SecretString>);

impl Secret {
    /// Wraps `text` as it is. For a value that a person configured use [`Secret::configured`].
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(SecretString::from(text.into())))
    }

    /// Wraps a value from a configuration file or environment variable, refusing what is surely a
    /// mistake there: empty text, a stray newline or other control character, surrounding spaces.
    ///
    /// `name` tells the reader of the error which setting is meant; the value is never shown.
    pub fn configured(name: &str, text: impl Into<String>) -> Result<Self, Error> {
        let text = text.into();
        let fault = if text.is_empty() {
            Some("is empty")
        } else if text.contains(['\n', '\r']) {
            Some("contains a line break, probably read from a file with its final newline")
        } else if text.chars().any(char::is_control) {
            Some("contains a control character")
        } else if text.trim() != text {
            Some("begins or ends with whitespace")
        } else {
            None
        };
        match fault {
            Some(fault) => Err(Error::invalid_input(format!("the secret `{name}` {fault}"))),
            None => Ok(Self::new(text)),
        }
    }

    /// The text itself. Do not log it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose().hash(state);
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("[redacted]")
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_newline_is_refused_without_quoting_the_value() {
        let error = Secret::configured("profile_password", "s3nh4\n").unwrap_err();
        let text = error.to_string();
        assert!(text.contains("profile_password") && text.contains("line break"), "{text}");
        assert!(!text.contains("s3nh4"));
    }

    #[test]
    fn empty_blank_and_control_characters_are_refused() {
        for bad in ["", " x", "x ", "a\tb", "a\0b", "\r\n"] {
            assert!(Secret::configured("token", bad).is_err(), "{bad:?}");
        }
        assert!(Secret::configured("token", "two words").is_ok());
    }

    #[test]
    fn neither_debug_nor_json_shows_it() {
        let secret = Secret::new("marker");
        assert!(!format!("{secret:?} {secret:#?}").contains("marker"));
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"[redacted]\"");
    }
}
