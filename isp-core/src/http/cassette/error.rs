//! Why a cassette cannot be written or read.

use std::io;
use std::path::PathBuf;

/// Why a cassette cannot be written or read. Its text holds no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CassetteError {
    /// The file exists already, and nothing was written.
    #[error("{} exists already: nothing was written", .0.display())]
    Exists(PathBuf),
    /// The file cannot be written or read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The text is not that of a cassette.
    #[error("this is not a cassette: {0}")]
    Format(String),
    /// The file is of a version that this release does not know.
    #[error("the cassette has version {0}, and this release reads version 1")]
    Version(u64),
}
