//! The store against a fake of Redis in this process and, where there is one, against a real one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub
)]

mod fake;
mod real;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fake::{FakeRedis, Treats};
use isp_core::Secret;
use isp_core::http::vendor::TokenKey;
use isp_core::http::{Fence, StoredToken, TokenStore, TokenStoreError, TokenStoreErrorKind};
use isp_core::jiff::Timestamp;
use isp_core::testing::World;
use isp_redis::{RedisTokenStore, RedisTokenStoreBuilder};
use mk_webservices::Client;
use mk_webservices::simulator::Simulator;
use real::RealRedis;
use tokio::time::{Instant, sleep};

const NAME_KEY: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";
const FIRST_KEY: &str = "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2";
const SECOND_KEY: &str = "c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3";
const LOCK: Duration = Duration::from_secs(22);

/// A prefix that no other run has used, because a real Redis may be kept.
#[allow(clippy::disallowed_methods, reason = "only to be different from run to run")]
fn prefix() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    format!("isp-test:{now}:{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

fn builder(url: &str, prefix: &str) -> RedisTokenStoreBuilder {
    RedisTokenStore::builder(url)
        .name_key(NAME_KEY)
        .encryption_key("first", FIRST_KEY)
        .key_prefix(prefix)
}

fn store(url: &str, prefix: &str) -> RedisTokenStore {
    builder(url, prefix).build().unwrap()
}

fn login() -> TokenKey {
    TokenKey::new(["https://erp.example.com", "52998224725", "s3nh4"].map(Secret::new))
}

fn token(text: &str) -> StoredToken {
    let mut token = StoredToken::new(text.into(), "2031-02-10T12:00:00Z".parse().unwrap());
    token.facts = Some(Secret::new("person of the login"));
    token
}

fn ending_after(millis: i64) -> StoredToken {
    let mut token = StoredToken::new("brief".into(), Timestamp::UNIX_EPOCH);
    token.expires_at = Some(Timestamp::from_millisecond(millis).unwrap());
    token
}

/// Runs a test on the fake, then on a real Redis if there is one.
async fn on_both<F: Future<Output = ()>>(test: impl Fn(String) -> F) {
    let fake = FakeRedis::start().await;
    test(fake.url()).await;
    if let Some(real) = RealRedis::find().await {
        test(real.url.clone()).await;
    }
}

#[tokio::test]
async fn a_token_is_read_by_every_replica_as_one_saved_it() {
    on_both(async |url| {
        let prefix = prefix();
        let (first, second) = (store(&url, &prefix), store(&url, &prefix));
        assert_eq!(first.load(&login()).await, Ok(None));
        let fence = first.lock(&login(), LOCK).await.unwrap().unwrap();
        assert_eq!(first.save(&login(), fence, &token("T1")).await, Ok(true));
        for replica in [&first, &second] {
            assert_eq!(replica.load(&login()).await, Ok(Some(token("T1"))));
            let other = TokenKey::new([Secret::new("other")]);
            assert_eq!(replica.load(&other).await, Ok(None));
        }
    })
    .await;
}

#[tokio::test]
async fn one_replica_at_a_time_has_the_lock_and_each_lock_a_higher_number() {
    on_both(async |url| {
        let prefix = prefix();
        let (first, second) = (store(&url, &prefix), store(&url, &prefix));
        let one = first.lock(&login(), LOCK).await.unwrap().unwrap();
        assert_eq!(second.lock(&login(), LOCK).await, Ok(None));
        first.unlock(&login(), one).await.unwrap();
        let two = second.lock(&login(), LOCK).await.unwrap().unwrap();
        assert!(two > one);
        first.unlock(&login(), one).await.unwrap();
        assert_eq!(first.lock(&login(), LOCK).await, Ok(None), "that was not its lock any more");
        assert_eq!(second.save(&login(), two, &token("T2")).await, Ok(true));
        let three = first.lock(&login(), LOCK).await.unwrap().unwrap();
        assert!(three > two, "saving released the lock");
    })
    .await;
}

#[tokio::test]
async fn a_holder_that_died_loses_its_lock_and_one_that_was_slow_replaces_no_later_token() {
    on_both(async |url| {
        let prefix = prefix();
        let (slow, quick) = (store(&url, &prefix), store(&url, &prefix));
        let lifetime = Duration::from_millis(100);
        let one = slow.lock(&login(), lifetime).await.unwrap().unwrap();
        sleep(lifetime * 2).await;
        let two = quick.lock(&login(), LOCK).await.unwrap().unwrap();
        assert_eq!(quick.save(&login(), two, &token("T2")).await, Ok(true));
        assert_eq!(slow.save(&login(), one, &token("T1")).await, Ok(false));
        assert_eq!(slow.load(&login()).await, Ok(Some(token("T2"))));
    })
    .await;
}

#[tokio::test]
async fn a_token_is_kept_until_it_ends() {
    on_both(async |url| {
        let store = store(&url, &prefix());
        let fence = store.lock(&login(), LOCK).await.unwrap().unwrap();
        assert_eq!(store.save(&login(), fence, &ending_after(1_500)).await, Ok(true));
        assert_eq!(store.load(&login()).await, Ok(Some(ending_after(1_500))));
        sleep(Duration::from_millis(1_600)).await;
        assert_eq!(store.load(&login()).await, Ok(None));
    })
    .await;
}

#[tokio::test]
async fn keys_can_be_rotated_and_a_value_of_an_unknown_key_is_replaced() {
    on_both(async |url| {
        let prefix = prefix();
        let old = store(&url, &prefix);
        let fence = old.lock(&login(), LOCK).await.unwrap().unwrap();
        old.save(&login(), fence, &token("T1")).await.unwrap();
        let new = || builder(&url, &prefix).encryption_key("second", SECOND_KEY);
        let rotated = new().older_key("first", FIRST_KEY).build().unwrap();
        assert_eq!(rotated.load(&login()).await, Ok(Some(token("T1"))));
        let stranger = new().build().unwrap();
        let error = stranger.load(&login()).await.unwrap_err();
        assert_eq!(error.kind(), TokenStoreErrorKind::Unreadable, "{error}");
        let fence = stranger.lock(&login(), LOCK).await.unwrap().unwrap();
        assert_eq!(stranger.save(&login(), fence, &token("T2")).await, Ok(true));
        assert_eq!(rotated.load(&login()).await, Ok(Some(token("T2"))));
    })
    .await;
}

#[tokio::test]
async fn only_a_real_redis_can_show_that_the_scripts_survive_lost_counters_and_foreign_values() {
    let Some(real) = RealRedis::find().await else { return };
    let prefix = prefix();
    let store = store(&real.url, &prefix);
    let client = redis::Client::open(&*real.url).unwrap();
    let mut raw = client.get_multiplexed_async_connection().await.unwrap();
    for _ in 0..3 {
        let fence = store.lock(&login(), LOCK).await.unwrap().unwrap();
        store.save(&login(), fence, &token("T")).await.unwrap();
    }
    let key = async |what: &str| {
        let mut raw = raw.clone();
        let keys: Vec<String> = redis::cmd("KEYS")
            .arg(format!("{prefix}:*:{what}"))
            .query_async(&mut raw)
            .await
            .unwrap();
        assert_eq!(keys.len(), 1, "{what}");
        keys[0].clone()
    };
    let (counter, hash) = (key("fence").await, key("token").await);
    // Every key ends by itself.
    for key in [&counter, &hash] {
        let left: i64 = redis::cmd("TTL").arg(key).query_async(&mut raw).await.unwrap();
        assert!((3600..=14 * 86400).contains(&left), "{key}: {left}");
    }
    // Nothing is in clear.
    let fields: Vec<Vec<u8>> = redis::cmd("HVALS").arg(&hash).query_async(&mut raw).await.unwrap();
    let stored = fields.concat();
    for secret in [&b"person"[..], b"52998224725", b"s3nh4", b"secret"] {
        assert!(!stored.windows(secret.len()).any(|bytes| bytes == secret));
    }
    // A Redis under memory pressure drops keys one by one.
    let _: u64 = redis::cmd("DEL").arg(&counter).query_async(&mut raw).await.unwrap();
    let fence = store.lock(&login(), LOCK).await.unwrap().unwrap();
    assert_eq!(fence, Fence(4));
    assert_eq!(store.save(&login(), fence, &token("T4")).await, Ok(true));
    // A number that nobody can have written counts as none.
    let _: u64 =
        redis::cmd("HSET").arg(&hash).arg(&["fence", "x"]).query_async(&mut raw).await.unwrap();
    let error = store.load(&login()).await.unwrap_err();
    assert_eq!(error.kind(), TokenStoreErrorKind::Unreadable, "{error}");
    let fence = store.lock(&login(), LOCK).await.unwrap().unwrap();
    assert_eq!(store.save(&login(), fence, &token("T5")).await, Ok(true));
    assert_eq!(store.load(&login()).await, Ok(Some(token("T5"))));
}

#[tokio::test]
async fn nothing_that_is_sent_to_redis_shows_a_login_or_a_token() {
    let fake = FakeRedis::start().await;
    let store = store(&fake.url(), "isp");
    let fence = store.lock(&login(), LOCK).await.unwrap().unwrap();
    store.save(&login(), fence, &token("token-of-maria")).await.unwrap();
    store.load(&login()).await.unwrap();
    let received = fake.received();
    assert!(received.windows(10).any(|bytes| bytes == b"ciphertext"));
    for secret in
        ["token-of-maria", "person", "52998224725", "s3nh4", "erp.example", "a1a1", "b2b2"]
    {
        let shown = received.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
        assert!(!shown, "{secret}");
    }
}

async fn unavailable(store: &RedisTokenStore) -> TokenStoreError {
    let started = Instant::now();
    let error = store.load(&login()).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!(error.kind(), TokenStoreErrorKind::Unavailable);
    let text = error.to_string();
    assert!(!text.contains("127.0.0.1") && !text.contains("s3nh4"), "{text}");
    error
}

#[tokio::test]
async fn a_redis_that_is_down_hangs_or_refuses_is_unavailable_within_a_second_and_used_again_after()
{
    let fake = FakeRedis::start().await;
    let (url, port) = (fake.url(), fake.port());
    let store = store(&url, "isp");
    store.load(&login()).await.unwrap();
    fake.treat(Treats::Hangs);
    assert!(unavailable(&store).await.to_string().contains("in time"));
    fake.treat(Treats::Well);
    store.load(&login()).await.unwrap();
    for code in ["NOAUTH", "READONLY", "OOM", "NOPERM", "LOADING"] {
        fake.treat(Treats::Refuses(Box::leak(format!("{code} for s3nh4").into_boxed_str())));
        let error = unavailable(&store).await.to_string();
        assert!(error.contains(code), "{error}");
        fake.treat(Treats::Well);
        store.load(&login()).await.unwrap();
    }
    fake.stop().await;
    unavailable(&store).await;
    assert!(unavailable(&store).await.to_string().contains("refused the connection"));
    let _fake = FakeRedis::start_at(port).await;
    store.load(&login()).await.unwrap();
}

fn client(simulator: &Simulator, store: RedisTokenStore) -> Client {
    Client::builder(simulator.base_url())
        .allow_plaintext_http()
        .credentials(simulator.user_token(), simulator.profile_password())
        .token_store(Arc::new(store))
        .build()
        .unwrap()
}

#[tokio::test]
async fn replicas_with_nothing_in_common_but_redis_share_one_login() {
    on_both(async |url| {
        let prefix = prefix();
        let simulator = Simulator::start(World::example()).await.unwrap();
        let replicas: Vec<_> = (0..4).map(|_| client(&simulator, store(&url, &prefix))).collect();
        for logins in [1, 2] {
            let mut calls = tokio::task::JoinSet::new();
            for call in 0..40 {
                let replica = replicas[call % 4].clone();
                calls.spawn(async move { replica.faturas_pendentes(10123).await.map(drop) });
            }
            assert!(calls.join_all().await.iter().all(Result::is_ok));
            assert_eq!(simulator.login_count(), logins);
            simulator.revoke_tokens();
        }
    })
    .await;
}

#[tokio::test]
async fn calls_go_on_while_redis_is_down() {
    let fake = FakeRedis::start().await;
    let simulator = Simulator::start(World::example()).await.unwrap();
    let url = fake.url();
    let replica = client(&simulator, store(&url, "isp"));
    replica.faturas_pendentes(10123).await.unwrap();
    fake.stop().await;
    simulator.revoke_tokens();
    replica.faturas_pendentes(10123).await.unwrap();
    client(&simulator, store(&url, "isp")).faturas_pendentes(10123).await.unwrap();
    assert_eq!(simulator.login_count(), 3);
}
