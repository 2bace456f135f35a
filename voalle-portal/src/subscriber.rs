//! The portal as one subscriber sees it.

use std::fmt;
use std::sync::Arc;

use isp_core::http::{Call as CoreCall, Dialect, Operation, Pipeline};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use crate::call::Call;
use crate::dialect::{Provider, SubscriberDialect};
use crate::isp::SubscriberIsp;
use crate::operations::authentication::PortalAuthentication;
use crate::operations::people::Person;

/// The portal on behalf of one subscriber. Made by [`Client::subscriber`](crate::Client::subscriber);
/// cheap to clone.
///
/// All the answers are about this subscriber alone: somebody else's data are forbidden, not empty.
#[derive(Clone)]
pub struct Subscriber {
    pipeline: Arc<Pipeline>,
    dialect: Arc<SubscriberDialect>,
}

impl Subscriber {
    pub(crate) fn new(
        pipeline: Arc<Pipeline>,
        provider: Arc<Provider>,
        username: Secret,
        password: Secret,
    ) -> Self {
        let dialect = Arc::new(SubscriberDialect::new(provider, username, password));
        Self { pipeline, dialect }
    }

    /// A call of any operation, also of one that you wrote yourself.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        let dialect: Arc<dyn Dialect> = Arc::<SubscriberDialect>::clone(&self.dialect);
        Call(CoreCall::new(Arc::clone(&self.pipeline), dialect, operation))
    }

    /// The subscriber's own record, by `whoami`. Logs in if need be, so it also tells whether user
    /// name and password are right.
    pub async fn person(&self) -> Result<Person, Error> {
        Ok(self.whoami().await?.data)
    }

    /// The subscriber's person id, as the login told it or else by `whoami`.
    pub async fn person_id(&self) -> Result<u64, Error> {
        if let Some(id) = self.dialect.person_id() {
            return Ok(id);
        }
        // Asking anything logs in, and the login tells the id, even where `whoami` is missing.
        let answer = self.whoami().await;
        match self.dialect.person_id() {
            Some(id) => Ok(id),
            None => answer.map(|answer| answer.data.id),
        }
    }

    /// Login of this subscriber. Every call logs in by itself; this is for whoever wants to look.
    ///
    /// `GET /portal_authentication`
    #[doc(alias = "/portal_authentication")]
    pub fn portal_authentication(&self) -> Call<PortalAuthentication> {
        self.call(self.dialect.portal_authentication())
    }

    /// This subscriber in the vocabulary shared with other ERPs.
    pub fn isp(&self) -> SubscriberIsp {
        SubscriberIsp::new(self.clone())
    }

    /// The zone of the times that the server writes.
    pub(crate) fn time_zone(&self) -> &TimeZone {
        self.dialect.time_zone()
    }
}

impl fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber").finish_non_exhaustive()
    }
}
