//! The server: it accepts connections, injects faults, and remembers what it has served.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::faults::{FaultQueue, InjectedFault};
use super::message::{ServedBy, SimulatedRequest, SimulatedResponse};

/// A request that was served, with the fault that was injected.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Served {
    /// The request.
    pub request: SimulatedRequest,
    /// The fault, if any.
    pub fault: Option<InjectedFault>,
}

/// How many requests are remembered: a simulator may run for days.
const REMEMBERED: usize = 50_000;

/// A running server. It stops when dropped.
pub struct LoopbackServer {
    address: SocketAddr,
    faults: FaultQueue,
    served: Arc<Mutex<VecDeque<Served>>>,
    task: JoinHandle<()>,
}

impl LoopbackServer {
    /// Starts on a free port of 127.0.0.1.
    pub async fn start(service: impl ServedBy) -> io::Result<Self> {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), service).await
    }

    /// Starts at a chosen address.
    pub async fn start_at(address: SocketAddr, service: impl ServedBy) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let faults = FaultQueue::default();
        let served = Arc::<Mutex<VecDeque<Served>>>::default();
        let service = Arc::new(Service {
            answering: Box::new(service),
            faults: faults.clone(),
            served: Arc::clone(&served),
        });
        let task = tokio::spawn(accept(listener, service));
        Ok(Self { address, faults, served, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL, plain HTTP.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Faults for the next requests.
    pub fn faults(&self) -> &FaultQueue {
        &self.faults
    }

    /// The requests so far, in order, the last 50 000 at the most. They hold the secrets that the
    /// client sent.
    pub fn served(&self) -> Vec<Served> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// How many of them had a path containing `part`.
    pub fn count(&self, part: &str) -> usize {
        self.served().iter().filter(|served| served.request.path.contains(part)).count()
    }
}

impl Drop for LoopbackServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for LoopbackServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoopbackServer").field("address", &self.address).finish_non_exhaustive()
    }
}

/// What all connections share.
struct Service {
    answering: Box<dyn ServedBy>,
    faults: FaultQueue,
    served: Arc<Mutex<VecDeque<Served>>>,
}

/// Accepts connections, all in one set, so that dropping the server closes them.
async fn accept(listener: TcpListener, service: Arc<Service>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        while connections.try_join_next().is_some() {}
        let service = Arc::clone(&service);
        connections.spawn(async move {
            let answered = service_fn(move |request| {
                let service = Arc::clone(&service);
                async move { service.serve(request).await }
            });
            // A client that disconnects is not a server error.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), answered)
                .await;
        });
    }
}

type SimulatedBody = UnsyncBoxBody<Bytes, io::Error>;

impl Service {
    async fn serve(&self, request: Request<Incoming>) -> io::Result<Response<SimulatedBody>> {
        let request = read(request).await?;
        let fault = self.faults.take(&request.path);
        let served = Served { request: request.clone(), fault: fault.clone() };
        {
            let mut log = self.served.lock().unwrap_or_else(PoisonError::into_inner);
            if log.len() >= REMEMBERED {
                log.pop_front();
            }
            log.push_back(served);
        }
        let other = |status, kind: &str, body: &[u8]| {
            SimulatedResponse::new(status, kind, Bytes::copy_from_slice(body))
        };
        let answer = || self.answering.answer(&request);
        match fault {
            None => write(answer(), None),
            Some(InjectedFault::CloseBefore) => Err(closed()),
            Some(InjectedFault::CloseAfter) => {
                answer();
                Err(closed())
            }
            Some(InjectedFault::CutAfter(bytes)) => write(answer(), Some(bytes)),
            Some(InjectedFault::Slow(delay)) => {
                pause(delay).await;
                write(answer(), None)
            }
            Some(InjectedFault::Status(status)) => {
                write(other(status, "text/plain", b"fault"), None)
            }
            Some(InjectedFault::Busy { status, retry_after }) => write(
                other(status, "text/plain", b"busy").with_header("retry-after", retry_after),
                None,
            ),
            Some(InjectedFault::Body { content_type, body }) => {
                write(other(200, content_type, &body), None)
            }
            Some(InjectedFault::Redirect(to)) => {
                write(other(302, "text/html", b"").with_header("location", to), None)
            }
        }
    }
}

/// Waits in real time: the server simulates another machine, which the stopped clock of a test does
/// not stop.
fn pause(delay: Duration) -> impl Future<Output = ()> {
    tokio::time::sleep(delay)
}

fn closed() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "closed on purpose")
}

async fn read(request: Request<Incoming>) -> io::Result<SimulatedRequest> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let query = head.uri.query().unwrap_or_default();
    Ok(SimulatedRequest {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect(),
        body,
    })
}

fn write(response: SimulatedResponse, cut: Option<usize>) -> io::Result<Response<SimulatedBody>> {
    let SimulatedResponse { status, headers, body } = response;
    let mut builder = Response::builder().status(status).header("content-length", body.len());
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    let body = match cut {
        None => http_body_util::Full::new(body)
            .map_err(|never: Infallible| match never {})
            .boxed_unsync(),
        Some(bytes) => {
            let head = body.slice(..bytes.min(body.len()));
            let frames = [Ok(Frame::data(head)), Err(closed())];
            StreamBody::new(futures_util::stream::iter(frames)).boxed_unsync()
        }
    };
    builder.body(body).map_err(io::Error::other)
}
