//! A TCP server on loopback that misbehaves by bytes: it answers logins and warm-up requests, and
//! once told to, treats the requests of one operation as a fault says.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// When the server acts on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// As soon as the connection is made.
    Connected,
    /// At the first byte of the request.
    FirstByte,
    /// When the whole request has been read.
    Read,
}

/// What the server does after it has written its answer.
#[derive(Debug, Clone)]
pub(crate) enum End {
    /// It closes the connection in order.
    Close,
    /// It resets the connection.
    Reset,
    /// It does nothing more, and leaves the connection open.
    Hold,
    /// It writes this again and again, with a pause after each.
    Repeat(Vec<u8>, Duration),
}

/// How the server treats a request.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) when: When,
    pub(crate) answer: Answer,
    pub(crate) end: End,
}

/// The bytes of an answer; some are only known when it is given.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Bytes(Vec<u8>),
    /// A redirect to where nobody may go, with this status.
    RedirectElsewhere(u16),
    /// A redirect to the address of the request itself.
    RedirectToItself,
    /// This status with the date so many seconds from now as `Retry-After`.
    RetryAt(u16, i64),
}

/// What happens to the requests of an operation and to the logins, once the fault is on.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    /// The answer to the first request of the operation, if it differs.
    pub(crate) first: Option<Vec<u8>>,
    pub(crate) operation: Act,
    /// `None`: logins go well.
    pub(crate) login: Option<Act>,
    /// Connections are kept open after an answer while the fault is off.
    pub(crate) keeps_connections: bool,
    /// A kept connection is closed behind the client's back right after the last answer.
    pub(crate) closes_idle: bool,
}

/// Answers while nothing is wrong.
pub(crate) struct Healthy {
    pub(crate) is_login: fn(&str) -> bool,
    pub(crate) login: &'static str,
    pub(crate) other: &'static str,
    /// The operation under test is a login itself.
    pub(crate) login_is_tested: bool,
}

/// What was counted since the fault is on.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Connections that the fault met before anything was read.
    pub(crate) connections: AtomicUsize,
    pub(crate) logins: AtomicUsize,
    /// Requests to where a redirect pointed.
    pub(crate) elsewhere: AtomicUsize,
    /// When each request of the operation came and when it was answered.
    pub(crate) arrivals: Mutex<Vec<(Instant, Option<Instant>)>>,
}

impl Counts {
    pub(crate) fn arrived(&self) -> usize {
        self.arrivals.lock().unwrap().len()
    }

    /// The shortest time between an answer and the next request of the operation.
    pub(crate) fn shortest_gap(&self) -> Option<Duration> {
        let arrivals = self.arrivals.lock().unwrap();
        let pairs = arrivals.iter().zip(arrivals.iter().skip(1));
        pairs.filter_map(|((_, answered), (next, _))| Some(*next - (*answered)?)).min()
    }
}

struct Shared {
    script: Script,
    healthy: Healthy,
    counts: Counts,
    is_on: AtomicBool,
    address: SocketAddr,
    elsewhere: SocketAddr,
}

/// The server. It stops when dropped.
pub(crate) struct FaultServer {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
    /// Keeps the port, without listening, when the server no longer does.
    _port: TcpSocket,
}

impl FaultServer {
    pub(crate) async fn start(script: Script, healthy: Healthy) -> Self {
        let port = TcpSocket::new_v4().unwrap();
        port.set_reuseaddr(true).unwrap();
        port.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = port.local_addr().unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(address).unwrap();
        let listener = socket.listen(64).unwrap();
        let redirects = matches!(script.operation.answer, Answer::RedirectElsewhere(_));
        let other =
            if redirects { Some(TcpListener::bind("127.0.0.1:0").await.unwrap()) } else { None };
        let elsewhere = other.as_ref().map_or(address, |other| other.local_addr().unwrap());
        let shared = Arc::new(Shared {
            script,
            healthy,
            counts: Counts::default(),
            is_on: AtomicBool::new(false),
            address,
            elsewhere,
        });
        let mut tasks = vec![tokio::spawn(accept(listener, Arc::clone(&shared)))];
        if let Some(other) = other {
            tasks.push(tokio::spawn(count_visitors(other, Arc::clone(&shared))));
        }
        Self { shared, tasks, _port: port }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.shared.counts
    }

    /// From now on the fault is on.
    pub(crate) fn turn_on(&self) {
        self.shared.is_on.store(true, Ordering::SeqCst);
    }

    /// No longer listens: connections are refused.
    pub(crate) async fn stop_listening(&mut self) {
        let listening = self.tasks.remove(0);
        listening.abort();
        let _ = listening.await;
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

async fn count_visitors(listener: TcpListener, shared: Arc<Shared>) {
    while listener.accept().await.is_ok() {
        shared.counts.elsewhere.fetch_add(1, Ordering::SeqCst);
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let _ = shared.serve(stream).await;
        });
    }
}

/// A request, as far as it matters here.
struct Request {
    target: String,
}

impl Shared {
    /// Serves one connection until it ends.
    async fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let on_connection = |act: &Act| act.when == When::Connected;
        if self.is_on.load(Ordering::SeqCst) && on_connection(&self.script.operation) {
            self.counts.connections.fetch_add(1, Ordering::SeqCst);
            return finish(&self.script.operation.end, stream).await;
        }
        loop {
            let mut begun = vec![0; 1];
            if stream.read(&mut begun).await? == 0 {
                return Ok(());
            }
            let is_on = self.is_on.load(Ordering::SeqCst);
            if is_on && self.script.operation.when == When::FirstByte {
                self.arrived();
                return finish(&self.script.operation.end, stream).await;
            }
            let request = read_request(begun, &mut stream).await?;
            let is_login =
                (self.healthy.is_login)(&request.target) && !self.healthy.login_is_tested;
            if is_on && is_login {
                self.counts.logins.fetch_add(1, Ordering::SeqCst);
            }
            match &self.script.login {
                Some(act) if is_login && is_on => {
                    return self.act(act, &request, stream).await;
                }
                _ if is_on && !is_login => {
                    let number = self.arrived();
                    if let (Some(first), 1) = (&self.script.first, number) {
                        stream.write_all(first).await?;
                        self.answered();
                        return stream.shutdown().await;
                    }
                    return self.act(&self.script.operation, &request, stream).await;
                }
                _ => {
                    let body = if is_login { self.healthy.login } else { self.healthy.other };
                    let kept = self.script.keeps_connections;
                    let word = if kept { "keep-alive" } else { "close" };
                    let length = body.len();
                    let answer = format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
                         content-length: {length}\r\nconnection: {word}\r\n\r\n{body}"
                    );
                    stream.write_all(answer.as_bytes()).await?;
                    if !kept || (self.script.closes_idle && !is_login) {
                        return stream.shutdown().await;
                    }
                }
            }
        }
    }

    /// Counts a request of the operation, and says its number.
    fn arrived(&self) -> usize {
        let mut arrivals = self.counts.arrivals.lock().unwrap();
        arrivals.push((Instant::now(), None));
        arrivals.len()
    }

    fn answered(&self) {
        if let Some((_, answered)) = self.counts.arrivals.lock().unwrap().last_mut() {
            *answered = Some(Instant::now());
        }
    }

    async fn act(
        &self,
        act: &Act,
        request: &Request,
        mut stream: TcpStream,
    ) -> std::io::Result<()> {
        // The moment before writing: a client may ask again before the write has returned.
        self.answered();
        stream.write_all(&self.bytes(&act.answer, request)).await?;
        finish(&act.end, stream).await
    }

    fn bytes(&self, answer: &Answer, request: &Request) -> Vec<u8> {
        let redirect = |status: u16, to: String| {
            format!(
                "HTTP/1.1 {status} Moved\r\nlocation: {to}\r\ncontent-length: 0\r\n\
                 connection: close\r\n\r\n"
            )
        };
        match answer {
            Answer::Bytes(bytes) => return bytes.clone(),
            Answer::RedirectElsewhere(status) => {
                redirect(*status, format!("http://{}{}", self.elsewhere, request.target))
            }
            Answer::RedirectToItself => redirect(302, request.target.clone()),
            Answer::RetryAt(status, seconds) => {
                let date = http_date(*seconds);
                format!(
                    "HTTP/1.1 {status} Busy\r\nretry-after: {date}\r\ncontent-length: 0\r\n\
                     connection: close\r\n\r\n"
                )
            }
        }
        .into_bytes()
    }
}

#[allow(clippy::disallowed_methods, reason = "a server has its own clock")]
fn http_date(seconds_from_now: i64) -> String {
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds_from_now);
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

async fn finish(end: &End, mut stream: TcpStream) -> std::io::Result<()> {
    match end {
        End::Close => stream.shutdown().await,
        End::Reset => stream.set_zero_linger(),
        End::Hold => {
            // Until the client gives up.
            while stream.read(&mut [0; 1024]).await? > 0 {}
            Ok(())
        }
        End::Repeat(piece, pause) => loop {
            stream.write_all(piece).await?;
            if pause.is_zero() {
                tokio::task::yield_now().await;
            } else {
                tokio::time::sleep(*pause).await;
            }
        },
    }
}

async fn read_request(begun: Vec<u8>, stream: &mut TcpStream) -> std::io::Result<Request> {
    let mut read = begun;
    let mut piece = [0; 4096];
    loop {
        if let Some(length) = whole_length(&read)
            && read.len() >= length
        {
            let head = String::from_utf8_lossy(&read);
            let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
            return Ok(Request { target });
        }
        match stream.read(&mut piece).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            n => read.extend_from_slice(&piece[..n]),
        }
    }
}

/// The length of the request, once its head is there.
fn whole_length(read: &[u8]) -> Option<usize> {
    let head = read.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
    let body = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    Some(head + body.map_or(0, |length| length.trim().parse().unwrap()))
}
