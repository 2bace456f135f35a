//! A fault, and what it must look like to the caller.

use std::ops::RangeInclusive;
use std::time::Duration;

use isp_core::ErrorKind;
use isp_core::Outcome::{self, NotDone};
use isp_core::http::{AnswerFormat, Effect, OperationSpec};

use super::server::{Act, Script};
use super::table::response;

/// The limits under which a fault is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// The server answers at once: no limit is ever reached.
    Quick,
    /// Nothing ends by itself: the client's limits, which are short here, must end it.
    Endless,
}

/// How often the request of the operation may arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrivals {
    /// Once, whatever it does.
    Once,
    /// As often as the client may try; a write that must not be repeated only once.
    Repeated,
    /// As before, where the time may be over sooner.
    AtMostRepeated,
    /// Never.
    Never,
    /// Once, and again with a new token.
    TwiceByToken,
    /// Once, again with a new token, then as `Repeated`.
    AfterNewToken,
}

/// Which operations may take the answer for a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Success {
    Never,
    /// Those that give a file of any format.
    OfFiles,
    /// Writes whose answer is undocumented, and may be empty: they only say *unconfirmed*.
    OfUnprovenWrites,
}

/// A fault and what is expected.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) script: Script,
    pub(crate) pace: Pace,
    /// The server stops listening before the call.
    pub(crate) refuses_connections: bool,
    /// The client has no token when the call begins, so that it logs in while the fault is on.
    pub(crate) begins_with_login: bool,
    pub(crate) kinds: &'static [ErrorKind],
    /// The class for MK's rules, where they say more.
    pub(crate) kind_of_rules: Option<ErrorKind>,
    /// The outcome of a write. That of a read is always `NotDone`.
    pub(crate) outcomes: &'static [Outcome],
    pub(crate) arrivals: Arrivals,
    /// The server asks for at least this long a pause before each repetition.
    pub(crate) pause: Duration,
    pub(crate) success: Success,
}

impl Row {
    pub(crate) fn new(
        name: &str,
        operation: Act,
        kinds: &'static [ErrorKind],
        outcomes: &'static [Outcome],
        arrivals: Arrivals,
    ) -> Self {
        let script = Script {
            first: None,
            operation,
            login: None,
            keeps_connections: false,
            closes_idle: false,
        };
        Self {
            name: name.to_owned(),
            script,
            pace: Pace::Quick,
            refuses_connections: false,
            begins_with_login: false,
            kinds,
            kind_of_rules: None,
            outcomes,
            arrivals,
            pause: Duration::ZERO,
            success: Success::Never,
        }
    }

    pub(crate) fn endless(mut self) -> Self {
        self.pace = Pace::Endless;
        self
    }

    pub(crate) fn kept(mut self) -> Self {
        self.script.keeps_connections = true;
        self
    }

    pub(crate) fn may_be_file(mut self) -> Self {
        self.success = Success::OfFiles;
        self
    }

    pub(crate) fn empty(mut self) -> Self {
        self.success = Success::OfUnprovenWrites;
        self
    }

    pub(crate) fn of_rules(mut self, kind: ErrorKind) -> Self {
        self.kind_of_rules = Some(kind);
        self
    }

    pub(crate) fn pausing(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// The first request of the operation is answered that its token is refused.
    pub(crate) fn after_refusal(mut self) -> Self {
        self.script.first = Some(response("401 Unauthorized", "", ""));
        self
    }

    /// Logins meet this.
    pub(crate) fn login(mut self, act: Act) -> Self {
        self.script.login = Some(act);
        self
    }

    /// Whether the fault concerns tokens, which a login does not have.
    pub(crate) fn is_about_tokens(&self) -> bool {
        self.script.first.is_some()
            || self.script.login.is_some()
            || self.begins_with_login
            || self.arrivals == Arrivals::TwiceByToken
    }

    /// The requests that a client makes at the most, if it may repeat the operation.
    pub(crate) fn most_attempts(&self) -> u32 {
        if self.script.first.is_some() { 3 } else { 2 }
    }

    /// How often the request may arrive.
    pub(crate) fn allowed_arrivals(&self, spec: &OperationSpec) -> RangeInclusive<usize> {
        let most = usize::try_from(self.most_attempts()).unwrap();
        let repeated = if spec.effect.is_repeatable() { most } else { 1 };
        match self.arrivals {
            Arrivals::Never => 0..=0,
            Arrivals::Once => 1..=1,
            Arrivals::Repeated => repeated..=repeated,
            Arrivals::AtMostRepeated => 0..=repeated,
            Arrivals::TwiceByToken => 2..=2,
            Arrivals::AfterNewToken => {
                let most = if spec.effect.is_repeatable() { most } else { 2 };
                let least = if self.pace == Pace::Endless { 0 } else { most };
                least..=most
            }
        }
    }

    pub(crate) fn allows_success(&self, spec: &OperationSpec) -> bool {
        match self.success {
            Success::Never => false,
            Success::OfFiles => spec.answer == AnswerFormat::Bytes,
            Success::OfUnprovenWrites => spec.may_answer_nothing(),
        }
    }

    pub(crate) fn allows_kind(&self, spec: &OperationSpec, kind: ErrorKind) -> bool {
        // A login of MK is a rule, whatever needs it.
        let is_rule = spec.path.starts_with("/mk/")
            || self.begins_with_login && spec.path.starts_with("/core-api/");
        match self.kind_of_rules {
            Some(own) if is_rule => own == kind,
            _ => self.kinds.contains(&kind),
        }
    }

    pub(crate) fn allows_outcome(&self, spec: &OperationSpec, outcome: Outcome) -> bool {
        match spec.effect {
            Effect::Read | Effect::Login => outcome == NotDone,
            _ => self.outcomes.contains(&outcome),
        }
    }
}
