//! A token as a store keeps it.

use std::borrow::Cow;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::TokenStoreError;
use crate::secret::Secret;

/// A token as a [`TokenStore`](super::TokenStore) keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token.
    pub secret: Secret,
    /// What else the login answered, as text of its dialect.
    pub facts: Option<Secret>,
    /// When the login was, by the clock of the client that made it.
    pub obtained_at: Timestamp,
    /// When the token ends, by the same clock. `None`: unknown.
    pub expires_at: Option<Timestamp>,
}

/// The text form. A field that is not known here may change what the others mean, so it is refused.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text<'a> {
    version: u32,
    secret: Cow<'a, str>,
    facts: Option<Cow<'a, str>>,
    obtained_at: Timestamp,
    expires_at: Option<Timestamp>,
}

const VERSION: u32 = 1;

impl StoredToken {
    /// A token of a login at `obtained_at`, of unknown life.
    pub fn new(secret: Secret, obtained_at: Timestamp) -> Self {
        Self { secret, facts: None, obtained_at, expires_at: None }
    }

    /// How long it is valid from the login on. `None`: unknown.
    pub fn lifetime(&self) -> Option<Duration> {
        // Negative where somebody wrote nonsense: then it has ended.
        let end = self.expires_at?;
        Some(Duration::try_from(end.duration_since(self.obtained_at)).unwrap_or_default())
    }

    /// All of it as one text, for stores outside of the process. The text is as secret as the token.
    pub fn to_text(&self) -> Secret {
        let text = Text {
            version: VERSION,
            secret: self.secret.expose().into(),
            facts: self.facts.as_ref().map(|facts| facts.expose().into()),
            obtained_at: self.obtained_at,
            expires_at: self.expires_at,
        };
        // Text, numbers and instants can always be written.
        Secret::new(serde_json::to_string(&text).unwrap_or_default())
    }

    /// Reads what [`to_text`](Self::to_text) wrote. The error does not quote it.
    pub fn from_text(text: &Secret) -> Result<Self, TokenStoreError> {
        let read: Text<'_> = serde_json::from_str(text.expose())
            .map_err(|_| TokenStoreError::unreadable("not a token in the known form"))?;
        if read.version != VERSION {
            let what = format!("a token in version {} of the form", read.version);
            return Err(TokenStoreError::unreadable(what));
        }
        Ok(Self {
            secret: Secret::new(read.secret),
            facts: read.facts.map(Secret::new),
            obtained_at: read.obtained_at,
            expires_at: read.expires_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> StoredToken {
        let mut token = StoredToken::new("s\"3\n".into(), "2031-02-10T12:00:00Z".parse().unwrap());
        token.facts = Some(Secret::new(r#"{"services":[7]}"#));
        token.expires_at = Some("2031-02-10T13:00:00.5Z".parse().unwrap());
        token
    }

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let bare = StoredToken::new("s".into(), Timestamp::UNIX_EPOCH);
        for token in [token(), bare] {
            assert_eq!(StoredToken::from_text(&token.to_text()), Ok(token));
        }
    }

    #[test]
    fn a_text_of_another_form_is_unreadable_and_not_quoted() {
        let text = token().to_text();
        let other = |from: &str, to: &str| Secret::new(text.expose().replace(from, to));
        for text in [
            Secret::new(""),
            Secret::new("s3nh4"),
            other("\"version\":1", "\"version\":2"),
            other("\"version\":1", "\"version\":1,\"uses\":3"),
            other("\"secret\":", "\"Secret\":"),
            other("2031-02-10T12", "s3nh4"),
        ] {
            let error = StoredToken::from_text(&text).unwrap_err();
            assert_eq!(error.kind(), super::super::TokenStoreErrorKind::Unreadable);
            assert!(!error.to_string().contains("s3nh4"), "{error}");
        }
    }

    #[test]
    fn its_debug_text_shows_no_secret() {
        let shown = format!("{:?}", token());
        assert!(!shown.contains("s\\\"3") && !shown.contains("services"), "{shown}");
    }
}
