//! A rule that this crate has no type for, called by its name.

use std::borrow::Cow;
use std::fmt;

use isp_core::Error;
use isp_core::http::{Answer, Effect, EvidenceLevel, Operation, OperationSpec, RequestWriter};
use isp_core::wire::{DecodeError, Decoded, Unconfirmed, Untyped};

use crate::{Call, Client};

/// No known rule has half as many letters.
const LONGEST_NAME: usize = 100;

/// Any `.rule`, called by its name, with an untyped answer. `READ` says whether the call may be
/// repeated.
#[derive(Clone)]
pub struct Rule<const READ: bool> {
    name: String,
    parameters: Vec<(String, String)>,
}

impl<const READ: bool> Rule<READ> {
    const SPECIFICATION: OperationSpec = OperationSpec::get("rule by name", "/mk/{rule}.rule")
        .titled("any rule by its name")
        .with_effect(if READ { Effect::Read } else { Effect::Once })
        .with_evidence(EvidenceLevel::Assumed);

    /// The name, if it is that of a rule: anything else must not get into a log.
    fn checked_name(&self) -> Option<&str> {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let name = self.name.as_str();
        (!name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(is_letter))
            .then_some(name)
    }

    fn name_in_errors(&self) -> Cow<'static, str> {
        let name = self.checked_name().map(|name| Cow::Owned(name.to_owned()));
        name.unwrap_or(Cow::Borrowed(Self::SPECIFICATION.name))
    }

    fn write_parameters(&self, request: &mut RequestWriter) -> Result<(), Error> {
        if self.checked_name().is_none() {
            return Err(Error::invalid_input(format!(
                "the name of a rule has 1 to {LONGEST_NAME} letters, digits and underscores"
            ))
            .with_advice("give the name as in MK's manual, without `.rule`"));
        }
        request.path_parameter("rule", &self.name);
        for (name, value) in &self.parameters {
            // Nobody knows what it is.
            request.redact(value.as_str());
            request.query(name.clone(), value);
        }
        Ok(())
    }
}

impl Operation for Rule<true> {
    type Output = Untyped;

    const SPEC: OperationSpec = Self::SPECIFICATION;

    fn name(&self) -> Cow<'static, str> {
        self.name_in_errors()
    }

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        self.write_parameters(request)
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Untyped>, DecodeError> {
        answer.decode()
    }
}

impl Operation for Rule<false> {
    type Output = Unconfirmed;

    const SPEC: OperationSpec = Self::SPECIFICATION;

    fn name(&self) -> Cow<'static, str> {
        self.name_in_errors()
    }

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        self.write_parameters(request)
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Unconfirmed>, DecodeError> {
        answer.decode()
    }
}

impl<const READ: bool> fmt::Debug for Rule<READ> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.name)
    }
}

impl<const READ: bool> Call<Rule<READ>> {
    /// Adds a parameter. Check the spelling: MK ignores unknown parameters without an error.
    pub fn parameter(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.0.operation.parameters.push((name.into(), value.to_string()));
        self
    }
}

impl Client {
    /// A rule by its name, such as `WSMKListaEstados`, that only reads: it may be repeated.
    pub fn rule_that_reads(&self, name: impl Into<String>) -> Call<Rule<true>> {
        self.call(Rule { name: name.into(), parameters: Vec::new() })
    }

    /// A rule by its name that changes something: it is sent once. Since its answer is
    /// undocumented, no answer confirms that it was done.
    pub fn rule_that_writes(&self, name: impl Into<String>) -> Call<Rule<false>> {
        self.call(Rule { name: name.into(), parameters: Vec::new() })
    }
}
