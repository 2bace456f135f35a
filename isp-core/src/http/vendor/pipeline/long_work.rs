//! Long answers are read away from the worker that serves other tasks.

/// Bodies of more bytes than this are read on a thread of their own: shorter ones take less than
/// about a millisecond.
pub(super) const LONG: usize = 256 * 1024;

/// What is wrong where [`elsewhere`] gives nothing.
pub(super) const INTERRUPTED: &str =
    "the answer was not read to its end, because the runtime is shutting down";

/// Does `work` on a thread on which nobody waits; `None` if the runtime ends it.
pub(super) async fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}
