//! The token store in Redis, with TLS and without.

#![cfg(feature = "redis")]

use isp_redis::RedisTokenStore;

fn is_accepted(url: &str) -> bool {
    let key = "b2".repeat(32);
    let store = RedisTokenStore::builder(url).name_key(key.clone()).encryption_key("first", key);
    store.build().is_ok()
}

#[test]
fn tls_is_accepted_where_it_was_asked_for() {
    assert!(is_accepted("redis://redis.example.com/"));
    assert_eq!(is_accepted("rediss://redis.example.com/"), cfg!(feature = "redis-rustls"));
}
