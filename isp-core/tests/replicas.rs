//! Several clients with one token store: the replicas of a service, and a service that starts again.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::collections::HashSet;
use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::{join, join_all};
use isp_core::http::vendor::{Pipeline, TokenKey};
use isp_core::http::*;
use isp_core::jiff::Timestamp;
use isp_core::{Error, ErrorKind, Secret, async_trait};
use support::*;
use tokio::time::{Instant, advance};

/// One wall clock for all replicas, which stands still where tokio's does.
#[derive(Debug, Clone)]
struct Clock(Instant);

impl Timing for Clock {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2031-02-10T12:00:00Z".parse().unwrap();
        start + self.0.elapsed()
    }
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }
    fn jitter(&self) -> f64 {
        0.5
    }
}

/// Starts replicas that share a store and a server.
struct Service {
    stage: Arc<Stage>,
    store: Arc<dyn TokenStore>,
    clock: Clock,
    accesses: Arc<Accesses>,
}

#[derive(Default)]
struct Accesses(Mutex<Vec<(TokenStoreAction, Option<TokenStoreErrorKind>)>>);

impl Observer for Accesses {
    fn token_store(&self, access: &TokenStoreAccess) {
        assert_eq!(access.system, "Toy");
        self.0.lock().unwrap().push((access.action, access.failure));
    }
}

impl Service {
    fn new(stage: Arc<Stage>, store: Arc<dyn TokenStore>) -> Self {
        Self { stage, store, clock: Clock(Instant::now()), accesses: Arc::default() }
    }

    fn replica(&self) -> Arc<Pipeline> {
        pipeline_with(&self.stage, |options| {
            options.max_in_flight = 2000;
            options.timing = Some(Arc::new(self.clock.clone()));
            options.token_store = Some(Arc::clone(&self.store));
            options.observer = Some(Arc::clone(&self.accesses) as _);
        })
    }

    fn logins(&self) -> usize {
        self.stage.count("/login")
    }

    fn accesses(&self) -> Vec<(TokenStoreAction, Option<TokenStoreErrorKind>)> {
        std::mem::take(&mut *self.accesses.0.lock().unwrap())
    }
}

fn shared(stage: Arc<Stage>) -> Service {
    Service::new(stage, Arc::new(MemoryTokenStore::new()))
}

async fn call<O: Operation>(replica: &Arc<Pipeline>, operation: O) -> Result<(), Error> {
    replica.call(&Toy::new("toy"), operation, &CallOptions::default()).await.map(drop)
}

async fn call_within(replica: &Arc<Pipeline>, limit: Duration) -> Result<(), Error> {
    let mut options = CallOptions::default();
    options.timeout = Some(limit);
    replica.call(&Toy::new("toy"), GetThing, &options).await.map(drop)
}

/// Tokens are `T1`, `T2` and so on, by the number of the login; those below `first_valid` are refused.
fn numbered(first_valid: &Arc<AtomicUsize>) -> Arc<Stage> {
    let (first_valid, logins) = (Arc::clone(first_valid), AtomicUsize::new(0));
    Stage::new(move |seen, _| {
        if seen.path == "/login" {
            return token(&format!("T{}", logins.fetch_add(1, Ordering::SeqCst) + 1));
        }
        let number: usize = seen.token.trim_start_matches('T').parse().unwrap();
        if number < first_valid.load(Ordering::SeqCst) {
            Scene::Answer(401, "{}".into())
        } else {
            ok()
        }
    })
}

fn honest() -> Arc<Stage> {
    numbered(&Arc::default())
}

#[tokio::test(start_paused = true)]
async fn a_thousand_tasks_on_each_of_three_replicas_make_one_login() {
    let service = shared(honest());
    let calls = (0..3).flat_map(|_| {
        let replica = service.replica();
        (0..1000).map(move |_| {
            let replica = Arc::clone(&replica);
            async move { call(&replica, GetThing).await }
        })
    });
    assert!(join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!((service.logins(), service.stage.count("/thing")), (1, 3000));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_starts_again_goes_on_with_its_token_until_that_ends() {
    let service = shared(honest());
    call(&service.replica(), GetThing).await.unwrap();
    advance(Duration::from_secs(1800)).await;
    let second = service.replica();
    call(&second, GetThing).await.unwrap();
    assert_eq!(service.logins(), 1);
    // 3600 s after the login, not after the start of the replica.
    advance(Duration::from_secs(1800)).await;
    call(&second, GetThing).await.unwrap();
    assert_eq!(service.stage.tokens("/thing"), ["T1", "T1", "T2"]);
}

#[tokio::test(start_paused = true)]
async fn an_early_renewal_by_one_replica_serves_the_others() {
    let service = shared(honest());
    let (first, second) = (service.replica(), service.replica());
    call(&first, GetThing).await.unwrap();
    call(&second, GetThing).await.unwrap();
    advance(Duration::from_secs(3600 - 60)).await;
    for _ in 0..3 {
        call(&first, GetThing).await.unwrap();
        call(&second, GetThing).await.unwrap();
    }
    assert_eq!(service.logins(), 2);
    assert_eq!(service.stage.tokens("/thing")[4..], ["T2"; 4]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_for_all_replicas() {
    let first_valid = Arc::default();
    let service = shared(numbered(&first_valid));
    let replicas: Vec<_> = (0..3).map(|_| service.replica()).collect();
    for replica in &replicas {
        call(replica, GetThing).await.unwrap();
    }
    first_valid.store(2, Ordering::SeqCst);
    let calls = replicas.iter().flat_map(|replica| (0..100).map(|_| call(replica, GetThing)));
    assert!(join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!(service.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_replica_whose_token_was_replaced_long_ago_logs_in_if_the_replacement_has_ended_too() {
    let first_valid = Arc::default();
    let service = shared(numbered(&first_valid));
    let (idle, busy) = (service.replica(), service.replica());
    call(&idle, MakeThing).await.unwrap();
    call(&busy, MakeThing).await.unwrap();
    first_valid.store(2, Ordering::SeqCst);
    call(&busy, MakeThing).await.unwrap();
    advance(Duration::from_secs(300)).await;
    first_valid.store(3, Ordering::SeqCst);
    call(&idle, MakeThing).await.unwrap();
    assert_eq!(service.stage.tokens("/thing"), ["T1", "T1", "T1", "T2", "T1", "T2", "T3"]);
    assert_eq!(service.logins(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_is_refused_whatever_the_token_costs_one_new_login_on_all_replicas() {
    let stage = Stage::new(|seen, n| match seen.path.as_str() {
        "/login" => token(&format!("T{n}")),
        "/a" => Scene::Answer(401, "{}".into()),
        _ => ok(),
    });
    let service = shared(stage);
    let replicas: Vec<_> = (0..5).map(|_| service.replica()).collect();
    for replica in &replicas {
        call(replica, ReadB).await.unwrap();
    }
    for replica in &replicas {
        assert!(call(replica, ReadA).await.unwrap_err().is_credential());
        call(replica, ReadB).await.unwrap();
    }
    assert_eq!(service.logins(), 2);
}

/// The first login never ends.
fn first_login_hangs() -> Arc<Stage> {
    let logins = AtomicUsize::new(0);
    Stage::new(move |seen, _| match seen.path.as_str() {
        "/login" if logins.fetch_add(1, Ordering::SeqCst) == 0 => Scene::Never,
        "/login" => token("T"),
        _ => ok(),
    })
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_dies_at_its_login_stops_the_others_for_no_longer_than_its_lock() {
    let service = shared(first_login_hangs());
    let dying = service.replica();
    let died = tokio::time::timeout(Duration::from_secs(1), call(&dying, GetThing)).await;
    assert!(died.is_err());
    drop(dying);
    let (second, third) = (service.replica(), service.replica());
    let started = Instant::now();
    let both = join(call(&second, GetThing), call(&third, GetThing)).await;
    assert!(both.0.is_ok() && both.1.is_ok());
    // The limit of a login is 20 s, and the lock is 2 s longer.
    let waited = started.elapsed();
    assert!((20..24).contains(&waited.as_secs()), "{waited:?}");
    assert_eq!(service.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_replica_does_not_wait_for_a_login_of_its_own_that_was_abandoned() {
    let service = shared(first_login_hangs());
    let replica = service.replica();
    let limit = Duration::from_secs(1);
    assert_eq!(call_within(&replica, limit).await.unwrap_err().kind(), ErrorKind::Timeout);
    call_within(&replica, limit).await.unwrap();
    let other = service.replica();
    call_within(&other, limit).await.unwrap();
    assert_eq!(service.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_failed_login_leaves_the_next_to_another_replica_at_once() {
    let logins = AtomicUsize::new(0);
    let stage = Stage::new(move |seen, _| match seen.path.as_str() {
        "/login" if logins.fetch_add(1, Ordering::SeqCst) == 0 => {
            Scene::Late(Duration::from_secs(1), 500, "{}".into())
        }
        "/login" => token("T"),
        _ => ok(),
    });
    let service = shared(stage);
    let (first, second) = (service.replica(), service.replica());
    let started = Instant::now();
    let (first, second) = join(call(&first, GetThing), call(&second, GetThing)).await;
    assert_eq!(first.unwrap_err().status(), Some(500));
    second.unwrap();
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn tokens_of_a_limited_number_of_calls_are_never_stored() {
    for uses in [1, 3] {
        let stage = Stage::new(move |seen, n| match seen.path.as_str() {
            "/login" => Scene::Answer(200, format!(r#"{{"token":"T{n}","uses":{uses}}}"#)),
            _ => ok(),
        });
        let store = Arc::new(MemoryTokenStore::new());
        let service = Service::new(stage, Arc::clone(&store) as _);
        let replicas = [service.replica(), service.replica()];
        for _ in 0..6 {
            for replica in &replicas {
                call(replica, GetThing).await.unwrap();
            }
        }
        assert!(store.is_empty());
        assert_eq!(service.logins(), 12 / uses);
        let tokens = service.stage.tokens("/thing");
        assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), 12 / uses);
        let actions: Vec<_> = service.accesses().iter().map(|(action, _)| *action).collect();
        let first_login = [TokenStoreAction::Load, TokenStoreAction::Lock, TokenStoreAction::Load];
        let once = [&first_login[..], &[TokenStoreAction::Unlock]].concat();
        assert_eq!(actions, [&once[..], &once[..]].concat(), "then the store is not asked");
    }
}

#[tokio::test(start_paused = true)]
async fn other_subscribers_have_other_tokens() {
    let service = shared(honest());
    for name in ["toy", "other"] {
        for replica in [service.replica(), service.replica()] {
            let options = CallOptions::default();
            replica.call(&Toy::new(name), GetThing, &options).await.unwrap();
        }
    }
    assert_eq!(service.stage.tokens("/thing"), ["T1", "T1", "T2", "T2"]);
}

/// How an unreliable store treats a question.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Treats {
    Well,
    Fails,
    Hangs,
    Late(Duration),
    CannotRead,
}

struct Unreliable {
    store: MemoryTokenStore,
    treats: Mutex<Box<dyn FnMut(TokenStoreAction) -> Treats + Send>>,
}

impl Unreliable {
    fn new(treats: impl FnMut(TokenStoreAction) -> Treats + Send + 'static) -> Arc<Self> {
        let treats = Mutex::new(Box::new(treats) as _);
        Arc::new(Self { store: MemoryTokenStore::new(), treats })
    }

    async fn ask(&self, action: TokenStoreAction) -> Result<(), TokenStoreError> {
        let treats = (self.treats.lock().unwrap())(action);
        match treats {
            Treats::Well => Ok(()),
            Treats::Fails => Err(TokenStoreError::unavailable("the connection was refused")),
            Treats::Hangs => pending().await,
            Treats::Late(delay) => {
                tokio::time::sleep(delay).await;
                Ok(())
            }
            Treats::CannotRead => Err(TokenStoreError::unreadable("of another key")),
        }
    }
}

#[async_trait]
impl TokenStore for Unreliable {
    async fn load(&self, key: &TokenKey) -> Result<Option<StoredToken>, TokenStoreError> {
        self.ask(TokenStoreAction::Load).await?;
        self.store.load(key).await
    }
    async fn lock(
        &self,
        key: &TokenKey,
        lifetime: Duration,
    ) -> Result<Option<Fence>, TokenStoreError> {
        self.ask(TokenStoreAction::Lock).await?;
        self.store.lock(key, lifetime).await
    }
    async fn save(
        &self,
        key: &TokenKey,
        fence: Fence,
        token: &StoredToken,
    ) -> Result<bool, TokenStoreError> {
        self.ask(TokenStoreAction::Save).await?;
        self.store.save(key, fence, token).await
    }
    async fn unlock(&self, key: &TokenKey, fence: Fence) -> Result<(), TokenStoreError> {
        self.ask(TokenStoreAction::Unlock).await?;
        self.store.unlock(key, fence).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_or_hangs_at_any_question_costs_no_call_and_at_most_a_second() {
    use TokenStoreAction::{Load, Lock, Save, Unlock};
    for bad in [Treats::Fails, Treats::Hangs] {
        for (action, login) in [(Load, 200), (Lock, 200), (Save, 200), (Unlock, 500)] {
            let store =
                Unreliable::new(move |asked| if asked == action { bad } else { Treats::Well });
            let stage = Stage::new(move |seen, _| match seen.path.as_str() {
                "/login" => Scene::Answer(login, r#"{"token":"T","seconds":3600}"#.into()),
                _ => ok(),
            });
            let service = Service::new(stage, store);
            let replica = service.replica();
            let started = Instant::now();
            for result in join_all((0..100).map(|_| call(&replica, GetThing))).await {
                assert_eq!(result.is_ok(), login == 200, "{bad:?} {action:?}");
            }
            let elapsed = started.elapsed();
            assert!(elapsed < Duration::from_millis(1100), "{bad:?} {action:?}: {elapsed:?}");
            assert_eq!(service.logins(), 1, "{bad:?} {action:?}");
            let failed: Vec<_> =
                service.accesses().into_iter().filter(|(_, failure)| failure.is_some()).collect();
            assert_eq!(failed, [(action, Some(TokenStoreErrorKind::Unavailable))]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_saved_between_the_look_for_it_and_the_lock_is_used() {
    let locks = AtomicUsize::new(0);
    let store = Unreliable::new(move |action| match action {
        TokenStoreAction::Lock if locks.fetch_add(1, Ordering::SeqCst) == 0 => {
            Treats::Late(Duration::from_millis(500))
        }
        _ => Treats::Well,
    });
    let service = Service::new(honest(), store);
    let (slow, quick) = (service.replica(), service.replica());
    let (slow, quick) = join(call(&slow, GetThing), call(&quick, GetThing)).await;
    assert!(slow.is_ok() && quick.is_ok());
    assert_eq!(service.stage.tokens("/thing"), ["T1", "T1"]);
    let released = (TokenStoreAction::Unlock, None);
    assert_eq!(service.accesses().last(), Some(&released));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_failed_is_left_alone_for_five_seconds_and_then_used_again() {
    let down = Arc::new(AtomicBool::new(true));
    let asked = Arc::new(AtomicUsize::new(0));
    let (is_down, questions) = (Arc::clone(&down), Arc::clone(&asked));
    let store = Unreliable::new(move |_| {
        questions.fetch_add(1, Ordering::SeqCst);
        if is_down.load(Ordering::SeqCst) { Treats::Fails } else { Treats::Well }
    });
    let service = Service::new(honest(), store);
    let replica = service.replica();
    let subscriber = async |name| {
        replica.call(&Toy::new(name), GetThing, &CallOptions::default()).await.unwrap();
    };
    subscriber("a").await;
    subscriber("b").await;
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    down.store(false, Ordering::SeqCst);
    advance(Duration::from_secs(5)).await;
    subscriber("c").await;
    let other = service.replica();
    let options = CallOptions::default();
    other.call(&Toy::new("c"), GetThing, &options).await.unwrap();
    assert_eq!(service.stage.tokens("/thing"), ["T1", "T2", "T3", "T3"]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_is_replaced_by_the_next_login() {
    let loads = AtomicUsize::new(0);
    let store = Unreliable::new(move |action| match action {
        TokenStoreAction::Load if loads.fetch_add(1, Ordering::SeqCst) < 2 => Treats::CannotRead,
        _ => Treats::Well,
    });
    let service = Service::new(honest(), store);
    call(&service.replica(), GetThing).await.unwrap();
    call(&service.replica(), GetThing).await.unwrap();
    assert_eq!(service.logins(), 1);
    let unreadable = Some(TokenStoreErrorKind::Unreadable);
    assert_eq!(
        service.accesses(),
        [
            (TokenStoreAction::Load, unreadable),
            (TokenStoreAction::Lock, None),
            (TokenStoreAction::Load, unreadable),
            (TokenStoreAction::Save, None),
            (TokenStoreAction::Load, None),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_whose_facts_are_missing_is_not_used() {
    let service = shared(honest());
    let key = TokenKey::new(
        ["Toy", "https://toy.example.com", "toy"].map(|part| Secret::new(part.to_owned())),
    );
    let fence = service.store.lock(&key, Duration::from_secs(1)).await.unwrap().unwrap();
    let foreign = StoredToken::new("T0".into(), service.clock.now());
    assert_eq!(service.store.save(&key, fence, &foreign).await, Ok(true));
    call(&service.replica(), GetThing).await.unwrap();
    assert_eq!(service.stage.tokens("/thing"), ["T1"]);
    let kept = service.store.load(&key).await.unwrap().unwrap();
    assert_eq!(kept.secret, Secret::new("T1"), "the key is the one that clients use");
}

#[tokio::test(start_paused = true)]
async fn a_holder_whose_lock_has_ended_does_not_replace_a_later_token() {
    let store = MemoryTokenStore::new();
    let key = TokenKey::new([Secret::new("key")]);
    let lifetime = Duration::from_secs(22);
    let slow = store.lock(&key, lifetime).await.unwrap().unwrap();
    assert_eq!(store.lock(&key, lifetime).await, Ok(None));
    advance(lifetime).await;
    let quick = store.lock(&key, lifetime).await.unwrap().unwrap();
    assert!(quick > slow);
    store.unlock(&key, slow).await.unwrap();
    assert_eq!(store.lock(&key, lifetime).await, Ok(None), "that was not its lock any more");
    let token = |text: &str| StoredToken::new(text.into(), Timestamp::UNIX_EPOCH);
    assert_eq!(store.save(&key, quick, &token("quick")).await, Ok(true));
    assert_eq!(store.save(&key, slow, &token("slow")).await, Ok(false));
    assert_eq!(store.load(&key).await, Ok(Some(token("quick"))));
    assert!(store.lock(&key, lifetime).await.unwrap().is_some(), "saving released the lock");
    assert!(!format!("{store:?}").contains("quick"));
}

#[tokio::test(start_paused = true)]
async fn a_store_in_memory_forgets_what_has_ended() {
    let store = MemoryTokenStore::new();
    let mut token = StoredToken::new("T".into(), Timestamp::UNIX_EPOCH);
    token.expires_at = Some(Timestamp::from_second(60).unwrap());
    let key = |number: u32| TokenKey::new([Secret::new(number.to_string())]);
    for number in 0..100 {
        let fence = store.lock(&key(number), Duration::MAX).await.unwrap().unwrap();
        store.save(&key(number), fence, &token).await.unwrap();
    }
    assert_eq!(store.len(), 100);
    advance(Duration::from_secs(60)).await;
    assert_eq!((store.len(), store.load(&key(7)).await), (0, Ok(None)));
    let fence = store.lock(&key(7), Duration::MAX).await.unwrap().unwrap();
    assert_eq!(fence, Fence(101), "numbers go on rising");
    assert_eq!(store.save(&key(7), fence, &token).await, Ok(true));
    assert_eq!(store.len(), 1);
}
