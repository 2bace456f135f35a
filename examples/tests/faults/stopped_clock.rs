//! A client's clock that stands still until the fault is on.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

use isp_core::http::{Timing, TokioTiming};
use isp_core::jiff::Timestamp;

/// Before it is started no time passes, so that the short limits of a fault do not end the login before
/// it, however slow this machine is.
#[derive(Debug, Default)]
pub(crate) struct StoppedClock {
    running: OnceLock<TokioTiming>,
    stopped: TokioTiming,
}

impl StoppedClock {
    pub(crate) fn start(&self) {
        self.running.get_or_init(TokioTiming::new);
    }
}

impl Timing for StoppedClock {
    fn now(&self) -> Timestamp {
        self.stopped.now()
    }

    fn elapsed(&self) -> Duration {
        self.running.get().map_or(Duration::ZERO, Timing::elapsed)
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        match self.running.get() {
            Some(running) => running.sleep(duration),
            None => Box::pin(pending()),
        }
    }

    fn jitter(&self) -> f64 {
        self.stopped.jitter()
    }
}
