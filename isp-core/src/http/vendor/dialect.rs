//! One vendor's manner of speaking.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;

use super::fault::Fault;
use super::pipeline::Pipeline;
use super::request_signer::RequestSigner;
use super::tokens::{Token, TokenKey};
use crate::error::Error;
use crate::http::answer::Answer;
use crate::http::base_url::BaseUrl;
use crate::http::operation_spec::OperationSpec;
use crate::secret::Secret;
use crate::wire::{Drift, JsonError};

/// How one vendor logs in, signs, writes text and reports errors, on behalf of one login.
#[async_trait]
pub trait Dialect: Send + Sync + 'static {
    /// The vendor's name for people, such as `MK Webservices`.
    fn system(&self) -> &'static str;

    /// Where the operation lives.
    fn base_url(&self, spec: &OperationSpec) -> &BaseUrl;

    /// Which token the operation needs; `None` for a login.
    fn token_key(&self, spec: &OperationSpec) -> Option<TokenKey>;

    /// Fetches the token of [`Dialect::token_key`].
    async fn login(&self, spec: &'static OperationSpec, login: &Login) -> Result<Token, Error>;

    /// Whether the token covers the operation, asked before the network is touched.
    fn authorise(&self, spec: &OperationSpec, token: &Token) -> Result<(), Error> {
        let _ = (spec, token);
        Ok(())
    }

    /// Adds what every request carries, anew for each attempt; `token` is `None` for a login.
    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>);

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

/// What a dialect logs in with: runs an operation without a token, under the login's own deadline.
#[allow(missing_debug_implementations)]
pub struct Login {
    pub(super) pipeline: Arc<Pipeline>,
    pub(super) dialect: Arc<dyn Dialect>,
}
