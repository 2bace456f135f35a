//! The portal as one subscriber sees it.

use std::fmt;
use std::io::Write;
use std::sync::Arc;

use isp_core::http::vendor::{Dialect, Pipeline};
use isp_core::http::{Call as CoreCall, Operation};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use crate::Call;
use crate::dialect::{Provider, SubscriberDialect};
use crate::operations::authentication::PortalAuthentication;
use crate::operations::invoices::write_pdf;
use crate::operations::people::Person;
use crate::ticket_defaults::TicketDefaults;

/// The portal on behalf of one subscriber. Made by
/// [`Client::subscriber`](crate::Client::subscriber); cheap to clone.
///
/// All answers are about this subscriber. A request for another person's data is refused.
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

    /// The same portal with another subscriber's login.
    pub(crate) fn with_login(&self, username: &str, password: &Secret) -> Self {
        let provider = self.dialect.provider();
        Self::new(Arc::clone(&self.pipeline), provider, Secret::new(username), password.clone())
    }

    /// A call of any operation, including your own.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        let dialect: Arc<dyn Dialect> = Arc::<SubscriberDialect>::clone(&self.dialect);
        Call(CoreCall::new(Arc::clone(&self.pipeline), dialect, operation))
    }

    /// The subscriber's own record, by `whoami`. A wrong user name or password is an error.
    pub async fn person(&self) -> Result<Person, Error> {
        Ok(self.whoami().await?.data)
    }

    /// The subscriber's person id, from the login or else from `whoami`.
    pub async fn person_id(&self) -> Result<u64, Error> {
        if let Some(id) = self.dialect.person_id() {
            return Ok(id);
        }
        // Any call logs in, and the login returns the id, even if the portal has no `whoami`.
        let answer = self.whoami().fields("id").await;
        match self.dialect.person_id() {
            Some(id) => Ok(id),
            None => answer.map(|answer| answer.data.id),
        }
    }

    /// Writes the PDF of a boleto, found by its title's `hash`, while it arrives, and returns its
    /// length in bytes. The writer must not block for long.
    ///
    /// Nothing is written unless the answer begins as a PDF does, so an error page is never
    /// written. A file that is cut short is an error: of one up to 64 KiB nothing was written then,
    /// of a larger one its beginning, which must be thrown away.
    pub async fn write_billet(
        &self,
        hash: &str,
        writer: &mut (impl Write + Send),
    ) -> Result<usize, Error> {
        write_pdf(self.financial_billet(hash).0.download().await?, writer).await
    }

    /// The person id, if a login has already returned it.
    pub(crate) fn known_person_id(&self) -> Option<u64> {
        self.dialect.person_id()
    }

    /// Login of this subscriber. Every call logs in by itself; this one returns the login's answer.
    ///
    /// `GET /portal_authentication`
    #[doc(alias = "/portal_authentication")]
    pub fn portal_authentication(&self) -> Call<PortalAuthentication> {
        self.call(self.dialect.portal_authentication())
    }

    pub(crate) fn ticket_defaults(&self) -> Option<TicketDefaults> {
        self.dialect.ticket_defaults()
    }

    /// The time zone of the server's times.
    pub(crate) fn time_zone(&self) -> &TimeZone {
        self.dialect.time_zone()
    }
}

impl fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber").finish_non_exhaustive()
    }
}
