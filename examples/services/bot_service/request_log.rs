//! One line in the log for each request: its route as it is written in the program, never its address.

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

use crate::failure::LogLine;

/// Logs the request, and forbids caches to keep the answer.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;

    let route = route.as_ref().map_or("no route", MatchedPath::as_str);
    let status = response.status().as_u16();
    let milliseconds = begun.elapsed().as_millis();
    if let Some(LogLine(error)) = response.extensions().get() {
        tracing::warn!(%method, route, status, milliseconds, error);
    } else {
        tracing::info!(%method, route, status, milliseconds);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
