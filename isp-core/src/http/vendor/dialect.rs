//! One vendor's manner of speaking.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;

use super::fault::Fault;
use super::pipeline::Pipeline;
use super::tokens::{Grant, GrantKey};
use crate::error::Error;
use crate::http::answer::Answer;
use crate::http::base_url::BaseUrl;
use crate::http::operation::Operation;
use crate::http::operation_spec::OperationSpec;
use crate::http::reply::Reply;
use crate::http::request_writer::RequestWriter;
use crate::secret::Secret;
use crate::wire::{Drift, JsonError};

/// How one vendor logs in, signs, writes text and reports errors, on behalf of one login.
#[async_trait]
pub trait Dialect: Send + Sync + 'static {
    /// The vendor's name for people, such as `MK Webservices`.
    fn system(&self) -> &'static str;

    /// Where the operation lives.
    fn base_url(&self, spec: &OperationSpec) -> &BaseUrl;

    /// Which grant the operation needs; `None` for a login.
    fn grant_key(&self, spec: &OperationSpec) -> Option<GrantKey>;

    /// Fetches the grant of [`Dialect::grant_key`].
    async fn login(&self, spec: &'static OperationSpec, login: &Login) -> Result<Grant, Error>;

    /// Whether the grant covers the operation, asked before the network is touched.
    fn authorise(&self, spec: &OperationSpec, grant: &Grant) -> Result<(), Error> {
        let _ = (spec, grant);
        Ok(())
    }

    /// Writes what every request carries; `grant` is `None` for a login.
    fn sign(&self, grant: Option<&Grant>, request: &mut RequestWriter);

    /// Reads a body as JSON, with this vendor's text repair.
    fn parse(&self, body: &[u8]) -> Result<Value, JsonError>;

    /// What is wrong with the answer, or what is merely odd about a good one.
    ///
    /// The HTTP status is heard first. A read is good if the answer says so in a form that somebody
    /// has shown; a write if, besides, it holds the operation's [`Proof`](crate::http::Proof).
    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault>;

    /// What must be replaced in everything kept, besides what the request itself carries.
    fn secrets(&self) -> Vec<Secret>;
}

/// What a dialect logs in with: runs an operation without a grant, under the login's own deadline.
#[allow(missing_debug_implementations)]
pub struct Login {
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) dialect: Arc<dyn Dialect>,
}

impl Login {
    /// Runs one step of the login.
    pub async fn run<O: Operation>(&self, operation: &O) -> Result<Reply<O::Output>, Error> {
        self.pipeline.login_step(&self.dialect, operation).await
    }

    /// The wall clock, for expiry dates.
    pub fn now(&self) -> jiff::Timestamp {
        self.pipeline.timing().now()
    }
}
