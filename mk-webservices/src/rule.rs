//! A rule that this crate has no type for, called by its name.

use std::fmt;

use isp_core::Error;
use isp_core::http::{Answer, Effect, EvidenceLevel, Operation, OperationSpec, RequestWriter};
use isp_core::wire::{DecodeError, Decoded, Unconfirmed, Untyped};

use crate::{Call, Client};

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

    fn write_parameters(&self, request: &mut RequestWriter) {
        request.path_parameter("rule", &self.name);
        for (name, value) in &self.parameters {
            // Nobody knows what it is.
            request.redact(value.as_str());
            request.query(name.clone(), value);
        }
    }
}

impl Operation for Rule<true> {
    type Output = Untyped;

    const SPEC: OperationSpec = Self::SPECIFICATION;

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        self.write_parameters(request);
        Ok(())
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Untyped>, DecodeError> {
        answer.decode()
    }
}

impl Operation for Rule<false> {
    type Output = Unconfirmed;

    const SPEC: OperationSpec = Self::SPECIFICATION;

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        self.write_parameters(request);
        Ok(())
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
