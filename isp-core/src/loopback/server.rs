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
const REMEMBERED: usize = 4_000;

/// How much of each body is remembered, in bytes.
const REMEMBERED_BODY: usize = 64 * 1024;

/// The largest body that is read, in bytes. No ERP takes as much.
const LARGEST_BODY: usize = 8 * 1024 * 1024;

/// How much of a larger body is received, and dropped, so that its sender hears the refusal.
const LARGEST_DROPPED: usize = 256 * 1024 * 1024;

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

    /// The last requests, in order: 4 000 at the most, each with the first 64 KiB of its body. They hold
    /// the secrets that the client sent. A request with a body of more than 8 MiB is among them, but is
    /// answered with 413 and takes no effect.
    pub fn served(&self) -> Vec<Served> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// How many of them had a path containing `part`.
    pub fn count(&self, part: &str) -> usize {
        let served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.iter().filter(|served| served.request.path.contains(part)).count()
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
        let (request, is_whole) = read(request).await?;
        let other = |status, kind: &str, body: &[u8]| {
            SimulatedResponse::new(status, kind, Bytes::copy_from_slice(body))
        };
        let fault = if is_whole { self.faults.take(&request.path) } else { None };
        self.remember(&request, fault.as_ref());
        if !is_whole {
            return write(other(413, "text/plain", b"the body is too large"), None);
        }
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

impl Service {
    fn remember(&self, request: &SimulatedRequest, fault: Option<&InjectedFault>) {
        let mut request = request.clone();
        if request.body.len() > REMEMBERED_BODY {
            // A copy: a part of the body would keep the whole of it.
            request.body = Bytes::copy_from_slice(&request.body.slice(..REMEMBERED_BODY));
        }
        let mut log = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        if log.len() >= REMEMBERED {
            log.pop_front();
        }
        log.push_back(Served { request, fault: fault.cloned() });
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

/// The request, and whether its body is whole and not only the beginning of one that is too large.
async fn read(request: Request<Incoming>) -> io::Result<(SimulatedRequest, bool)> {
    let (head, mut incoming) = request.into_parts();
    let (mut body, mut received) = (Vec::new(), 0_usize);
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame.map_err(io::Error::other)?.into_data() else { continue };
        received = received.saturating_add(data.len());
        if received > LARGEST_DROPPED {
            return Err(closed());
        }
        if received <= LARGEST_BODY {
            body.extend_from_slice(&data);
        } else {
            body.truncate(REMEMBERED_BODY);
            body.shrink_to_fit();
        }
    }
    let query = head.uri.query().unwrap_or_default();
    let request = SimulatedRequest {
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
        body: body.into(),
    };
    Ok((request, received <= LARGEST_BODY))
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
