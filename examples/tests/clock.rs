//! Clocks that jump: the wall clock and the running clock of the client, at every moment of a call.

#![allow(clippy::unwrap_used, missing_docs)]

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use isp_core::http::{Timing, TokioTiming};
use isp_core::loopback::InjectedFault;
use isp_core::testing::World;
use isp_core::{ErrorKind, Outcome};
use jiff::{SignedDuration, Timestamp};
use mk_webservices::Client;
use mk_webservices::operations::atendimentos::OrigemContato;
use mk_webservices::simulator::{Quirks, Simulator};

const DAY: i64 = 24 * 60 * 60;

/// The system's clocks, each moved by some seconds.
#[derive(Debug)]
struct Jumping {
    system: TokioTiming,
    wall: AtomicI64,
    running: AtomicU64,
    /// Moves the running clock while somebody waits.
    jump_in_sleep: AtomicU64,
    slept: Mutex<Vec<Duration>>,
}

impl Jumping {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            system: TokioTiming::new(),
            wall: AtomicI64::new(0),
            running: AtomicU64::new(0),
            jump_in_sleep: AtomicU64::new(0),
            slept: Mutex::default(),
        })
    }
}

impl Timing for Jumping {
    fn now(&self) -> Timestamp {
        let by = SignedDuration::from_secs(self.wall.load(Ordering::SeqCst));
        self.system.now().saturating_add(by).unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.system.elapsed() + Duration::from_secs(self.running.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.slept.lock().unwrap().push(duration);
        self.running.fetch_add(self.jump_in_sleep.load(Ordering::SeqCst), Ordering::SeqCst);
        // Pauses are over at once, time limits are not.
        let is_pause = duration < Duration::from_secs(10);
        self.system.sleep(if is_pause { Duration::ZERO } else { duration })
    }

    fn jitter(&self) -> f64 {
        0.5
    }
}

async fn erp(lifetime: i64) -> Simulator {
    let lifetime = Duration::from_secs(u64::try_from(lifetime).unwrap());
    let quirks = Quirks::new().token_lifetime(lifetime);
    Simulator::builder().quirks(quirks).start(World::example()).await.unwrap()
}

fn client(erp: &Simulator, clock: &Arc<Jumping>) -> Client {
    Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .timing(Arc::clone(clock) as Arc<dyn Timing>)
        .allow_plaintext_http()
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_wall_clock_that_is_wrong_at_the_login_costs_no_second_login() {
    // Ten years behind, a day behind, a day ahead of a token's life of two days, ten years ahead.
    for wrong_by in [-3650 * DAY, -DAY, DAY, 3650 * DAY] {
        let (erp, clock) = (erp(2 * DAY).await, Jumping::new());
        let mk = client(&erp, &clock);
        clock.wall.store(wrong_by, Ordering::SeqCst);
        for _ in 0..20 {
            mk.faturas_pendentes(10_123).await.unwrap();
        }
        assert_eq!(erp.login_count(), 1, "{wrong_by} s");
    }
}

#[tokio::test]
async fn a_wall_clock_that_jumps_after_the_login_changes_nothing() {
    let (erp, clock) = (erp(2 * DAY).await, Jumping::new());
    let mk = client(&erp, &clock);
    for wall in [0, 3650 * DAY, -3650 * DAY, 3 * DAY, 0] {
        clock.wall.store(wall, Ordering::SeqCst);
        mk.faturas_pendentes(10_123).await.unwrap();
    }
    assert_eq!(erp.login_count(), 1);
}

#[tokio::test]
async fn a_running_clock_that_jumps_past_the_tokens_end_is_one_new_login() {
    let (erp, clock) = (erp(2 * DAY).await, Jumping::new());
    let mk = client(&erp, &clock);
    mk.faturas_pendentes(10_123).await.unwrap();
    clock.running.store(3 * DAY.unsigned_abs(), Ordering::SeqCst);
    for _ in 0..5 {
        mk.faturas_pendentes(10_123).await.unwrap();
    }
    assert_eq!(erp.login_count(), 2);
}

#[tokio::test]
async fn a_token_that_ended_while_a_wrong_clock_called_it_good_is_one_new_login_and_one_write() {
    let (erp, clock) = (erp(2 * DAY).await, Jumping::new());
    let mk = client(&erp, &clock);
    // The client takes the token for good for ten more years.
    clock.wall.store(-3650 * DAY, Ordering::SeqCst);
    mk.faturas_pendentes(10_123).await.unwrap();
    erp.expire_tokens();
    let before = erp.world().with(|world| world.tickets.len());
    mk.novo_atendimento(10_123, 3, 12, OrigemContato::Bot, "Lenta").await.unwrap();
    assert_eq!(erp.world().with(|world| world.tickets.len()), before + 1);
    assert_eq!(erp.login_count(), 2);
}

#[tokio::test]
async fn a_clock_that_jumps_past_the_deadline_during_a_pause_ends_the_call() {
    let (erp, clock) = (erp(2 * DAY).await, Jumping::new());
    let mk = client(&erp, &clock);
    mk.faturas_pendentes(10_123).await.unwrap();
    clock.jump_in_sleep.store(3600, Ordering::SeqCst);
    erp.server().faults().inject_times(9, "WSMKFaturasPendentes", &InjectedFault::Status(503));
    let error = mk.faturas_pendentes(10_123).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Overloaded), "{error}");
    assert_eq!(error.outcome(), Outcome::NotDone);
    assert!(erp.server().count("WSMKFaturasPendentes") <= 3);
}

#[tokio::test]
async fn a_date_to_wait_for_is_measured_by_the_clock_that_the_client_has() {
    let (erp, clock) = (erp(2 * DAY).await, Jumping::new());
    let mk = client(&erp, &clock);
    mk.faturas_pendentes(10_123).await.unwrap();
    let busy = |date: &str| InjectedFault::Busy { status: 503, retry_after: date.to_owned() };
    let soon = clock.system.now() + SignedDuration::from_secs(5);
    let soon = soon.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    // A clock ahead of the server's waits no longer than its own pauses; one behind gives up.
    for (wall, arrivals) in [(DAY, 2), (-DAY, 1)] {
        clock.wall.store(wall, Ordering::SeqCst);
        let before = erp.server().count("WSMKFaturasPendentes");
        erp.server().faults().inject("WSMKFaturasPendentes", busy(&soon));
        let result = mk.faturas_pendentes(10_123).await;
        assert_eq!(result.is_ok(), arrivals == 2, "{result:?}");
        assert_eq!(erp.server().count("WSMKFaturasPendentes") - before, arrivals);
    }
    assert!(clock.slept.lock().unwrap().iter().all(|slept| *slept <= Duration::from_secs(60)));
}
