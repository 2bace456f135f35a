//! Replicas of a service share the logins of their ERPs in Redis, and keep them over a restart.
//!
//! ```
//! use std::sync::Arc;
//! use isp_redis::RedisTokenStore;
//!
//! # fn run(name_key: isp_core::Secret, key: isp_core::Secret) -> Result<(), isp_core::Error> {
//! let store = RedisTokenStore::builder("redis://redis.example.com/")
//!     .name_key(name_key)
//!     .encryption_key("2031-02", key)
//!     .build()?;
//! // The same store on the builder of every client: `.token_store(store.clone())`.
//! let store = Arc::new(store);
//! # Ok(())
//! # }
//! ```
//!
//! On the builders of clients, of several ERPs too:
//!
//! ```
//! # fn run(store: std::sync::Arc<isp_redis::RedisTokenStore>) -> Result<(), isp_core::Error> {
//! let mk = mk_webservices::Client::builder("https://erp.example.com.br")
//!     .credentials("user token", "profile password")
//!     .token_store(store.clone())
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! The two keys are 32 random bytes each, as 64 hexadecimal digits: `openssl rand -hex 32`. All replicas
//! need the same ones.
//!
//! **What somebody sees who reads Redis**: how many logins there are, when they are made, and how long
//! they last. Tokens, and what the login said besides, are encrypted with XChaCha20-Poly1305, each under
//! a random nonce, bound to its place and its number. The names of the keys are a keyed hash of address
//! and credentials. Somebody who writes to Redis can delete tokens, put back old ones and hold locks:
//! that costs logins, and never gives one client the token of another.
//!
//! **To rotate the encryption key**, give every replica the new key by
//! [`older_key`](RedisTokenStoreBuilder::older_key) first, then make it the
//! [`encryption_key`](RedisTokenStoreBuilder::encryption_key) and the former one the older key, and drop
//! that when the longest token has ended. A value of an unknown key counts as no token: the next login
//! replaces it.
//!
//! **If Redis is down or slow**, calls go on with tokens in memory, each replica with its own logins;
//! see [`TokenStore`](isp_core::http::TokenStore). Nothing is connected before the first login.
//!
//! In Redis there are three keys for each login, in one slot of a cluster:
//!
//! | key | what |
//! |---|---|
//! | `isp:{…}:token` | hash: `fence`, `key` (name of the encryption key), `nonce`, `ciphertext`; ends with the token, after 24 hours where its life is unknown, after seven days at the latest |
//! | `isp:{…}:lock` | the number of the lock that is held, while it lasts |
//! | `isp:{…}:fence` | the number of the last lock; ends 14 days after it |
//!
//! It needs Redis 4 or later, or Valkey, and a user with the commands `HMGET`, `EVALSHA` and `SCRIPT LOAD`
//! and those that the scripts run: `EXISTS`, `INCR`, `GET`, `SET`, `DEL`, `HGET`, `HSET`, `PEXPIRE`.

// Badges of features, which need the nightly compiler of docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod builder;
mod cipher;
mod connection;
mod key_names;
mod scripts;
mod store;

pub use builder::RedisTokenStoreBuilder;
pub use store::RedisTokenStore;

/// Compiles the code in the README.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
pub struct Readme;
