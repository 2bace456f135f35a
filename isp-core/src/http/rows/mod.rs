//! The rows of a list, read while they arrive.

mod reader;
mod row_error;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use self::reader::{Next, Reader, Unsent};
pub use self::row_error::{RowError, RowErrorKind};
use super::rows_operation::RowsOperation;
use super::vendor::pipeline::UnsentCall;
use crate::error::Error;
use crate::wire::{DecodeError, Decoded, Drift, Json, JsonError, Node, RowSplitter};

/// The rows of one answer, each read as soon as it has arrived; made by a call's `rows()`.
///
/// No more than a piece of the answer, one row and the members beside the list are held. Nothing is
/// read ahead of the consumer, so the server sends no faster than the rows are taken. Dropping the
/// stream at any point closes the connection.
///
/// There are two kinds of errors. A row that cannot be read is an item in its place, and the others
/// follow. An [`Error`] is the last item: the call failed, the list was cut short, or the rest of the
/// answer reports a failure. **The list is complete only after `None`** without an error; the rows
/// before an error are rows that came, nothing more.
///
/// Up to the first rows it is a call like any other, with the same login, retries and limits: an
/// answer of up to 64 KiB is judged before any of its rows is given, a larger one at its end. Once
/// rows are given, nothing is sent again. The time limit of an attempt then applies to each wait for
/// more bytes, and neither the limit of the whole call nor [`Limits::max_body`](super::Limits)
/// applies to the list; a call's own `with_max_body` does. The call no longer counts as in flight,
/// so that other calls can be made for each row.
///
/// ```
/// # use isp_core::Error;
/// # use isp_core::http::Rows;
/// # #[derive(Debug)] struct FaturaAberta;
/// # async fn read(mut rows: Rows<FaturaAberta>) -> Result<(), Error> {
/// while let Some(row) = rows.try_next().await? {
///     match row {
///         Ok(fatura) => println!("{fatura:?}"),
///         Err(unreadable) => eprintln!("{unreadable}"),
///     }
/// }
/// // Only here it is certain that these were all.
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent until the rows are polled"]
pub struct Rows<R> {
    stage: Stage,
    drift: Drift,
    decode: fn(Node<'_>) -> Result<Decoded<R>, DecodeError>,
}

type NextPiece = Pin<Box<dyn Future<Output = Result<Next, Error>> + Send>>;

enum Stage {
    Unsent(Box<Unsent>),
    Waiting(NextPiece),
    Reading(Box<Reader>),
    Ended,
}

impl<R> Rows<R> {
    /// The rows of the answer to `call`.
    pub(super) fn new<O: RowsOperation<Row = R>>(call: UnsentCall, operation: O) -> Self {
        let check = Box::new(move |rest: &_, rows| operation.check_rest(rest, rows));
        let splitter = RowSplitter::new(O::LIST);
        let unsent = Box::new(Unsent { call, splitter, check });
        Self { stage: Stage::Unsent(unsent), drift: Drift::default(), decode: O::read_row }
    }
}

impl<R> Rows<R> {
    /// The largest row, in bytes; 1 MiB by default. A larger one is an error. It has no effect once
    /// a row was taken.
    pub fn with_largest_row(mut self, bytes: usize) -> Self {
        if let Stage::Unsent(unsent) = &mut self.stage {
            unsent.splitter.set_largest_row(bytes);
        }
        self
    }

    /// What was unexpected so far. Paths are those in the whole answer.
    pub fn drift(&self) -> &Drift {
        &self.drift
    }

    /// The next row; `None` at the end of a complete list. It needs no crate of streams.
    pub async fn next(&mut self) -> Option<Result<Result<R, RowError>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The same, for use with `?`.
    pub async fn try_next(&mut self) -> Result<Option<Result<R, RowError>>, Error> {
        self.next().await.transpose()
    }

    /// Decodes a row. What is unexpected in it is added to the drift.
    fn read(&mut self, reader: &Reader, row: Result<Json, JsonError>) -> Result<R, RowError> {
        let error = |inner: &str, kind| RowError {
            index: reader.index(),
            path: in_answer(reader, &reader.without_secrets(inner)),
            kind,
        };
        let row = row.map_err(|fault| error("$", RowErrorKind::NotJson(fault)))?;
        let Decoded { value, drift } = (self.decode)(row.root())
            .map_err(|fault| error(&fault.path, RowErrorKind::NotDecoded(fault.kind)))?;
        let first = drift.first();
        let strict = first.filter(|_| reader.is_strict()).map(|first| {
            let mut first = first.clone();
            first.change_texts(|text| reader.without_secrets(text));
            error(&first.path, RowErrorKind::Unexpected(first.kind))
        });
        self.drift.append_with(drift, |mut deviation| {
            deviation.change_texts(|text| reader.without_secrets(text));
            deviation.path = in_answer(reader, &deviation.path);
            deviation
        });
        strict.map_or(Ok(value), Err)
    }
}

/// A path in the last row as a path in the answer.
fn in_answer(reader: &Reader, path: &str) -> String {
    format!("{}{}", reader.path_of_row(), path.strip_prefix('$').unwrap_or(path))
}

// Nothing is pinned in place.
impl<R> Unpin for Rows<R> {}

impl<R> Stream for Rows<R> {
    type Item = Result<Result<R, RowError>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            // Whatever ends early ends the stream.
            this.stage = match std::mem::replace(&mut this.stage, Stage::Ended) {
                Stage::Unsent(unsent) => Stage::Waiting(Box::pin(unsent.open())),
                Stage::Waiting(mut next) => match next.as_mut().poll(context) {
                    Poll::Pending => {
                        this.stage = Stage::Waiting(next);
                        return Poll::Pending;
                    }
                    Poll::Ready(Ok(Next::Piece(reader))) => Stage::Reading(reader),
                    Poll::Ready(Ok(Next::End(reader, oddities))) => {
                        this.drift.append(oddities);
                        reader.report_end(&this.drift);
                        Stage::Ended
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                },
                Stage::Reading(mut reader) => match reader.next_row() {
                    Ok(Some(row)) => {
                        let row = this.read(&reader, row);
                        this.stage = Stage::Reading(reader);
                        return Poll::Ready(Some(Ok(row)));
                    }
                    Ok(None) => Stage::Waiting(Box::pin(reader.next_piece())),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Stage::Ended => return Poll::Ready(None),
            };
        }
    }
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("drift", &self.drift).finish_non_exhaustive()
    }
}
