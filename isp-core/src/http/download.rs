//! A file, piece by piece.

use std::fmt;

use bytes::Bytes;

use super::vendor::pipeline::OpenCall;
use crate::error::{Error, ErrorKind};
use crate::http::vendor::fault::Fault;
use crate::wire::Drift;

/// A file whose bytes are given while they arrive; made by [`Call::download`](super::Call::download).
///
/// A file of up to 64 KiB was judged by the dialect when this is made; of a larger one only the HTTP
/// status is known, and its [`beginning`](Self::beginning) should be looked at first. A file that is
/// cut short is an error. Dropping it closes the connection.
pub struct Download {
    call: OpenCall,
    /// The beginning, until it is given.
    beginning: Option<Bytes>,
}

impl Download {
    pub(super) fn new(call: OpenCall) -> Self {
        Self { beginning: Some(call.answer.to_bytes()), call }
    }

    /// The beginning of the file, at least 64 KiB of it where it [is not whole](Self::is_whole).
    pub fn beginning(&self) -> &[u8] {
        self.call.answer.body()
    }

    /// Whether the beginning is the whole file.
    pub fn is_whole(&self) -> bool {
        self.call.is_whole()
    }

    /// The next piece, the beginning first; `None` at the end of the whole file. The time limit of
    /// an attempt applies to each piece.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        if let Some(beginning) = self.beginning.take() {
            return Ok(Some(beginning));
        }
        match self.call.chunk().await {
            Ok(chunk) => Ok(chunk),
            Err(fault) => Err(self.call.fail(fault, None)),
        }
    }

    /// Ends the call: the file was accepted.
    pub fn accept(self) {
        self.call.succeed(&Drift::default());
    }

    /// Ends the call: it is not the file that was asked for, and `why` says so without quoting it.
    pub fn refuse(self, why: impl fmt::Display) -> Error {
        let beginning = self.call.answer_of(self.call.answer.body().to_vec());
        self.call.fail(Fault::new(ErrorKind::NotUnderstood, why.to_string()), Some(beginning))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}
