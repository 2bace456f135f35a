//! Whether the service lives, and whether it is ready for requests.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::service::Service;

/// What is known of the service's own state.
#[derive(Default)]
pub(crate) struct Health {
    stopping: AtomicBool,
    /// Whether the ERP has answered under the configured login.
    proven: AtomicBool,
    probing: Mutex<()>,
}

impl Health {
    /// No longer ready: the service is about to stop.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
    }
}

/// `GET /health/live`: the process answers.
pub(crate) async fn live() -> Json<Value> {
    Json(json!({"live": true}))
}

/// `GET /health/ready`: the ERP has answered under the configured login at least once, and the service
/// is not about to stop.
///
/// An ERP that fails later does not make the service unready. It would do so for all replicas at once,
/// and the bot would get no answer at all instead of one that says what is wrong.
pub(crate) async fn ready(State(service): State<Service>) -> (StatusCode, Json<Value>) {
    let not_ready = |reason: &str| {
        (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"ready": false, "reason": reason})))
    };
    let health = &service.health;
    if health.stopping.load(Ordering::Acquire) {
        return not_ready("the service is stopping");
    }
    if health.proven.load(Ordering::Acquire) {
        return (StatusCode::OK, Json(json!({"ready": true})));
    }
    // Checks come often, and from several sides: the ERP is asked by one of them at a time.
    let Ok(_asking) = health.probing.try_lock() else {
        return not_ready("the ERP is being asked for the first time");
    };
    let probe = service.isp.customers_by_document(&service.settings.probe);
    match service.read(probe).await {
        Ok(_) => {
            health.proven.store(true, Ordering::Release);
            (StatusCode::OK, Json(json!({"ready": true})))
        }
        Err(failure) => {
            tracing::warn!(error = failure.log_line(), "not ready");
            not_ready("the ERP has not answered yet")
        }
    }
}
