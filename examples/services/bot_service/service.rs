//! What every request shares: the ERP, the settings, the limits.

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use isp_core::{Document, Error, Isp, Secret};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::failure::Failure;
use crate::health::Health;
use crate::writes::Writes;

/// How the service is run.
pub(crate) struct Settings {
    /// What a caller must present.
    pub(crate) token: Secret,
    /// How many requests are in flight at most. One more is refused at once: in a queue it would wait
    /// longer than its caller does, and nobody would see that the ERP is slow.
    pub(crate) at_once: u32,
    /// How long a caller waits. A write goes on without its caller, up to the limit of the ERP's client.
    pub(crate) time_limit: Duration,
    /// How long requests in flight may take once the service is told to stop.
    pub(crate) stop_limit: Duration,
    /// A customer whom the ERP is asked for, to see whether the service is ready.
    pub(crate) probe: Document,
}

/// The service. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Service(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) isp: Arc<dyn Isp>,
    pub(crate) settings: Settings,
    pub(crate) health: Health,
    pub(crate) writes: Writes,
    permits: Arc<Semaphore>,
}

/// The place of a request among those in flight. A write keeps it after its caller has left.
#[derive(Clone)]
pub(crate) struct InFlight(
    #[allow(dead_code, reason = "held, not read")] Arc<OwnedSemaphorePermit>,
);

impl Service {
    pub(crate) fn new(isp: Arc<dyn Isp>, settings: Settings) -> Self {
        let permits = usize::try_from(settings.at_once).unwrap_or(Semaphore::MAX_PERMITS);
        Self(Arc::new(Shared {
            isp,
            settings,
            health: Health::default(),
            writes: Writes::default(),
            permits: Arc::new(Semaphore::new(permits)),
        }))
    }

    /// A read, for as long as a caller waits. It changes nothing, so it may be dropped at any moment.
    pub(crate) async fn read<T>(
        &self,
        read: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failure> {
        match timeout(self.settings.time_limit, read).await {
            Ok(result) => result.map_err(Failure::from),
            Err(_) => Err(Failure::read_timeout()),
        }
    }

    /// Waits until nothing is in flight, writes without a caller included.
    pub(crate) async fn idle(&self) {
        let _ = self.permits.acquire_many(self.settings.at_once).await;
    }
}

impl Deref for Service {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Refuses a request if too many are in flight.
pub(crate) async fn limit_in_flight(
    State(service): State<Service>,
    mut request: Request,
    next: Next,
) -> Response {
    let Ok(permit) = Arc::clone(&service.permits).try_acquire_owned() else {
        return Failure::busy().into_response();
    };
    let in_flight = InFlight(Arc::new(permit));
    request.extensions_mut().insert(in_flight.clone());
    let response = next.run(request).await;
    drop(in_flight);
    response
}
