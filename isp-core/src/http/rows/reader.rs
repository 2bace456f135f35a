//! Reads an answer row by row.

use bytes::Bytes;

use crate::error::{Error, ErrorKind};
use crate::http::answer::Answer;
use crate::http::vendor::fault::Fault;
use crate::http::vendor::pipeline::{OpenCall, UnsentCall};
use crate::wire::{
    DecodeError, Deviation, DeviationKind, Drift, Json, JsonError, RowSplitter, SplitError,
    SplitErrorKind,
};

/// Checks the rest of the answer and the number of rows.
pub(super) type Check = Box<dyn Fn(&Answer, u64) -> Result<Drift, DecodeError> + Send>;

/// A call before it is sent.
pub(super) struct Unsent {
    pub(super) call: UnsentCall,
    pub(super) splitter: RowSplitter,
    pub(super) check: Check,
}

/// An answer that is read row by row.
pub(super) struct Reader {
    call: OpenCall,
    splitter: RowSplitter,
    check: Check,
    /// What came and was not read yet: the bytes of `piece` from `at` on.
    piece: Bytes,
    at: usize,
}

/// What follows a piece.
pub(super) enum Next {
    Piece(Box<Reader>),
    /// The list has ended without a fault; what was unexpected in the rest of the answer.
    End(Box<Reader>, Drift),
}

impl Unsent {
    /// Sends the call and waits for the beginning of its answer.
    pub(super) async fn open(self) -> Result<Next, Error> {
        let call = self.call.open().await?;
        let piece = call.answer.to_bytes();
        let Self { splitter, check, .. } = self;
        Ok(Next::Piece(Box::new(Reader { call, splitter, check, piece, at: 0 })))
    }
}

impl Reader {
    /// The next row, or why it is not JSON; `None` at the end of the piece.
    pub(super) fn next_row(&mut self) -> Result<Option<Result<Json, JsonError>>, Error> {
        let mut left = self.piece.get(self.at..).unwrap_or_default();
        let before = left.len();
        let found = self.splitter.next_row(&mut left);
        self.at += before - left.len();
        match found {
            Ok(None) => Ok(None),
            Ok(Some(row)) => {
                let dialect = self.call.dialect();
                let row = Json::parse(row.to_vec(), dialect.encoding()).map_err(|(error, _)| error);
                // In a whole answer the rows were judged with it.
                if let (Ok(row), false) = (&row, self.call.is_whole()) {
                    let judged = dialect.classify_row(self.call.spec(), row.root());
                    judged.map_err(|fault| self.fail(fault))?;
                }
                Ok(Some(row))
            }
            Err(error) => Err(self.fail_split(&error)),
        }
    }

    /// Waits for the next piece; at the end of the answer judges the rest of it.
    pub(super) async fn next_piece(mut self: Box<Self>) -> Result<Next, Error> {
        match self.call.chunk().await {
            Ok(Some(chunk)) => {
                (self.piece, self.at) = (chunk, 0);
                Ok(Next::Piece(self))
            }
            Ok(None) => {
                let oddities = self.judge_end()?;
                Ok(Next::End(self, oddities))
            }
            Err(fault) => Err(self.fail(fault)),
        }
    }

    /// Judges the end of the list: whether it is complete, and what the rest of the answer says.
    fn judge_end(&mut self) -> Result<Drift, Error> {
        self.splitter.finish().map_err(|error| self.fail_split(&error))?;
        let rest = self.rest();
        let judged = if self.call.is_whole() {
            Ok(std::mem::take(&mut self.call.oddities))
        } else {
            self.call.dialect().classify(self.call.spec(), &rest)
        };
        let checked = judged.and_then(|oddities| {
            let not_understood = |what: String| Fault::new(ErrorKind::NotUnderstood, what);
            let mut drift =
                self.check_rest(&rest).map_err(|error| not_understood(error.to_string()))?;
            drift.append(oddities);
            match drift.first() {
                Some(first) if self.is_strict() => {
                    Err(not_understood(format!("unexpected in strict mode: {first}")))
                }
                _ => Ok(drift),
            }
        });
        checked.map_err(|fault| self.call.fail(fault, Some(rest)))
    }

    /// What is unexpected in the rest, or wrong with it. The rows were read already, the first one
    /// too.
    fn check_rest(&self, rest: &Answer) -> Result<Drift, DecodeError> {
        let list = self.splitter.path();
        let is_of_row = |path: &str| {
            let below = path.strip_prefix(list);
            below.is_some_and(|below| below.starts_with(['[', '.']))
        };
        let found = match (self.check)(rest, self.splitter.rows()) {
            Ok(found) => found,
            Err(error) if is_of_row(&error.path) => Drift::default(),
            Err(error) => return Err(error),
        };
        let is_unknown_list = |deviation: &Deviation| {
            deviation.path == list && deviation.kind == DeviationKind::UnknownField
        };
        let mut drift = Drift::default();
        for deviation in &found {
            if !is_of_row(&deviation.path) && !is_unknown_list(deviation) {
                let mut deviation = deviation.clone();
                deviation.change_texts(|text| self.without_secrets(text));
                drift.push(deviation);
            }
        }
        Ok(drift)
    }

    /// A path or key of the answer without the secrets of the call.
    pub(super) fn without_secrets(&self, text: &str) -> String {
        self.call.without_secrets(text)
    }

    /// Reports the end of the call, and what was unexpected in all of it.
    pub(super) fn report_end(&self, drift: &Drift) {
        self.call.succeed(drift);
    }

    pub(super) fn is_strict(&self) -> bool {
        self.call.is_strict()
    }

    /// Where the last row is, as a JSON path.
    pub(super) fn path_of_row(&self) -> String {
        format!("{}[{}]", self.splitter.path(), self.index())
    }

    /// The place of the last row, from 0.
    pub(super) fn index(&self) -> u64 {
        self.splitter.rows().saturating_sub(1)
    }

    /// The answer with its first row alone.
    fn rest(&self) -> Answer {
        self.call.answer_of(self.splitter.rest().to_vec())
    }

    fn fail(&self, mut fault: Fault) -> Error {
        fault.what = format!("{}, after {} rows", fault.what, self.splitter.rows());
        self.call.fail(fault, Some(self.rest()))
    }

    fn fail_split(&self, error: &SplitError) -> Error {
        let beginning = &self.call.answer;
        if self.splitter.rows() == 0 && beginning.looks_like_html() {
            let page = Fault::not_json(beginning).unwrap_or_else(|| {
                Fault::new(ErrorKind::NotUnderstood, "a web page came instead of JSON")
            });
            return self.fail(page);
        }
        let kind = match error.kind {
            SplitErrorKind::RowTooLarge(_) | SplitErrorKind::RestTooLarge(_) => ErrorKind::TooLarge,
            _ => ErrorKind::NotUnderstood,
        };
        self.fail(Fault::new(kind, error.to_string()))
    }
}
