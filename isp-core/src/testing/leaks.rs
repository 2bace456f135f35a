//! Finding out whether a secret leaks: all that could be printed of an error, and all that is logged.

use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;

/// Everything that can be printed of an error: `Display`, `Debug`, its causes, the kept evidence.
pub fn everything_printable(error: &Error) -> String {
    let mut text =
        format!("{error}\n{error:?}\n{error:#?}\n{:?}", error.evidence().map(|e| &e.body));
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}\n{error} {error:?}");
        cause = error.source();
    }
    text
}

/// A log that is kept in memory: hand clones of it to a subscriber as its writer.
#[derive(Debug, Clone, Default)]
pub struct LogBuffer(Arc<Mutex<Vec<u8>>>);

impl LogBuffer {
    /// An empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written so far.
    pub fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for LogBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
