//! How a store is configured.

use std::fmt;
use std::time::Duration;

use isp_core::{Error, Secret};

use crate::cipher::{Cipher, Key, key};
use crate::connection::Connection;
use crate::store::RedisTokenStore;

/// Configures a [`RedisTokenStore`].
#[must_use = "a builder does nothing until `build`"]
pub struct RedisTokenStoreBuilder {
    url: Secret,
    name_key: Option<Secret>,
    current: Option<(String, Secret)>,
    older: Vec<(String, Secret)>,
    prefix: String,
    unknown_life: Duration,
}

impl RedisTokenStoreBuilder {
    pub(crate) fn new(url: Secret) -> Self {
        Self {
            url,
            name_key: None,
            current: None,
            older: Vec::new(),
            prefix: "isp".to_owned(),
            unknown_life: Duration::from_secs(24 * 60 * 60),
        }
    }

    /// The key of the hash that names the keys in Redis: 64 hexadecimal digits. Another one means
    /// other names, so that all logins are made anew.
    pub fn name_key(mut self, key: impl Into<Secret>) -> Self {
        self.name_key = Some(key.into());
        self
    }

    /// The key under which tokens are encrypted, 64 hexadecimal digits, and its name, which is kept
    /// beside each token in clear: 1 to 64 letters, digits, `-`, `_` or `.`.
    pub fn encryption_key(mut self, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.current = Some((name.into(), key.into()));
        self
    }

    /// Another key under which tokens may be encrypted, and its name.
    pub fn older_key(mut self, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.older.push((name.into(), key.into()));
        self
    }

    /// The beginning of the names of all keys in Redis, `isp` by default: letters, digits, `-`, `_`,
    /// `.` and `:`.
    pub fn key_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// How long a token is kept whose life the ERP does not tell. 24 hours by default.
    pub fn keep_unknown_life(mut self, duration: Duration) -> Self {
        self.unknown_life = duration;
        self
    }

    /// The store, or what is wrong with the configuration. Nothing is connected.
    pub fn build(self) -> Result<RedisTokenStore, Error> {
        #[cfg(feature = "rustls")]
        if self.url.expose().starts_with("rediss:") {
            isp_core::http::install_crypto_provider();
        }
        let client = redis::Client::open(self.url.expose()).map_err(|_| {
            // Redis' own text may hold the password of the address.
            Error::invalid_input("the address of Redis cannot be read")
                .with_advice("write it as redis://user:password@host:6379/0; rediss:// needs the feature `rustls`")
        })?;
        let name_key = self.name_key.ok_or_else(|| missing("name_key"))?;
        let name_key = key("name_key", &name_key)?;
        let current = self.current.ok_or_else(|| missing("encryption_key"))?;
        let mut keys: Vec<(String, Key)> = Vec::new();
        for (name, text) in std::iter::once(current).chain(self.older) {
            if !is_name(&name, "-_.") || name.len() > 64 {
                return Err(Error::invalid_input(
                    "an encryption key has a name that cannot be kept",
                )
                .with_advice("use 1 to 64 letters, digits, `-`, `_` or `.`"));
            }
            if keys.iter().any(|(other, _)| *other == name) {
                let what = format!("two encryption keys have the name `{name}`");
                return Err(Error::invalid_input(what));
            }
            let key = key(&format!("encryption key {name}"), &text)?;
            if *key == *name_key {
                let what = format!("the encryption key `{name}` is the name key, too");
                return Err(Error::invalid_input(what).with_advice("make one key for each use"));
            }
            keys.push((name, key));
        }
        if !is_name(&self.prefix, "-_.:") {
            return Err(Error::invalid_input("the prefix of the keys cannot be used")
                .with_advice("use letters, digits, `-`, `_`, `.` and `:`"));
        }
        if self.unknown_life.is_zero() {
            return Err(Error::invalid_input("`keep_unknown_life` is zero"));
        }
        Ok(RedisTokenStore {
            connection: Connection::new(client),
            cipher: Cipher::new(keys.iter().map(|(name, key)| (&**name, key))),
            name_key,
            prefix: self.prefix,
            unknown_life: self.unknown_life,
        })
    }
}

fn missing(what: &str) -> Error {
    Error::invalid_input(format!("no `{what}`")).with_advice(format!("call {what}(…)"))
}

fn is_name(text: &str, besides: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || besides.contains(c))
}

impl fmt::Debug for RedisTokenStoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisTokenStoreBuilder")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";
    const FIRST: &str = "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2";

    fn builder() -> RedisTokenStoreBuilder {
        RedisTokenStore::builder("redis://:s3nh4@127.0.0.1:1/")
            .name_key(NAMES)
            .encryption_key("first", FIRST)
    }

    #[test]
    fn a_store_is_configured_without_a_connection() {
        let store = builder().build().unwrap();
        let shown = format!("{store:?} {:?}", builder());
        assert!(!shown.contains("s3nh4") && !shown.contains("a1a1") && !shown.contains("b2b2"));
    }

    #[test]
    fn what_is_wrong_with_the_configuration_is_named_without_a_secret() {
        let bare = || RedisTokenStore::builder("redis://127.0.0.1/");
        for (builder, named) in [
            (bare().encryption_key("first", FIRST), "name_key"),
            (bare().name_key(NAMES), "encryption_key"),
            (builder().name_key("b2b2"), "name_key"),
            (builder().older_key("old", "b2b2"), "encryption key old"),
            (builder().older_key("first", NAMES), "first"),
            (builder().older_key("old", NAMES), "name key"),
            (builder().encryption_key("", FIRST), "name"),
            (builder().encryption_key("b2b2 b2b2", FIRST), "name"),
            (builder().key_prefix("a{b}"), "prefix"),
            (builder().keep_unknown_life(Duration::ZERO), "keep_unknown_life"),
            (RedisTokenStore::builder("http://:s3nh4@host/"), "address"),
            (RedisTokenStore::builder(""), "address"),
        ] {
            let error = builder.build().unwrap_err().to_string();
            assert!(error.contains(named), "{named}: {error}");
            assert!(!error.contains("s3nh4") && !error.contains("b2b2"), "{error}");
        }
    }
}
