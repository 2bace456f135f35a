//! What do I set, watch and alert on in production?
//!
//! The options stand on the builder of each client, under the same names.
//!
//! # Time limits
//!
//! | limit | default | set by |
//! |---|---|---|
//! | a whole call: waiting for a permit, login, all attempts and pauses | 60 s | `timeout`, or `with_timeout` for one call |
//! | one attempt, body included | 30 s | [`Limits::attempt`](crate::http::Limits::attempt), `with_attempt_timeout` |
//! | a login; calls that wait for it share it | 20 s | [`Limits::login`](crate::http::Limits::login) |
//! | opening a connection | 10 s | `connect_timeout` |
//! | the largest body | 16 MiB | [`Limits::max_body`](crate::http::Limits::max_body), `with_max_body` |
//!
//! The limit of a call holds whatever happens in it. Set it to what your user waits for: five seconds in a
//! chat, minutes in a nightly sync.
//!
//! ```
//! use std::time::Duration;
//! use isp_core::http::{Limits, RetryPolicy};
//!
//! let mut limits = Limits::default();
//! limits.total = Duration::from_secs(300);
//! limits.attempt = Duration::from_secs(120);
//!
//! let mut retry = RetryPolicy::default();
//! retry.max_attempts = 5;
//! // Then on the builder: `.limits(limits).retry(retry)`.
//! # let _ = (limits, retry);
//! ```
//!
//! # Admission
//!
//! | option | default | what |
//! |---|---|---|
//! | `max_in_flight` | 8 | calls at the same time; the others wait |
//! | `min_spacing` | none | the least time between the starts of two calls |
//!
//! The metric `isp_queue_wait_seconds` shows whether calls wait long. Each replica has its own permits:
//! divide what the ERP can take among them.
//!
//! # Retries
//!
//! Three attempts, with pauses that grow from 250 ms to 8 s, half of each at random. All calls of a client
//! share a quota of repetitions, so that they do not add to the load of a server that fails: about twenty
//! in a row, then one more for every five calls that succeed at once. Writes are not repeated; see
//! [`writes`](super::writes).
//!
//! # Network
//!
//! | need | option |
//! |---|---|
//! | an ERP behind the provider's own certificate authority | `root_certificates(pem)` |
//! | a proxy; without this option the environment's (`HTTPS_PROXY`, `NO_PROXY`) is used | `proxy(url)` |
//! | your program's name in the server's log | `user_agent("my-bot/1.0")` |
//! | a `reqwest` client of your own | `transport(…)` with [`ReqwestTransport::from_client`](crate::http::ReqwestTransport::from_client) |
//! | an address `http://` | `allow_plaintext_http()`: passwords and tokens are then sent unencrypted |
//!
//! Redirects are not followed and cookies not kept. TLS is rustls by default; see the features of the
//! crate.
//!
//! # Secrets
//!
//! Take passwords and tokens from your secret store at the start of the process. A newline or space around
//! one is refused by name. Errors, logs, spans, metrics and `Debug` hold no secret; `Serialize` of a model
//! holds its data, documents included. `SECURITY.md` says what is promised, and what is not.
//!
//! # Logins
//!
//! A client logs in when a call first needs it and renews by itself; there is no background task and
//! nothing to schedule. With a [`TokenStore`](crate::http::TokenStore), replicas share logins; see
//! [`many_subscribers`](super::many_subscribers). A password that was changed at the ERP shows as
//! [`Credential`](crate::ErrorKind::Credential) errors: restart with the new one.
//!
//! # Telemetry
//!
//! Each call is a `tracing` span `isp.call`. An [`Observer`](crate::http::Observer) hears of every
//! attempt, login, drift and finished call; `MetricsObserver` (feature `metrics`) makes metrics of them.
//! [`telemetry`](crate::http::telemetry) lists all names, and the queries of a dashboard.
//!
//! ```
//! use isp_core::http::{FinishedCall, Observer, ObservedDrift};
//! use isp_core::Outcome;
//!
//! struct Log;
//!
//! impl Observer for Log {
//!     fn finished(&self, call: &FinishedCall) {
//!         if call.outcome == Some(Outcome::PerhapsDone) {
//!             eprintln!("{} {}: perhaps done, look it up", call.system, call.operation);
//!         }
//!     }
//!
//!     fn drift(&self, seen: &ObservedDrift<'_>) {
//!         eprintln!("{} {}: {}", seen.system, seen.operation, seen.drift);
//!     }
//! }
//! // Then on the builder: `.observer(Arc::new(Log))`.
//! ```
//!
//! # What to alert on
//!
//! | alert | why | who |
//! |---|---|---|
//! | one `Credential` or `Configuration` error | every such call fails until somebody acts | you and the provider |
//! | one write with the outcome *perhaps done* | somebody has to look it up in the ERP | your operator |
//! | `NotUnderstood` errors | the ERP has changed, or a proxy answers in its place | you: look at the evidence |
//! | drift that rises | the ERP was upgraded; answers can still be read | you: run your tests in strict mode |
//! | `Unreachable`, `Timeout`, `Overloaded` for some minutes | the ERP or the way to it is down | the provider |
//! | time in the queue that rises | the limit is too low, or the ERP too slow | you |
//!
//! # Replicas
//!
//! Replicas need nothing from each other. With a shared token store they log in once instead of once each.
//! A write that must not happen twice needs a lock or a unique key of yours, as with any database: two
//! replicas that both open a ticket open two.
//!
//! # Stopping
//!
//! Let calls in flight finish: a write whose process ends before the answer is perhaps done. Nothing else
//! has to be closed.
//!
//! Next: [`recipes`](super::recipes).
