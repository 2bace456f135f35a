//! The server of both sides, in a process of its own: its answers are chosen by the customer's code.

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::{env, io, process, thread};

use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::long_list::LongList;
use crate::{Result, role};

/// The customer whose answer is three invoices.
pub(crate) const CUSTOMER: u64 = 10_123;
/// The customer whose answer is [`HOSTILE_SIZE`] bytes of small objects.
pub(crate) const HOSTILE: u64 = 666;
/// The path of a rule that answers its status alone.
pub(crate) const STATUS_PATH: &str = "/mk/WSMKStatus.rule";
/// The path of a long list; the customer's code is its length in megabytes.
pub(crate) const OPEN_INVOICES_PATH: &str = "/mk/WSMKFaturasAbertas.rule";
/// Length of the hostile answer, in bytes: as long as a client accepts by default.
pub(crate) const HOSTILE_SIZE: usize = 16 << 20;

const LOGIN: &str = include_str!("../../../mk-webservices/tests/fixtures/WSAutenticacao.ok.json");
const INVOICES: &str =
    include_str!("../../../mk-webservices/tests/fixtures/WSMKFaturasPendentes.ok.json");
const STATUS: &str = r#"{"status":"OK"}"#;

/// A running server; it ends with this value.
pub(crate) struct ServerProcess {
    child: Child,
    address: String,
}

impl ServerProcess {
    /// Starts this program in the role of a server and waits until it listens.
    pub(crate) fn start(role: &str) -> Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .args([role::FLAG, role])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut address = String::new();
        let output = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut address)?;
        Ok(Self { child, address: address.trim().to_owned() })
    }

    /// `http://` with host and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // The end of its input ends it.
        drop(self.child.stdin.take());
        if self.child.wait().is_err() {
            eprintln!("the server could not be awaited");
        }
    }
}

/// Runs a server until the input of this process ends, at the latest with the process that started it.
pub(crate) fn until_input_ends(serving: impl Future<Output = Result<()>>) -> Result<()> {
    thread::spawn(|| {
        let ended = io::stdin().read_to_end(&mut Vec::new());
        process::exit(i32::from(ended.is_err()));
    });
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(serving)
}

/// Tells the process that started this one where it listens.
pub(crate) fn print_address(address: &str) -> Result<()> {
    println!("{address}");
    Ok(io::stdout().flush()?)
}

/// Prints its address and serves.
pub(crate) fn serve() -> Result<()> {
    until_input_ends(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        print_address(&format!("http://{}", listener.local_addr()?))?;
        let hostile = hostile_answer();
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(serve_connection(stream, hostile.clone()));
        }
    })
}

async fn serve_connection(stream: TcpStream, hostile: Bytes) {
    let service = service_fn(move |request| {
        let answer = answer(&request, &hostile);
        async { Ok::<_, Infallible>(answer) }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // A client that ends in the middle of a connection is none of the bench's concern.
    if let Err(error) = connection.await
        && !error.is_incomplete_message()
    {
        eprintln!("the server lost a connection: {error}");
    }
}

type Body = Either<Full<Bytes>, LongList>;

fn answer(request: &Request<Incoming>, hostile: &Bytes) -> Response<Body> {
    let query = request.uri().query().unwrap_or_default();
    let code = |name: &str| -> Option<u64> {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name)?.1.parse().ok()
    };
    let fixed = |text: &'static str| Either::Left(Full::new(Bytes::from_static(text.as_bytes())));
    let body = match (request.uri().path(), code("cd_cliente"), code("cd_pessoa")) {
        ("/mk/WSAutenticacao.rule", ..) => fixed(LOGIN),
        ("/mk/WSMKFaturasPendentes.rule", Some(HOSTILE), _) => {
            Either::Left(Full::new(hostile.clone()))
        }
        ("/mk/WSMKFaturasPendentes.rule", Some(CUSTOMER), _) => fixed(INVOICES),
        (OPEN_INVOICES_PATH, _, Some(megabytes)) => Either::Right(LongList::new(megabytes)),
        (STATUS_PATH, ..) => fixed(STATUS),
        _ => {
            let mut nothing = Response::new(fixed(""));
            *nothing.status_mut() = hyper::StatusCode::NOT_FOUND;
            return nothing;
        }
    };
    let mut response = Response::new(body);
    let json = hyper::header::HeaderValue::from_static("application/json;charset=UTF-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

/// `[{"a":0},{"a":0},…]`: much to hold for a program that keeps a tree of it.
fn hostile_answer() -> Bytes {
    const ROW: &str = r#"{"a":0},"#;
    let mut body = String::with_capacity(HOSTILE_SIZE);
    body.push('[');
    while body.len() + ROW.len() < HOSTILE_SIZE {
        body.push_str(ROW);
    }
    body.pop();
    body.push(']');
    body.into()
}
