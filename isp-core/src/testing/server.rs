//! An HTTP server on loopback.

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

use super::trouble::{Trouble, Troubles};

/// A request as a simulator sees it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SimulatedRequest {
    /// HTTP method.
    pub method: String,
    /// Path, percent-encoded as it came.
    pub path: String,
    /// Query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Bytes,
}

impl SimulatedRequest {
    /// The first query parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A response of a simulator.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SimulatedResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Bytes,
}

impl SimulatedResponse {
    /// A response with a content type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type", content_type.to_owned())], body: body.into() }
    }

    /// Adds a header.
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// What answers: a vendor's simulator.
pub trait ServedBy: Send + Sync + 'static {
    /// Answers one request.
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse;
}

/// A request that was served, with the trouble it ran into.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Served {
    /// The request.
    pub request: SimulatedRequest,
    /// The trouble, if any.
    pub trouble: Option<Trouble>,
}

/// How many requests are remembered: a simulator may run for days.
const REMEMBERED: usize = 50_000;

/// A running server. It stops when dropped.
pub struct LoopbackServer {
    address: SocketAddr,
    troubles: Troubles,
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
        let troubles = Troubles::default();
        let served = Arc::<Mutex<VecDeque<Served>>>::default();
        let desk = Arc::new(Desk {
            service: Box::new(service),
            troubles: troubles.clone(),
            served: Arc::clone(&served),
        });
        let task = tokio::spawn(accept(listener, desk));
        Ok(Self { address, troubles, served, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL, plain HTTP.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Troubles for the next requests.
    pub fn troubles(&self) -> &Troubles {
        &self.troubles
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

struct Desk {
    service: Box<dyn ServedBy>,
    troubles: Troubles,
    served: Arc<Mutex<VecDeque<Served>>>,
}

/// Connections live in one set, so that dropping the server closes them all.
async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        while connections.try_join_next().is_some() {}
        let desk = Arc::clone(&desk);
        connections.spawn(async move {
            let service = service_fn(move |request| {
                let desk = Arc::clone(&desk);
                async move { desk.serve(request).await }
            });
            // A client that goes away is no news.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

type SimulatedBody = UnsyncBoxBody<Bytes, io::Error>;

impl Desk {
    async fn serve(&self, request: Request<Incoming>) -> io::Result<Response<SimulatedBody>> {
        let request = read(request).await?;
        let trouble = self.troubles.take(&request.path);
        let served = Served { request: request.clone(), trouble: trouble.clone() };
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
        let answer = || self.service.answer(&request);
        match trouble {
            None => write(answer(), None),
            Some(Trouble::CloseBefore) => Err(closed()),
            Some(Trouble::CloseAfter) => {
                answer();
                Err(closed())
            }
            Some(Trouble::CutAfter(bytes)) => write(answer(), Some(bytes)),
            Some(Trouble::Slow(delay)) => {
                pause(delay).await;
                write(answer(), None)
            }
            Some(Trouble::Status(status)) => write(other(status, "text/plain", b"trouble"), None),
            Some(Trouble::Busy { status, retry_after }) => write(
                other(status, "text/plain", b"busy").with_header("retry-after", retry_after),
                None,
            ),
            Some(Trouble::Body { content_type, body }) => {
                write(other(200, content_type, &body), None)
            }
            Some(Trouble::Redirect(to)) => {
                write(other(302, "text/html", b"").with_header("location", to), None)
            }
        }
    }
}

/// The pause is real: the server stands for a machine that tests' stopped clocks do not reach.
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
