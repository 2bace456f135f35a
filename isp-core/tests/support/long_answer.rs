//! A server on a real socket whose answer is generated while it is sent, and a client of it.

#![allow(dead_code, unreachable_pub)]

use std::io::{ErrorKind as IoErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use isp_core::http::vendor::{Dialect, Fault, Login, Pipeline, RequestSigner, Token, TokenKey};
use isp_core::http::*;
use isp_core::wire::{DecodeError, Decoded, Drift, RowList, TextEncoding, Untyped};
use isp_core::{Error, ErrorKind, Secret, async_trait};

/// How the server's side of the answer ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Sent {
    /// The client did not take more for a while after this many bytes. The server goes on waiting.
    Stalled(usize),
    /// The client closed the connection after this many bytes.
    Closed(usize),
    /// All of it was sent.
    Whole(usize),
}

/// Serves one answer, whose list has `rows` copies of one row; with `cut`, the connection closes
/// after that many rows, although more were announced. Reports how it went.
pub fn serve(row: String, rows: usize, cut: Option<usize>) -> (String, mpsc::Receiver<Sent>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let (reports, received) = mpsc::channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
        let report = send(stream, &row, rows, cut, &reports);
        let _ = reports.send(report);
    });
    (format!("http://{address}"), received)
}

const HEAD: &str = "{\"status\":\"OK\",\"rows\":[";
const TAIL: &str = "]}";

fn send(
    mut stream: TcpStream,
    row: &str,
    rows: usize,
    cut: Option<usize>,
    reports: &mpsc::Sender<Sent>,
) -> Sent {
    let mut request = [0; 4096];
    let read = stream.read(&mut request).unwrap();
    assert!(request[..read].windows(4).any(|window| window == b"\r\n\r\n"));
    let length = HEAD.len() + TAIL.len() + rows * (row.len() + 1) - 1;
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{HEAD}"
    );
    let mut sent = 0;
    let row_and_comma = format!("{row},");
    let pieces = std::iter::once(head.as_str())
        .chain(std::iter::repeat_n(row_and_comma.as_str(), rows - 1))
        .take(cut.map_or(usize::MAX, |rows| rows + 1))
        .chain([row, TAIL].into_iter().take(if cut.is_some() { 0 } else { 2 }));
    for piece in pieces {
        let mut left = piece.as_bytes();
        while !left.is_empty() {
            match stream.write(left) {
                Ok(written) => {
                    sent += written;
                    left = &left[written..];
                }
                Err(error)
                    if matches!(error.kind(), IoErrorKind::WouldBlock | IoErrorKind::TimedOut) =>
                {
                    let _ = reports.send(Sent::Stalled(sent));
                }
                Err(_) => return Sent::Closed(sent),
            }
        }
    }
    Sent::Whole(sent)
}

/// An operation that lists untyped rows.
pub struct ListRows;

impl Operation for ListRows {
    type Output = Untyped;
    const SPEC: OperationSpec = OperationSpec::get("ListRows", "/rows").with_effect(Effect::Read);
    fn write(&self, _: &mut RequestWriter) -> Result<(), Error> {
        Ok(())
    }
    fn read(&self, answer: &Answer) -> Result<Decoded<Untyped>, DecodeError> {
        answer.decode()
    }
}

impl RowsOperation for ListRows {
    type Row = Untyped;
    const LIST: RowList = RowList::under("rows");
}

struct NoLogin(BaseUrl);

#[async_trait]
impl Dialect for NoLogin {
    fn system(&self) -> &'static str {
        "NoLogin"
    }
    fn base_url(&self, _: &OperationSpec) -> &BaseUrl {
        &self.0
    }
    fn token_key(&self, _: &OperationSpec) -> Option<TokenKey> {
        None
    }
    async fn login(&self, _: &'static OperationSpec, _: &Login) -> Result<Token, Error> {
        Err(Error::new(ErrorKind::Unsupported, "no login"))
    }
    fn sign(&self, _: Option<&Token>, _: &mut RequestSigner<'_>) {}
    fn encoding(&self) -> TextEncoding {
        TextEncoding::Utf8
    }
    fn classify(&self, _: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        Fault::from_status(answer)
            .or_else(|| Fault::not_json(answer))
            .map_or(Ok(Drift::default()), Err)
    }
    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

/// The rows of the server at `base_url`.
pub fn rows_of(base_url: &str) -> Rows<Untyped> {
    let mut options = ClientOptions::default();
    options.plaintext_allowed = true;
    let base = options.base_url(base_url).unwrap();
    let pipeline = Pipeline::from_options(&options, &[&base]).unwrap();
    Call::new(Arc::new(pipeline), Arc::new(NoLogin(base)), ListRows).rows()
}
