//! A rule that this crate has no type for, called by its name.

use std::fmt;

use isp_core::Error;
use isp_core::http::{Answer, Effect, EvidenceLevel, Operation, OperationSpec, RequestWriter};
use isp_core::wire::{DecodeError, Decoded, Untyped};

use crate::{Call, Client};

/// Any `.rule`, called by its name, with an untyped answer. `READ` tells whether a repetition is
/// harmless; if in doubt it is not.
#[derive(Clone)]
pub struct Rule<const READ: bool> {
    name: String,
    parameters: Vec<(String, String)>,
}

impl<const READ: bool> Operation for Rule<READ> {
    type Output = Untyped;

    const SPEC: OperationSpec = OperationSpec::get("rule by name", "/mk/{rule}.rule")
        .titled("any rule by its name")
        .with_effect(if READ { Effect::Read } else { Effect::Once })
        .with_evidence(EvidenceLevel::Assumed);

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        request.path_parameter("rule", &self.name);
        for (name, value) in &self.parameters {
            request.query(name.clone(), value);
        }
        Ok(())
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Untyped>, DecodeError> {
        answer.decode()
    }
}

impl<const READ: bool> fmt::Debug for Rule<READ> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.name)
    }
}

impl<const READ: bool> Call<Rule<READ>> {
    /// Adds a parameter. Mind the spelling: MK ignores unknown parameters in silence.
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

    /// A rule by its name that changes something: it is sent once.
    pub fn rule_that_writes(&self, name: impl Into<String>) -> Call<Rule<false>> {
        self.call(Rule { name: name.into(), parameters: Vec::new() })
    }
}
