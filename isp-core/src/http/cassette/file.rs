//! The file of a cassette.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::CassetteError;
use super::exchange::{Exchange, SentParameter};
use super::layout::indented;

const FORMAT: &str = "isp-cassette";
const VERSION: u64 = 1;

/// Requests with their answers, in which everything is replaced that says something about somebody.
///
/// A [`Recorder`](super::Recorder) makes it; a [`Replayer`](super::Replayer) serves it back. Its file is
/// JSON with a version, in the order of the requests.
///
/// `Debug` shows how many exchanges there are.
#[derive(Clone)]
pub struct Cassette {
    pub(super) labels: Vec<SentParameter>,
    pub(super) exchanges: Vec<Exchange>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u64,
    made_by: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<SentParameter>,
    exchanges: Vec<Exchange>,
}

/// What is read before the rest, which another version may write otherwise.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u64,
}

impl Cassette {
    /// How many requests it has.
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }

    /// Its requests, one a line, such as `GET /mk/WSMKConsultaDoc.rule (doc, sys, token)`.
    pub fn requests(&self) -> impl Iterator<Item = String> + '_ {
        self.exchanges.iter().map(|exchange| exchange.request.shown())
    }

    /// The replacement of a value that [`Recorder::label`](super::Recorder::label) named: what the calls
    /// were about.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|label| label.name == name)?.value.as_deref()
    }

    /// The text of the file.
    pub fn to_json(&self) -> String {
        let file = File {
            format: FORMAT.to_owned(),
            version: VERSION,
            made_by: concat!("isp-core ", env!("CARGO_PKG_VERSION")).to_owned(),
            labels: self.labels.clone(),
            exchanges: self.exchanges.clone(),
        };
        // Texts, numbers and JSON that was parsed are always written.
        indented(&serde_json::to_string(&file).unwrap_or_default())
    }

    /// Reads the text of a file.
    pub fn from_json(text: &str) -> Result<Self, CassetteError> {
        let format = |error: serde_json::Error| CassetteError::Format(error.to_string());
        let head: Head = serde_json::from_str(text).map_err(format)?;
        if head.format != FORMAT {
            return Err(CassetteError::Format(format!("its `format` is not `{FORMAT}`")));
        }
        if head.version != VERSION {
            return Err(CassetteError::Version(head.version));
        }
        let file: File = serde_json::from_str(text).map_err(format)?;
        Ok(Self { labels: file.labels, exchanges: file.exchanges })
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, CassetteError> {
        let text = fs::read_to_string(path)
            .map_err(|source| CassetteError::File { path: path.to_owned(), source })?;
        Self::from_json(&text)
    }

    /// Writes a new file, whole or not at all; one that exists is left as it is.
    pub fn write(&self, path: &Path) -> Result<(), CassetteError> {
        if path.exists() {
            return Err(CassetteError::Exists(path.to_owned()));
        }
        self.overwrite(path)
    }

    /// Writes a file, whole or not at all, also over one that exists.
    pub fn overwrite(&self, path: &Path) -> Result<(), CassetteError> {
        let failed = |source| CassetteError::File { path: path.to_owned(), source };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let write = || {
            let mut file = fs::File::create(&part)?;
            file.write_all(self.to_json().as_bytes())?;
            file.sync_all()?;
            fs::rename(&part, path)
        };
        write().map_err(|error| {
            // What is left of it is of no use; the first error says what happened.
            let _ = fs::remove_file(&part);
            failed(error)
        })
    }
}

impl std::fmt::Debug for Cassette {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cassette({} exchanges)", self.exchanges.len())
    }
}
