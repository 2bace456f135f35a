//! A list of open invoices of any length, generated while it is sent.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame};

/// About how much is generated at a time, in bytes.
const PIECE: usize = 64 << 10;
const HEAD: &str = "{\"ListaFaturas\":[";
const TAIL: &str = "],\"status\":\"OK\"}";

/// The body of an answer of `WSMKFaturasAbertas`.
pub(crate) struct LongList {
    next: u64,
    rows: u64,
}

impl LongList {
    /// A list of this many megabytes (of 1,000,000 bytes), to the nearest row.
    pub(crate) fn new(megabytes: u64) -> Self {
        Self { next: 0, rows: rows(megabytes) }
    }
}

/// The number of rows in so many megabytes.
pub(crate) fn rows(megabytes: u64) -> u64 {
    // All rows are of one length, and all but the first have a comma before them.
    let length = row(0).len() as u64 + 1;
    megabytes * 1_000_000 / length
}

fn row(number: u64) -> String {
    let code = 100_000_000 + number;
    format!(
        r#"{{"cd_fatura":{code},"codpessoa":10123,"nome":"MARIA DA CONCEIÇÃO EXEMPLO","status":"Ativo","valor":146.52}}"#
    )
}

impl Body for LongList {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.next > self.rows {
            return Poll::Ready(None);
        }
        let mut piece = String::with_capacity(PIECE + HEAD.len() + TAIL.len());
        if self.next == 0 {
            piece.push_str(HEAD);
        }
        while piece.len() < PIECE && self.next < self.rows {
            if self.next > 0 {
                piece.push(',');
            }
            piece.push_str(&row(self.next));
            self.next += 1;
        }
        if self.next == self.rows {
            piece.push_str(TAIL);
            self.next += 1;
        }
        Poll::Ready(Some(Ok(Frame::data(piece.into()))))
    }
}
