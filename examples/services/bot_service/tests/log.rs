//! What the log says, and what it never does.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, Once};

use isp_core::testing::IspMethod;
use isp_core::{Error, ErrorKind};

use super::harness::{MARIA, TOKEN, in_memory, mk, search, start, ticket};

/// The log of one test, which runs in one thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

thread_local!(static LOG: Log = Log::default());

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Every test that starts the service begins with it: where another thread meets a line of the log before
/// there is a subscriber, `tracing` may leave it out from then on.
pub(super) fn log_everything() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(tracing::Level::TRACE)
            .with_writer(|| LOG.with(Log::clone))
            .init();
    });
}

#[tokio::test]
async fn each_request_is_one_line_with_its_route_and_the_whole_error() {
    log_everything();
    let isp = in_memory();
    let service = start(isp.clone()).await;
    service.get("/customers/10123/invoices").await;
    let error = Error::new(ErrorKind::NotUnderstood, "HTML instead of JSON");
    isp.fail_next(IspMethod::Connections, error.with_operation("WSMKConexoesPorCliente"));
    service.get("/customers/10123/connections").await;
    let text = LOG.with(Log::text);
    let line = |route: &str| text.lines().find(|line| line.contains(route)).unwrap();
    let read = line("route=\"/customers/{customer}/invoices\"");
    assert!(read.contains("INFO") && read.contains("status=200"), "{read}");
    let failed = line("route=\"/customers/{customer}/connections\"");
    assert!(failed.contains("WARN") && failed.contains("status=502"), "{failed}");
    assert!(failed.contains("WSMKConexoesPorCliente"), "{failed}");
    assert!(!text.contains("10123"), "{text}");
}

#[tokio::test]
async fn no_document_token_password_or_name_is_in_the_log_even_at_its_most_detailed() {
    log_everything();
    let (simulator, isp) = mk().await;
    let service = start(isp).await;
    service.get("/health/ready").await;
    service.send(search(MARIA)).await;
    service.send(search("529.982.247-26")).await;
    service.send(ticket("1")).await;
    service.get("/customers/10123/invoices/900101/payment").await;
    assert!(service.stop().await);
    let text = LOG.with(Log::text);
    assert!(text.contains("/customers/search") && text.contains("WSMKConsultaDoc"), "{text}");
    for secret in [
        MARIA,
        "52998224725",
        "529.982.247-26",
        "MARIA",
        TOKEN,
        simulator.user_token(),
        simulator.profile_password(),
        "Desde ontem",
    ] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
