//! Serving, and stopping without losing anything.

use std::future::Future;
use std::io;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use crate::routes::router;
use crate::service::Service;

/// Serves until `stop` is over. Then no connection is accepted any more, and what is in flight ends, for
/// as long as the settings allow. Returns whether all of it ended.
pub(crate) async fn serve(
    listener: TcpListener,
    service: Service,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<bool> {
    let limit = service.settings.stop_limit;
    let (stopping, stopped) = oneshot::channel();
    let told = service.clone();
    let server =
        axum::serve(listener, router(service.clone())).with_graceful_shutdown(async move {
            stop.await;
            told.health.stop();
            let _ = stopping.send(());
        });
    let out_of_time = async {
        match stopped.await {
            Ok(()) => sleep(limit).await,
            // The server has ended by itself.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = async { server.await } => ended?,
        () = out_of_time => return Ok(false),
    }
    // A write whose caller has left is in flight too.
    Ok(timeout(limit, service.idle()).await.is_ok())
}

/// Is over when the system asks the process to stop: SIGTERM, or Ctrl-C.
pub(crate) async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}

#[cfg(all(test, unix))]
#[tokio::test]
async fn sigterm_asks_the_service_to_stop() {
    let mut asked = std::pin::pin!(asked_to_stop());
    // The first look at it registers the signal.
    tokio::select! {
        biased;
        () = &mut asked => panic!("nobody has asked yet"),
        () = std::future::ready(()) => {}
    }
    let own = std::process::id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &own]).status().unwrap().success());
    timeout(std::time::Duration::from_secs(10), asked).await.unwrap();
}
