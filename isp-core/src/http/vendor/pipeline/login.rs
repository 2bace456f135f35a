//! The token of an attempt: held already, or fetched by a login.

use std::iter::once;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use super::Pipeline;
use super::run::Run;
use crate::error::{Error, ErrorKind};
use crate::http::observer::LoginAttempt;
use crate::http::operation::Operation;
use crate::http::operation_spec::OperationSpec;
use crate::http::reply::Reply;
use crate::http::timing::within;
use crate::http::vendor::dialect::Login;
use crate::http::vendor::tokens::{
    Grant, LoginFuture, Need, ObtainFuture, Obtained, Token, TokenKey, Wanted,
};
use crate::secret::Secret;

/// The longest wait for a renewal while the held token is good.
const RENEWAL_PATIENCE: Duration = Duration::from_secs(5);

impl Pipeline {
    /// The token that the operation needs, of a later login than the one `refused`; `None` where it
    /// needs none.
    pub(super) async fn grant(
        self: &Arc<Self>,
        run: &Run<'_>,
        refused: Option<u64>,
    ) -> Result<Option<Grant>, Error> {
        let Some(key) = run.dialect.token_key(run.spec) else {
            return Ok(None);
        };
        let obtain = |need| self.obtain(run, &key, need);
        let left = run.left(self);
        let wanted = Wanted {
            key: &key,
            operation: run.spec.name,
            refused: refused.unwrap_or_default(),
            // Most of the time that is left is for the call itself.
            patience: (left / 4).min(RENEWAL_PATIENCE),
        };
        let acquired = pin!(self.tokens.acquire(wanted, obtain));
        let grant = within(&*self.timing, left, acquired).await;
        let grant = grant
            .map_err(|_| Error::new(ErrorKind::Timeout, "the login did not finish in time"))??;
        run.span.record("isp.token.generation", grant.generation());
        Ok(Some(grant))
    }

    /// A login, or the token of another client's login where tokens are shared.
    fn obtain(self: &Arc<Self>, run: &Run<'_>, key: &TokenKey, need: Need) -> ObtainFuture {
        let login = Login { pipeline: Arc::clone(self), dialect: Arc::clone(run.dialect) };
        let login: LoginFuture = Box::pin(login.finish(run.spec));
        if let (Need::Other(held), Some(shared)) = (need, &self.shared)
            && let Some(account) = run.dialect.account()
        {
            let system = Secret::new(run.dialect.system());
            let parts = account.parts().iter().chain(key.parts()).cloned();
            let key = TokenKey::new(once(system).chain(parts));
            return Box::pin(Arc::clone(shared).obtain(Arc::clone(run.dialect), key, held, login));
        }
        Box::pin(async { login.await.map(Obtained::by_login) })
    }
}

impl Login {
    /// Runs one step of the login.
    pub async fn run<O: Operation>(&self, operation: O) -> Result<Reply<O::Output>, Error> {
        self.pipeline.login_step(&self.dialect, operation).await
    }

    /// The wall clock, for expiry dates.
    pub fn now(&self) -> jiff::Timestamp {
        self.pipeline.timing.now()
    }

    /// The whole login, within its time limit; the observer receives the result.
    async fn finish(self, spec: &'static OperationSpec) -> Result<Token, Error> {
        let Self { pipeline, dialect } = &self;
        let timing = &*pipeline.timing;
        let started = timing.elapsed();
        let login = pin!(dialect.login(spec, &self));
        let ended = within(timing, pipeline.limits.login, login).await;
        let result = ended.unwrap_or_else(|_| {
            Err(Error::new(ErrorKind::Timeout, "the login took too long")
                .with_system(dialect.system()))
        });
        if let Some(observer) = &pipeline.observer {
            observer.login(&LoginAttempt {
                system: dialect.system(),
                operation: spec.name,
                failure: result.as_ref().err().map(Error::kind),
                elapsed: timing.elapsed().saturating_sub(started),
            });
        }
        result
    }
}
