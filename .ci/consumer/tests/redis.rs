//! The token store in Redis, with TLS and without.

#![cfg(feature = "redis")]

use isp_core::Error;
use isp_redis::RedisTokenStore;

fn store(url: &str) -> Result<RedisTokenStore, Error> {
    let store = RedisTokenStore::builder(url).name_key("a1".repeat(32));
    store.encryption_key("first", "b2".repeat(32)).build()
}

#[test]
fn tls_is_accepted_where_it_was_asked_for() {
    store("redis://redis.example.com/").unwrap();
    let with_tls = store("rediss://redis.example.com/");
    assert_eq!(with_tls.is_ok(), cfg!(feature = "redis-rustls"), "{with_tls:?}");
}
