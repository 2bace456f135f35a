//! A simulator that fails at random, restarts, and forgets its tokens.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use isp_core::loopback::InjectedFault;
use isp_core::testing::{SharedWorld, World};
use mk_webservices::simulator::Simulator;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::calls::MARK;
use super::ledger::Arrivals;

/// A number that looks random, the same for the same `state` (SplitMix64).
pub(crate) fn random(state: u64) -> u64 {
    let mut bits = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// What the server's parts share.
struct Shared {
    seed: u64,
    /// Whether faults have begun.
    is_stormy: AtomicBool,
    has_ended: AtomicBool,
    requests: AtomicU64,
    faults: AtomicU64,
    restarts: AtomicU64,
    arrivals: Arrivals,
    world: SharedWorld,
}

/// The server.
pub(crate) struct FlappingServer {
    shared: Arc<Shared>,
    base_url: String,
    user_token: String,
    profile_password: String,
    running: JoinHandle<io::Result<()>>,
}

impl FlappingServer {
    /// Starts it; nothing is wrong yet.
    pub(crate) async fn start(seed: u64) -> io::Result<Self> {
        let world = SharedWorld::new(World::example());
        let simulator = Simulator::start(world.clone()).await?;
        let shared = Arc::new(Shared {
            seed,
            is_stormy: AtomicBool::new(false),
            has_ended: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            faults: AtomicU64::new(0),
            restarts: AtomicU64::new(0),
            arrivals: Arrivals::default(),
            world,
        });
        Ok(Self {
            base_url: simulator.base_url(),
            user_token: simulator.user_token().to_owned(),
            profile_password: simulator.profile_password().to_owned(),
            running: tokio::spawn(Arc::clone(&shared).run(simulator)),
            shared,
        })
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn user_token(&self) -> &str {
        &self.user_token
    }

    pub(crate) fn profile_password(&self) -> &str {
        &self.profile_password
    }

    /// From now on it fails.
    pub(crate) fn begin(&self) {
        self.shared.is_stormy.store(true, Ordering::Relaxed);
    }

    /// Stops it: how often each write took effect, how often it restarted, how many faults there were.
    pub(crate) async fn stop(self) -> (HashMap<u64, u64>, u64, u64) {
        self.shared.has_ended.store(true, Ordering::Relaxed);
        match self.running.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("the server could not be restarted: {error}"),
            Err(error) => eprintln!("the server ended: {error}"),
        }
        let shared = &self.shared;
        shared.collect();
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (shared.arrivals.take(), count(&shared.restarts), count(&shared.faults))
    }
}

impl Shared {
    /// Lets tokens expire, revokes them, and restarts, until the storm has ended.
    async fn run(self: Arc<Self>, mut simulator: Simulator) -> io::Result<()> {
        let address = simulator.server().address();
        self.install(&simulator);
        for tick in 0_u64.. {
            sleep(Duration::from_millis(100)).await;
            self.collect();
            if self.has_ended.load(Ordering::Relaxed) {
                break;
            }
            if !self.is_stormy.load(Ordering::Relaxed) {
                continue;
            }
            match random(self.seed ^ tick.rotate_right(16)) % 40 {
                0..=1 => simulator.expire_tokens(),
                2..=3 => simulator.revoke_tokens(),
                4 => {
                    drop(simulator);
                    sleep(Duration::from_millis(50)).await;
                    simulator = self.restart(address).await?;
                    self.restarts.fetch_add(1, Ordering::Relaxed);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Starts a simulator of the same world. It knows none of the former tokens.
    async fn restart(self: &Arc<Self>, address: SocketAddr) -> io::Result<Simulator> {
        let mut tries = 0;
        loop {
            match Simulator::builder().start_at(address, self.world.clone()).await {
                Ok(simulator) => {
                    self.install(&simulator);
                    return Ok(simulator);
                }
                // The former one may not have given the port back yet.
                Err(_) if tries < 100 => tries += 1,
                Err(error) => return Err(error),
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    fn install(self: &Arc<Self>, simulator: &Simulator) {
        let shared = Arc::clone(self);
        simulator.server().faults().choose(move |path| shared.fault(path));
    }

    /// The fault of the next request. The weather changes every 4000 requests.
    fn fault(&self, path: &str) -> Option<InjectedFault> {
        if !self.is_stormy.load(Ordering::Relaxed) {
            return None;
        }
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let faults_of_a_hundred = match random(self.seed ^ (number / 4000)) % 4 {
            0 => 1,
            1 => 5,
            2 => 15,
            _ => 40,
        };
        let random = random(self.seed.rotate_left(17) ^ number);
        let is_login = path.contains("WSAutenticacao");
        // A failed login stops every call for a second, so it is rarer.
        let chance = if is_login { faults_of_a_hundred / 4 } else { faults_of_a_hundred };
        if random % 100 >= chance {
            return None;
        }
        self.faults.fetch_add(1, Ordering::Relaxed);
        Some(fault(random >> 8))
    }

    /// Moves the tickets that were opened from the world to the count of arrivals.
    fn collect(&self) {
        self.world.with(|world| {
            world.tickets.retain(|known| {
                let text = known.ticket.description.as_deref().unwrap_or_default();
                let number = text.strip_prefix(MARK).and_then(|number| number.parse().ok());
                if let Some(number) = number {
                    self.arrivals.add(number);
                }
                number.is_none()
            });
        });
    }
}

fn fault(random: u64) -> InjectedFault {
    let body = |content_type, body: &str| InjectedFault::Body {
        content_type,
        body: body.as_bytes().to_vec(),
    };
    let busy = |status, retry_after: &str| InjectedFault::Busy {
        status,
        retry_after: retry_after.to_owned(),
    };
    let part = usize::try_from((random >> 8) % 64).unwrap_or_default();
    // A server that refuses every new token is another matter: then calls stop for a while.
    if random.is_multiple_of(400) {
        return InjectedFault::Status(401);
    }
    match random % 20 {
        0..=2 => InjectedFault::CloseBefore,
        3..=5 => InjectedFault::CloseAfter,
        6..=7 => InjectedFault::CutAfter(part),
        8 => InjectedFault::Slow(Duration::from_millis((random >> 8) % 200)),
        9 => InjectedFault::Slow(Duration::from_secs(3)),
        10 => InjectedFault::Status(500),
        11 => InjectedFault::Status(502),
        12 => InjectedFault::Status(504),
        13 => busy(429, "0"),
        14 => busy(503, "1"),
        15 => busy(503, "never"),
        16 => body("text/html", "<!DOCTYPE html><html><body>Manutenção</body></html>"),
        17 => body("application/json", r#"{"status":"OK","Protocolo":"26"#),
        18 => body("text/plain", ""),
        _ => InjectedFault::Redirect("/login".to_owned()),
    }
}
