//! How one vendor's API works: addresses, login, signature, text, errors.

use std::sync::Arc;

use async_trait::async_trait;

use super::fault::Fault;
use super::pipeline::Pipeline;
use super::request_signer::RequestSigner;
use super::tokens::{Token, TokenKey};
use crate::error::Error;
use crate::http::answer::Answer;
use crate::http::base_url::BaseUrl;
use crate::http::operation_spec::OperationSpec;
use crate::secret::Secret;
use crate::wire::{Drift, Node, TextEncoding};

/// How one vendor logs in, signs, writes text and reports errors, on behalf of one login.
#[crate::readable_signatures]
#[async_trait]
pub trait Dialect: Send + Sync + 'static {
    /// The vendor's name for people, such as `MK Webservices`.
    fn system(&self) -> &'static str;

    /// The base URL of the operation.
    fn base_url(&self, spec: &OperationSpec) -> &BaseUrl;

    /// Which token the operation needs; `None` for a login.
    fn token_key(&self, spec: &OperationSpec) -> Option<TokenKey>;

    /// Fetches the token of [`Dialect::token_key`].
    async fn login(&self, spec: &'static OperationSpec, login: &Login) -> Result<Token, Error>;

    /// The login beyond this client: its address, and every credential that it sends. Clients of one
    /// account share their tokens by a [`TokenStore`](crate::http::TokenStore). `None`, the default:
    /// tokens stay in the memory of the client.
    fn account(&self) -> Option<TokenKey> {
        None
    }

    /// What [`Token::facts`] holds, as text that is kept beside the token.
    fn write_facts(&self, token: &Token) -> Option<Secret> {
        let _ = token;
        None
    }

    /// Adds to a token what [`write_facts`](Self::write_facts) wrote; `None` if that cannot be read,
    /// which leads to a new login.
    fn read_facts(&self, token: Token, facts: Option<&Secret>) -> Option<Token> {
        let _ = facts;
        Some(token)
    }

    /// Whether the token covers the operation, asked before anything is sent.
    fn authorise(&self, spec: &OperationSpec, token: &Token) -> Result<(), Error> {
        let _ = (spec, token);
        Ok(())
    }

    /// Signs the request, anew for each attempt; `token` is `None` for a login.
    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>);

    /// How this vendor writes text.
    fn encoding(&self) -> TextEncoding;

    /// What is wrong with the answer, or what is unexpected in an answer that is accepted.
    ///
    /// The HTTP status decides first. A read is accepted if the answer says in a documented form
    /// that it succeeded; a write only if the answer also holds the operation's
    /// [`Proof`](crate::http::Proof).
    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault>;

    /// What is wrong with one row of a list that is read while it arrives, before
    /// [`classify`](Self::classify) sees the rest of the answer with its first row alone. By default
    /// nothing.
    fn classify_row(&self, spec: &OperationSpec, row: Node<'_>) -> Result<(), Fault> {
        let _ = (spec, row);
        Ok(())
    }

    /// What must be replaced in everything kept of a call, besides the secrets of the request.
    fn secrets(&self) -> Vec<Secret>;
}

/// What a dialect logs in with: runs an operation without a token, within the time limit of logins.
#[allow(missing_debug_implementations)]
pub struct Login {
    pub(super) pipeline: Arc<Pipeline>,
    pub(super) dialect: Arc<dyn Dialect>,
}
