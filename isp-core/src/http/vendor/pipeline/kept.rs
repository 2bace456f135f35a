//! What is kept of a call that failed: an error with the beginning of the answer, secrets replaced.

use super::run::{Failed, Run};
use crate::error::{Error, ErrorKind, Outcome};
use crate::http::answer::Answer;
use crate::http::request_writer::WrittenRequest;
use crate::http::vendor::redactor::Redactor;
use crate::secret::Secret;

impl Run<'_> {
    /// The error of a call that ends with this attempt.
    pub(super) fn error_of(&self, failed: Failed, written: &WrittenRequest) -> Error {
        let Failed { fault, answer, secrets } = failed;
        let redactor = self.redactor(written, &secrets);
        let outcome = if self.spec.effect.is_write() { fault.outcome } else { Outcome::NotDone };
        let what = redactor.without_secrets(&fault.what);
        let mut error = Error::new(fault.kind, what).with_outcome(outcome);
        if let Some(code) = fault.code {
            error = error.with_code(redactor.shortened(&code));
        }
        if let Some(message) = fault.message {
            error = error.with_vendor_message(redactor.shortened(&message));
        }
        if let Some(advice) = fault.advice {
            error = error.with_advice(advice);
        }
        if let Some(answer) = answer {
            error = error.with_status(answer.status).with_evidence(redactor.evidence(&answer));
        }
        error
    }

    /// The error of a call whose answer the dialect has accepted and the operation cannot read.
    pub(super) fn not_understood(&self, what: &str, answer: &Answer, redactor: &Redactor) -> Error {
        // It may name keys of the answer.
        Error::new(ErrorKind::NotUnderstood, redactor.without_secrets(what))
            .with_status(answer.status)
            .with_outcome(self.accepted())
            .with_evidence(redactor.evidence(answer))
    }

    /// What an answer that the dialect has accepted says of the operation.
    pub(super) fn accepted(&self) -> Outcome {
        match (self.spec.effect.is_write(), self.spec.proof.is_shown()) {
            (false, _) => Outcome::NotDone,
            // The dialect found the proof in the answer.
            (true, true) => Outcome::Done,
            (true, false) => Outcome::PerhapsDone,
        }
    }

    /// A redactor of all the secrets of an attempt: the dialect's, the operation's, the signature's.
    pub(super) fn redactor(&self, written: &WrittenRequest, signature: &[Secret]) -> Redactor {
        Redactor::new(self.dialect.secrets().iter().chain(written.secrets()).chain(signature))
    }
}
