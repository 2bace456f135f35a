//! Runs callers of one pipeline in a prescribed order of polls, answers, cancellations and moments.

use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use isp_core::Error;
use isp_core::http::vendor::Pipeline;
use isp_core::http::{CallOptions, ClientOptions, MemoryTokenStore, Operation, Timing, TokenStore};

use crate::choices::Choices;
use crate::support::{ReadA, ReadB, Toy, WriteW};
use crate::wire::{Clock, Treatment, UnderWay, Wire};

/// What a caller calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    A,
    B,
    W,
}

/// What may happen besides polls and answers, and how often.
#[derive(Debug, Clone, Copy, Default)]
pub struct Events {
    /// All tokens given so far become invalid.
    pub revocations: usize,
    pub cancellations: usize,
    /// How often the clock advances, and by how much.
    pub advances: (usize, Duration),
}

/// What a server knows; shared with the scenario.
#[derive(Debug, Default)]
pub struct ServerState {
    pub logins: usize,
    /// Tokens below this number are invalid.
    pub first_valid: usize,
}

impl ServerState {
    /// The next token: `T1`, `T2`, and so on.
    pub fn log_in(&mut self, members: &str) -> Treatment {
        self.logins += 1;
        Treatment::Answer(200, format!(r#"{{"token":"T{}"{members}}}"#, self.logins))
    }

    pub fn is_valid(&self, token: &str) -> bool {
        let number = token.trim_start_matches('T').parse::<usize>().unwrap();
        (self.first_valid..=self.logins).contains(&number)
    }
}

pub fn ok() -> Treatment {
    Treatment::Answer(200, r#"{"n":1}"#.into())
}

pub fn refused() -> Treatment {
    Treatment::Answer(401, "{}".into())
}

/// How a run ended.
pub struct Ended {
    /// For each caller; `None` if it was cancelled.
    pub results: Vec<Option<Result<(), Error>>>,
    pub server: ServerState,
    /// Tokens of the requests for operations, in order.
    pub sent: Vec<(String, String)>,
    pub elapsed: Duration,
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

type Call = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

struct Caller {
    /// `None` after its end.
    call: Option<Call>,
    woken: Arc<Woken>,
    result: Option<Result<(), Error>>,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Poll(usize),
    /// The answer at this place arrives. That of an operation is read at once by its caller; that of
    /// a login by whoever is polled first.
    Arrive(usize),
    Revoke,
    Cancel(usize),
    Advance,
}

pub struct Scheduler {
    /// The caller at place n has the pipeline at place n, beginning again after the last.
    pipelines: Vec<Arc<Pipeline>>,
    wire: Arc<Wire>,
    clock: Clock,
    state: Arc<Mutex<ServerState>>,
    callers: Vec<Caller>,
    events: Events,
    /// What was refused and has arrived: path, token, caller.
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    accepted: HashSet<String>,
    refused: Vec<(String, String, usize)>,
    /// How many pipelines there are.
    replicas: usize,
    sent: Vec<(String, String)>,
}

impl Scheduler {
    pub fn new(
        single_use: bool,
        mut server: impl FnMut(&mut ServerState, &str, &str) -> Treatment + Send + 'static,
    ) -> Self {
        let state = Arc::<Mutex<ServerState>>::default();
        let known = Arc::<Mutex<Known>>::default();
        let of_server = Arc::clone(&state);
        let of_watch = Arc::clone(&known);
        let wire = Arc::new(Wire {
            server: Mutex::new(Box::new(move |path, token| {
                server(&mut of_server.lock().unwrap(), path, token)
            })),
            under_way: Mutex::default(),
            running: Mutex::default(),
            watch: Mutex::new(Box::new(move |request, others| {
                of_watch.lock().unwrap().watch(request, others, single_use);
            })),
        });
        let clock = Clock::default();
        let events = Events::default();
        let pipelines = Vec::new();
        let this = Self { pipelines, wire, clock, state, callers: Vec::new(), events, known };
        this.with_pipelines(1, None)
    }

    /// Several pipelines, which share tokens by a store.
    pub fn with_replicas(self, replicas: usize) -> Self {
        self.with_pipelines(replicas, Some(Arc::new(MemoryTokenStore::new())))
    }

    fn with_pipelines(mut self, number: usize, store: Option<Arc<dyn TokenStore>>) -> Self {
        let mut options = ClientOptions::default();
        options.timing = Some(Arc::new(self.clock.clone()));
        options.max_in_flight = 100;
        options.token_store = store;
        let pipeline = || Arc::new(Pipeline::new(Arc::clone(&self.wire) as _, &options));
        self.pipelines = (0..number).map(|_| pipeline()).collect();
        self.known.lock().unwrap().replicas = number;
        self
    }

    /// Makes one call from beginning to end, and then lets some time pass.
    pub fn after(mut self, does: Does, then: Duration) -> Self {
        self.callers = vec![self.caller(0, does)];
        self.go(&mut Choices::first());
        assert!(matches!(self.callers.pop().unwrap().result, Some(Ok(()))));
        self.clock.advance(then);
        self
    }

    /// Runs the callers until all have ended.
    pub fn run(mut self, choices: &mut Choices, callers: &[Does], events: Events) -> Ended {
        self.callers =
            callers.iter().enumerate().map(|(at, does)| self.caller(at, *does)).collect();
        self.events = events;
        let started = self.clock.elapsed();
        self.go(choices);
        let results = self.callers.into_iter().map(|caller| caller.result).collect();
        let server = std::mem::take(&mut *self.state.lock().unwrap());
        let sent = std::mem::take(&mut self.known.lock().unwrap().sent);
        let elapsed = self.clock.elapsed().saturating_sub(started);
        Ended { results, server, sent, elapsed }
    }

    fn caller(&self, at: usize, does: Does) -> Caller {
        let pipeline = Arc::clone(&self.pipelines[at % self.pipelines.len()]);
        let call: Call = match does {
            Does::A => Box::pin(call(pipeline, ReadA)),
            Does::B => Box::pin(call(pipeline, ReadB)),
            Does::W => Box::pin(call(pipeline, WriteW)),
        };
        Caller { call: Some(call), woken: Arc::new(Woken(AtomicBool::new(true))), result: None }
    }

    fn go(&mut self, choices: &mut Choices) {
        // A call may wait for the end of its time, if what it waits for hangs.
        let mut rounds = 0;
        while self.callers.iter().any(|caller| caller.call.is_some()) {
            let steps = self.steps();
            if steps.is_empty() {
                rounds += 1;
                assert!(rounds < 100, "a caller waits for ever");
                self.clock.advance(Duration::from_secs(1));
                continue;
            }
            let step = steps[choices.take(steps.len())];
            self.take(step);
        }
    }

    /// What may happen next. First what must happen in the end.
    fn steps(&self) -> Vec<Step> {
        let live = || self.callers.iter().enumerate().filter(|(_, caller)| caller.call.is_some());
        let woken = live().filter(|(_, caller)| caller.woken.0.load(Ordering::SeqCst));
        let mut steps: Vec<Step> = woken.map(|(at, _)| Step::Poll(at)).collect();
        let mut under_way = self.wire.under_way.lock().unwrap();
        under_way.retain(|request| !request.is_abandoned());
        let arriving = under_way.iter().enumerate().filter(|(_, request)| !request.hangs());
        steps.extend(arriving.map(|(at, _)| Step::Arrive(at)));
        if steps.is_empty() && under_way.is_empty() {
            return steps;
        }
        steps.extend((self.events.revocations > 0).then_some(Step::Revoke));
        steps.extend((self.events.advances.0 > 0).then_some(Step::Advance));
        if self.events.cancellations > 0 {
            steps.extend(live().map(|(at, _)| Step::Cancel(at)));
        }
        steps
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Poll(at) => self.poll(at),
            Step::Arrive(at) => {
                let request = self.wire.under_way.lock().unwrap().remove(at);
                if request.path == "/login" {
                    return request.arrive();
                }
                self.known.lock().unwrap().note(&request);
                let caller = request.caller;
                request.arrive();
                self.poll(caller);
            }
            Step::Revoke => {
                self.events.revocations -= 1;
                let mut state = self.state.lock().unwrap();
                state.first_valid = state.logins + 1;
            }
            Step::Cancel(at) => {
                self.events.cancellations -= 1;
                self.callers[at].call = None;
            }
            Step::Advance => {
                self.events.advances.0 -= 1;
                self.clock.advance(self.events.advances.1);
            }
        }
    }

    fn poll(&mut self, at: usize) {
        *self.wire.running.lock().unwrap() = at;
        let caller = &mut self.callers[at];
        caller.woken.0.store(false, Ordering::SeqCst);
        let waker = Waker::from(Arc::clone(&caller.woken));
        let call = caller.call.as_mut().unwrap();
        if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(&waker)) {
            (caller.call, caller.result) = (None, Some(result));
        }
    }
}

impl Known {
    /// What must hold of every request, whatever the scenario.
    fn watch(&mut self, request: &UnderWay, others: &[UnderWay], single_use: bool) {
        if request.path == "/login" {
            let logins = others.iter().filter(|other| other.path == "/login").count();
            assert!(single_use || logins == 0, "a second login at the same time");
            return;
        }
        for (path, token, caller) in &self.refused {
            let known_there = caller % self.replicas == request.caller % self.replicas;
            if known_there && (path, token) == (&request.path, &request.token) {
                let known = *caller != request.caller && self.accepted.contains(path);
                assert!(known, "{token} is known to be refused for {path}");
            }
        }
        self.sent.push((request.path.clone(), request.token.clone()));
    }

    fn note(&mut self, request: &UnderWay) {
        if request.status() == 401 {
            self.refused.push((request.path.clone(), request.token.clone(), request.caller));
        } else {
            self.accepted.insert(request.path.clone());
        }
    }
}

async fn call(pipeline: Arc<Pipeline>, operation: impl Operation) -> Result<(), Error> {
    pipeline.call(&Toy::new("toy"), operation, &CallOptions::default()).await.map(drop)
}
