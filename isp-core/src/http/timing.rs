//! Clock, sleep and jitter, injected so that tests can stop time.

use std::fmt;
use std::future::{Future, poll_fn};
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use jiff::Timestamp;

/// Clock, sleep and jitter.
pub trait Timing: Send + Sync + fmt::Debug + 'static {
    /// The wall clock: for the expiry dates that servers write.
    fn now(&self) -> Timestamp;

    /// Time since some fixed moment, which never runs backwards.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;

    /// A number from 0 up to, not including, 1, different from call to call.
    fn jitter(&self) -> f64;
}

/// The wall clock of the system, and durations by tokio, which tests stop by
/// `tokio::time::pause`.
#[derive(Debug, Clone)]
pub struct TokioTiming {
    started: tokio::time::Instant,
    random: RandomState,
}

impl TokioTiming {
    /// Starts now.
    pub fn new() -> Self {
        Self { started: tokio::time::Instant::now(), random: RandomState::new() }
    }
}

impl Default for TokioTiming {
    fn default() -> Self {
        Self::new()
    }
}

impl Timing for TokioTiming {
    #[allow(clippy::disallowed_methods, reason = "the one place where the wall clock comes in")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }

    #[allow(clippy::cast_precision_loss, reason = "53 of the bits are plenty")]
    fn jitter(&self) -> f64 {
        // The keyed hash of the clock is random enough to spread retries, and needs no dependency.
        let bits = self.random.hash_one(self.elapsed().as_nanos()) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

/// Time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Elapsed;

/// Runs `future` for at most `limit`. The timer is set when the future first has to wait, so that one
/// that is ready at once costs none.
pub(crate) fn within<F: Future>(
    timing: &dyn Timing,
    limit: Duration,
    mut future: Pin<&mut F>,
) -> impl Future<Output = Result<F::Output, Elapsed>> {
    let mut timer = None;
    poll_fn(move |cx| {
        if limit.is_zero() {
            return Poll::Ready(Err(Elapsed));
        }
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(output));
        }
        let timer = timer.get_or_insert_with(|| timing.sleep(limit));
        timer.as_mut().poll(cx).map(|()| Err(Elapsed))
    })
}

/// The jitter; 0.5 where another implementation gives a number outside of its range.
pub(crate) fn spread(timing: &dyn Timing) -> f64 {
    let jitter = timing.jitter();
    if (0.0..1.0).contains(&jitter) { jitter } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use std::pin::pin;

    #[tokio::test(start_paused = true)]
    async fn what_is_ready_has_its_output_and_what_waits_too_long_has_none() {
        let timing = TokioTiming::new();
        let limit = Duration::from_secs(3);
        assert_eq!(within(&timing, limit, pin!(ready(1))).await, Ok(1));
        assert_eq!(within(&timing, limit, pin!(pending::<()>())).await, Err(Elapsed));
        assert_eq!(timing.elapsed(), limit);
        let sooner = pin!(timing.sleep(Duration::from_secs(1)));
        assert_eq!(within(&timing, limit, sooner).await, Ok(()));
        assert_eq!(timing.elapsed(), Duration::from_secs(4));
    }

    #[tokio::test]
    async fn nothing_is_started_when_no_time_is_left() {
        let never = pin!(async { panic!("it was started") });
        assert_eq!(within(&TokioTiming::new(), Duration::ZERO, never).await, Err::<(), _>(Elapsed));
    }
}
