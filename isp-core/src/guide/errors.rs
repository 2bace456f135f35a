//! What do I do when a call fails?
//!
//! Every call fails with an [`Error`](crate::Error). Its `Display` is one line that is safe to log: the
//! ERP, the operation, what happened, the vendor's words, HTTP status, code and number of requests,
//! whether a write may have been done, and what to do.
//!
//! ```
//! use isp_core::{Error, ErrorKind, Outcome};
//!
//! let error = Error::new(ErrorKind::Timeout, "no complete answer came in time")
//!     .with_system("MK Webservices")
//!     .with_operation("WSMKNovoAtendimento")
//!     .with_attempts(1)
//!     .with_outcome(Outcome::PerhapsDone);
//! assert_eq!(
//!     error.to_string(),
//!     "MK Webservices WSMKNovoAtendimento: timed out: no complete answer came in time \
//!      (1 attempt, perhaps done); try again later or allow more time"
//! );
//! ```
//!
//! # Act on the kind
//!
//! [`Error::kind`](crate::Error::kind) is the class to act on; the text is for people. The
//! [catalogue](super::error_catalogue) has every kind with its causes on each ERP.
//!
//! | kind | who acts | what |
//! |---|---|---|
//! | `InvalidInput`, `NotFound` | the user | ask for another value |
//! | `Refused` | the user | say why; [`vendor_message`](crate::Error::vendor_message) has the ERP's words |
//! | `Unreachable`, `Timeout`, `Overloaded` | nobody, at first | try later; alert if it lasts |
//! | `Credential`, `Configuration` | you and the provider | alert: every call will fail until somebody acts |
//! | `NotUnderstood`, `ServerFault`, `TooLarge` | you | alert, and look at [`evidence`](crate::Error::evidence) |
//! | `Unsupported`, `OutOfReach` | your program | it asked the wrong ERP, or with the wrong login |
//!
//! ```
//! use isp_core::{Error, ErrorKind};
//!
//! /// The status with which an HTTP service answers.
//! fn status(error: &Error) -> u16 {
//!     match error.kind() {
//!         ErrorKind::InvalidInput => 400,
//!         ErrorKind::OutOfReach => 403,
//!         ErrorKind::NotFound => 404,
//!         ErrorKind::Refused => 409,
//!         ErrorKind::Unsupported => 501,
//!         ErrorKind::Timeout => 504,
//!         ErrorKind::Unreachable | ErrorKind::Overloaded => 503,
//!         // A new kind too: the fault is not the caller's.
//!         _ => 502,
//!     }
//! }
//!
//! assert_eq!(status(&Error::new(ErrorKind::Credential, "MK refused the login")), 502);
//! ```
//!
//! # Tell the subscriber
//!
//! [`message_pt`](crate::Error::message_pt) is one or two sentences in Portuguese with nothing internal in
//! them. Log the error itself beside it:
//!
//! ```
//! use isp_core::{Error, ErrorKind};
//!
//! let error = Error::new(ErrorKind::Overloaded, "the server or its proxy is overloaded")
//!     .with_operation("WSMKFaturasPendentes");
//! eprintln!("{error}");
//! assert_eq!(
//!     error.message_pt(),
//!     "O sistema do provedor não pôde atender agora. Tente de novo em alguns minutos."
//! );
//! ```
//!
//! # What is repeated for you
//!
//! The client repeats a read after a transient failure: no connection, a broken one, no answer in time,
//! HTTP 408, 429, 502, 503 and 504. By default there are three attempts with growing pauses, within the
//! time limit of the call; `Retry-After` is honoured. When [`is_transient`](crate::Error::is_transient)
//! says yes on an error that you have received, this has already been tried: wait longer, do not loop.
//! A write is repeated only if the request certainly never left; see [`writes`](super::writes).
//!
//! A refused token is replaced by one new login, and the call repeated once.
//!
//! # Keep the evidence
//!
//! If the answer was not understood, the error holds what the server sent: at most 4 KiB, with secrets
//! and documents replaced. `Debug` and `Serialize` leave it out, since names may still be in it. Show
//! it to an operator:
//!
//! ```
//! use isp_core::{Error, ErrorKind, Evidence};
//!
//! # let error = Error::new(ErrorKind::NotUnderstood, "a web page came instead of JSON")
//! #     .with_evidence(Evidence::new(Some("text/html".into()), "<html>…".into(), 8));
//! if let Some(evidence) = error.evidence() {
//!     eprintln!("{} bytes of {:?}: {}", evidence.body_length, evidence.content_type, evidence.body);
//! }
//! ```
//!
//! # Serve it to other programs
//!
//! An error serialises to the same facts, for an API or a structured log:
//!
//! ```
//! # use isp_core::{Error, ErrorKind};
//! # fn main() -> Result<(), serde_json::Error> {
//! let error = Error::new(ErrorKind::NotFound, "MK found no such record").with_code("003");
//! let json = serde_json::to_value(&error)?;
//! assert_eq!(json["kind"], "not_found");
//! assert_eq!(json["code"], "003");
//! assert_eq!(json["outcome"], "not_done");
//! # Ok(())
//! # }
//! ```
//!
//! Next: [`writes`](super::writes).
