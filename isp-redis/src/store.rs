//! The store itself.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use isp_core::Secret;
use isp_core::http::vendor::TokenKey;
use isp_core::http::{Fence, StoredToken, TokenStore, TokenStoreError};
use redis::Script;

use crate::builder::RedisTokenStoreBuilder;
use crate::cipher::{Cipher, Key, Place, Sealed};
use crate::connection::Connection;
use crate::key_names::KeyNames;
use crate::scripts;

/// How long a token is kept at most.
const LONGEST_KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How long the number of the last lock is kept: longer than any token that it numbers.
const FENCE_KEPT: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Keeps the tokens of logins in Redis, for all replicas of a service.
pub struct RedisTokenStore {
    pub(crate) connection: Connection,
    pub(crate) cipher: Cipher,
    pub(crate) name_key: Key,
    pub(crate) prefix: String,
    pub(crate) unknown_life: Duration,
}

impl RedisTokenStore {
    /// A store in the Redis at `url`, such as `redis://user:password@redis.example.com:6379/0`.
    pub fn builder(url: impl Into<Secret>) -> RedisTokenStoreBuilder {
        RedisTokenStoreBuilder::new(url.into())
    }

    fn names(&self, key: &TokenKey) -> KeyNames {
        KeyNames::new(&self.prefix, &self.name_key, key)
    }

    /// How long a token is kept.
    fn kept_for(&self, token: &StoredToken) -> Duration {
        let life = token.lifetime().unwrap_or(self.unknown_life);
        life.clamp(Duration::from_millis(1), LONGEST_KEPT)
    }
}

#[async_trait]
impl TokenStore for RedisTokenStore {
    async fn load(&self, key: &TokenKey) -> Result<Option<StoredToken>, TokenStoreError> {
        let names = self.names(key);
        let mut command = redis::cmd("HMGET");
        command.arg(&names.token).arg(&["fence", "key", "nonce", "ciphertext"]);
        let [fence, key, nonce, ciphertext]: [Option<Vec<u8>>; 4] =
            self.connection.ask(&command).await?;
        if [&fence, &key, &nonce, &ciphertext].iter().all(|field| field.is_none()) {
            return Ok(None);
        }
        let text = |field: Option<Vec<u8>>| String::from_utf8(field?).ok();
        let fields = text(fence).and_then(|fence| fence.parse().ok()).zip(text(key));
        let (Some((fence, key)), Some((nonce, ciphertext))) = (fields, nonce.zip(ciphertext))
        else {
            let what = "it has not the fields that this version writes";
            return Err(TokenStoreError::unreadable(what));
        };
        let place = Place { digest: &names.digest, fence };
        let text = self.cipher.open(&place, &Sealed { key, nonce, ciphertext })?;
        StoredToken::from_text(&text).map(Some)
    }

    async fn lock(
        &self,
        key: &TokenKey,
        lifetime: Duration,
    ) -> Result<Option<Fence>, TokenStoreError> {
        let names = self.names(key);
        let script = Script::new(scripts::LOCK);
        let mut script = script.prepare_invoke();
        script.key(&names.lock).key(&names.fence).key(&names.token);
        script.arg(millis(lifetime)).arg(millis(FENCE_KEPT));
        let fence: u64 = self.connection.run(&script).await?;
        Ok((fence > 0).then_some(Fence(fence)))
    }

    async fn save(
        &self,
        key: &TokenKey,
        fence: Fence,
        token: &StoredToken,
    ) -> Result<bool, TokenStoreError> {
        let names = self.names(key);
        let place = Place { digest: &names.digest, fence: fence.0 };
        let Sealed { key, nonce, ciphertext } = self.cipher.seal(&place, &token.to_text())?;
        let script = Script::new(scripts::SAVE);
        let mut script = script.prepare_invoke();
        script.key(&names.lock).key(&names.token);
        script.arg(fence.0).arg(key).arg(nonce).arg(ciphertext).arg(millis(self.kept_for(token)));
        self.connection.run(&script).await
    }

    async fn unlock(&self, key: &TokenKey, fence: Fence) -> Result<(), TokenStoreError> {
        let names = self.names(key);
        let script = Script::new(scripts::UNLOCK);
        let mut script = script.prepare_invoke();
        script.key(&names.lock).arg(fence.0);
        let _released: bool = self.connection.run(&script).await?;
        Ok(())
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).max(1)
}

impl fmt::Debug for RedisTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisTokenStore").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}
