//! What the client said of each call, and how that agrees with the simulator.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use isp_core::http::{Attempt, LoginAttempt, Observer};
use isp_core::{Error, Outcome};

/// Requests and logins, as the client's observer hears of them.
#[derive(Default)]
pub(crate) struct Counts {
    requests: AtomicU64,
    retries: AtomicU64,
    logins: AtomicU64,
    failed_logins: AtomicU64,
}

impl Observer for Counts {
    fn attempt(&self, attempt: &Attempt) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if attempt.number > 1 {
            self.retries.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn login(&self, login: &LoginAttempt) {
        let count = if login.failure.is_some() { &self.failed_logins } else { &self.logins };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

impl Counts {
    pub(crate) fn print(&self) {
        for (what, count) in [
            ("requests", &self.requests),
            ("retries", &self.retries),
            ("logins", &self.logins),
            ("failed logins", &self.failed_logins),
        ] {
            println!("{what:<24} {}", count.load(Ordering::Relaxed));
        }
    }
}

/// What the client said of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Done,
    NotDone,
    PerhapsDone,
    /// Nothing: the caller dropped the call.
    Dropped,
}

/// The ends of calls.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) calls: u64,
    reads: u64,
    dropped_reads: u64,
    /// Reads that succeeded with another answer than the right one.
    pub(crate) wrong: u64,
    failures: BTreeMap<String, u64>,
    /// By the number of the call.
    writes: HashMap<u64, Said>,
}

impl Ledger {
    /// A read has ended; `None`: it was dropped.
    pub(crate) fn read(&mut self, ended: Option<&Result<bool, Error>>) {
        self.calls += 1;
        self.reads += 1;
        match ended {
            None => self.dropped_reads += 1,
            Some(Ok(is_right)) => self.wrong += u64::from(!is_right),
            Some(Err(error)) => self.failed("read", error),
        }
    }

    /// A write has ended; `None`: it was dropped.
    pub(crate) fn write(&mut self, number: u64, ended: Option<&Result<(), Error>>) {
        self.calls += 1;
        let said = match ended {
            None => Said::Dropped,
            Some(Ok(())) => Said::Done,
            Some(Err(error)) => {
                self.failed("write", error);
                match error.outcome() {
                    Outcome::Done => Said::Done,
                    Outcome::NotDone => Said::NotDone,
                    _ => Said::PerhapsDone,
                }
            }
        };
        self.writes.insert(number, said);
    }

    fn failed(&mut self, what: &str, error: &Error) {
        let class = format!("{what}: {}, {}", error.kind(), error.outcome());
        *self.failures.entry(class).or_default() += 1;
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.calls += other.calls;
        self.reads += other.reads;
        self.dropped_reads += other.dropped_reads;
        self.wrong += other.wrong;
        for (class, count) in other.failures {
            *self.failures.entry(class).or_default() += count;
        }
        self.writes.extend(other.writes);
    }

    pub(crate) fn print(&self) {
        for (what, count) in [
            ("calls", self.calls),
            ("reads", self.reads),
            ("reads dropped", self.dropped_reads),
            ("reads with wrong answer", self.wrong),
        ] {
            println!("{what:<24} {count}");
        }
        println!("failures by class");
        for (class, count) in &self.failures {
            println!("  {class:<48} {count}");
        }
    }

    /// Compares what was said with how often each write took effect.
    pub(crate) fn reconcile(&self, arrived: &HashMap<u64, u64>) -> Report {
        let mut report = Report { writes: self.writes.len(), ..Report::default() };
        for (number, said) in &self.writes {
            let times = arrived.get(number).copied().unwrap_or_default();
            let row = report.rows.entry(format!("{said:?}")).or_default();
            row.0 += 1;
            row.1 += u64::from(times > 0);
            report.duplicated += u64::from(times > 1);
            report.lost += u64::from(*said == Said::Done && times == 0);
            report.denied += u64::from(*said == Said::NotDone && times > 0);
        }
        let never_sent = |number: &&u64| !self.writes.contains_key(number);
        report.unknown = arrived.keys().filter(never_sent).count();
        report
    }
}

/// What was said of the writes, and what is there.
#[derive(Default)]
pub(crate) struct Report {
    writes: usize,
    /// What was said; of how many, and how many of these took effect.
    rows: BTreeMap<String, (u64, u64)>,
    lost: u64,
    /// Took effect though the client said not done.
    denied: u64,
    duplicated: u64,
    /// In the simulator, but nobody wrote it.
    unknown: usize,
}

impl Report {
    pub(crate) fn is_clean(&self) -> bool {
        self.lost == 0 && self.denied == 0 && self.duplicated == 0 && self.unknown == 0
    }

    pub(crate) fn print(&self) {
        println!("{:<24} {}", "writes", self.writes);
        for (said, (sent, arrived)) in &self.rows {
            println!("  {:<22} {sent}, of which {arrived} arrived", format!("said {said}"));
        }
        for (what, count) in [
            ("lost", self.lost),
            ("not done, yet there", self.denied),
            ("duplicated", self.duplicated),
        ] {
            println!("{what:<24} {count}");
        }
        println!("{:<24} {}", "unknown writes", self.unknown);
    }
}

/// How often each write took effect, by the number of its call.
#[derive(Default)]
pub(crate) struct Arrivals(Mutex<HashMap<u64, u64>>);

impl Arrivals {
    pub(crate) fn add(&self, number: u64) {
        *self.lock().entry(number).or_default() += 1;
    }

    pub(crate) fn take(&self) -> HashMap<u64, u64> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
