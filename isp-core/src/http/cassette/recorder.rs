//! Remembers what goes through a transport.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;

use super::exchange::{Exchange, KeptAnswer, KeptFailure, SentParameter, SentRequest};
use super::file::Cassette;
use super::scrub::Scrubber;
use super::vocabulary::Vocabulary;
use crate::http::{
    Body, BodyStream, FormValue, Headers, HttpRequest, HttpResponse, Transport, TransportError,
};

/// How much of one body is kept, in bytes.
const LONGEST_BODY: usize = 4 << 20;

/// What a [`Cassette`] has instead of what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Replaced {
    /// CPF and CNPJ.
    Document,
    /// Digitable lines and barcodes.
    PaymentLine,
    /// PIX texts.
    Pix,
    /// Telephone numbers with their area code.
    Phone,
    /// Dates and times.
    Date,
    /// Amounts of money.
    Amount,
    /// Latitudes, longitudes and other numbers with many decimals.
    Coordinate,
    /// MAC and IP addresses.
    DeviceAddress,
    /// Tokens, checksums, files.
    Token,
    /// Codes and other numbers.
    Number,
    /// Words of names, addresses, logins and of any other text.
    Word,
}

impl fmt::Display for Replaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "CPF or CNPJ",
            Self::PaymentLine => "lines and barcodes",
            Self::Pix => "PIX texts",
            Self::Phone => "telephone numbers",
            Self::Date => "dates and times",
            Self::Amount => "amounts",
            Self::Coordinate => "coordinates",
            Self::DeviceAddress => "MAC and IP addresses",
            Self::Token => "tokens and files",
            Self::Number => "codes and numbers",
            Self::Word => "words",
        })
    }
}

/// A transport that sends by another one and remembers every request and answer, up to 4 MiB of each
/// body.
///
/// What was recorded stays in memory; it leaves as a [`Cassette`] alone. `Debug` shows how many requests
/// there were.
pub struct Recorder {
    transport: Arc<dyn Transport>,
    vocabulary: Vocabulary,
    labels: Mutex<Vec<(String, String)>>,
    recorded: Arc<Mutex<Vec<Recorded>>>,
}

struct Recorded {
    method: &'static str,
    path: String,
    query: Vec<(String, Option<String>)>,
    body: Vec<(String, Option<String>)>,
    /// Values of headers: tokens and keys.
    secrets: Vec<String>,
    answer: Option<RecordedAnswer>,
    /// Why there is no answer, or no more of it; `None` at the end of a whole body.
    end: Option<KeptFailure>,
}

struct RecordedAnswer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Recorder {
    /// Records what goes through `transport`, and keeps the words of `vocabulary`.
    pub fn new(transport: Arc<dyn Transport>, vocabulary: Vocabulary) -> Self {
        Self { transport, vocabulary, labels: Mutex::default(), recorded: Arc::default() }
    }

    /// Names a value that the calls are about, such as the document of the customer. The cassette holds its
    /// replacement, with which a replay asks the same: [`Cassette::label`].
    pub fn label(&self, name: impl Into<String>, value: impl Into<String>) {
        lock(&self.labels).push((name.into(), value.into()));
    }

    /// What was recorded so far, with everything replaced that is not known to say nothing.
    pub fn cassette(&self) -> Cassette {
        self.scrubbed().0
    }

    /// The same, and how many different originals of each kind were replaced.
    pub fn cassette_with_counts(&self) -> (Cassette, BTreeMap<Replaced, usize>) {
        self.scrubbed()
    }

    fn scrubbed(&self) -> (Cassette, BTreeMap<Replaced, usize>) {
        let recorded = lock(&self.recorded);
        let mut scrubber = Scrubber::new(self.vocabulary.clone());
        for one in recorded.iter() {
            one.tell(&mut scrubber);
        }
        let labels = lock(&self.labels);
        for (_, value) in labels.iter() {
            scrubber.was_told(value);
        }
        let labels = labels.iter().map(|(name, value)| SentParameter {
            name: name.clone(),
            value: Some(scrubber.value(value)),
        });
        let labels = labels.collect();
        let exchanges = recorded.iter().map(|one| one.scrubbed(&mut scrubber)).collect();
        (Cassette { labels, exchanges }, scrubber.counts())
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recorder({} requests)", lock(&self.recorded).len())
    }
}

#[async_trait]
impl Transport for Recorder {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let place = {
            let mut recorded = lock(&self.recorded);
            recorded.push(Recorded::of(&request));
            recorded.len() - 1
        };
        let change = |change: &dyn Fn(&mut Recorded)| {
            if let Some(one) = lock(&self.recorded).get_mut(place) {
                change(one);
            }
        };
        let sent = self.transport.send(request).await;
        let response = sent.inspect_err(|error| {
            change(&|one| one.end = Some(error.kind.into()));
        })?;
        let headers = kept_headers(&response.headers);
        change(&|one| {
            let (status, headers) = (response.status, headers.clone());
            one.answer = Some(RecordedAnswer { status, headers, body: Vec::new() });
        });
        let body = Tee { inner: response.body, recorded: Arc::clone(&self.recorded), place };
        Ok(HttpResponse::new(response.status, response.headers, Box::new(body)))
    }
}

/// The headers that a client reads.
fn kept_headers(headers: &Headers) -> Vec<(String, String)> {
    ["content-type", "retry-after"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), headers.get(name)?.to_owned())))
        .collect()
}

/// Gives a body on and keeps it.
struct Tee {
    inner: Box<dyn BodyStream>,
    recorded: Arc<Mutex<Vec<Recorded>>>,
    place: usize,
}

#[async_trait]
impl BodyStream for Tee {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let chunk = self.inner.chunk().await;
        let mut recorded = lock(&self.recorded);
        if let Some(one) = recorded.get_mut(self.place) {
            match &chunk {
                Ok(Some(bytes)) => one.keep(bytes),
                Ok(None) if one.end == Some(KeptFailure::GivenUp) => one.end = None,
                Ok(None) => {}
                Err(error) => one.end = Some(error.kind.into()),
            }
        }
        chunk
    }
}

impl Recorded {
    fn of(request: &HttpRequest) -> Self {
        let url = &request.url.0;
        Self {
            method: request.method.as_str(),
            path: url.path().to_owned(),
            query: url
                .query_pairs()
                .map(|(name, value)| (name.into_owned(), Some(value.into_owned())))
                .collect(),
            body: parameters(&request.body),
            secrets: request.headers.iter().map(|(_, value)| value.expose().to_owned()).collect(),
            answer: None,
            end: Some(KeptFailure::GivenUp),
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let Some(answer) = &mut self.answer else { return };
        if answer.body.len() + bytes.len() > LONGEST_BODY {
            self.end = Some(KeptFailure::TooLarge);
        }
        if self.end != Some(KeptFailure::TooLarge) {
            answer.body.extend_from_slice(bytes);
        }
    }

    fn parameters(&self) -> impl Iterator<Item = &(String, Option<String>)> {
        self.query.iter().chain(&self.body)
    }

    /// Tells the scrubber all that was recorded, before it replaces any of it.
    fn tell(&self, scrubber: &mut Scrubber) {
        let values = self.parameters().filter_map(|(_, value)| value.as_ref());
        for value in values.chain(&self.secrets) {
            scrubber.was_told(value);
        }
        // Without the `Bearer` before it.
        for word in self.secrets.iter().flat_map(|secret| secret.split_whitespace()) {
            scrubber.was_told(word);
        }
        scrubber.avoid(self.path.as_bytes());
        if let Some(answer) = &self.answer {
            scrubber.avoid(&answer.body);
        }
    }

    fn scrubbed(&self, scrubber: &mut Scrubber) -> Exchange {
        let mut parameters = |list: &[(String, Option<String>)]| {
            let scrub = |(name, value): &(String, Option<String>)| {
                let value = value.as_deref().filter(|_| !is_secret(name));
                let (name, value) = match value {
                    Some(value) => {
                        let (name, value) = scrubber.parameter(name, value);
                        (name, Some(value))
                    }
                    None => (scrubber.parameter(name, "").0, None),
                };
                SentParameter { name, value }
            };
            list.iter().map(scrub).collect::<Vec<_>>()
        };
        let (query, body) = (parameters(&self.query), parameters(&self.body));
        let request = SentRequest {
            method: self.method.to_owned(),
            path: scrubber.path(&self.path),
            query,
            body,
        };
        let answer = self.answer.as_ref().map(|answer| {
            let headers = answer.headers.iter().map(|(name, value)| match name.as_str() {
                "content-type" => (name.clone(), scrubber.content_type(value)),
                _ => (name.clone(), scrubber.value(value)),
            });
            let headers = headers.collect();
            KeptAnswer::new(answer.status, headers, &scrubber.body(&answer.body), self.end)
        });
        let failure = self.end.filter(|_| answer.is_none());
        Exchange { request, answer, failure }
    }
}

/// Whether a parameter of a request is a secret by its name: then not even its form is kept.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let parts =
        ["token", "senha", "password", "passwd", "secret", "client_id", "syndata", "key", "user"];
    parts.iter().any(|part| name.contains(part))
}

/// The parameters of a body: names with values, without one for a file.
pub(super) fn parameters(body: &Body) -> Vec<(String, Option<String>)> {
    match body {
        Body::Empty => Vec::new(),
        Body::Form(text) => url::form_urlencoded::parse(text.as_bytes())
            .map(|(name, value)| (name.into_owned(), Some(value.into_owned())))
            .collect(),
        Body::Json(text) => match serde_json::from_str(text) {
            Ok(serde_json::Value::Object(members)) => members
                .into_iter()
                .map(|(name, value)| match value {
                    serde_json::Value::String(text) => (name, Some(text)),
                    other => (name, Some(other.to_string())),
                })
                .collect(),
            _ => Vec::new(),
        },
        Body::Multipart(fields) => fields
            .iter()
            .map(|(name, value)| match value {
                FormValue::Text(text) => (name.to_string(), Some(text.clone())),
                FormValue::File(_) => (name.to_string(), None),
            })
            .collect(),
    }
}

fn lock<T>(recorded: &Mutex<T>) -> MutexGuard<'_, T> {
    recorded.lock().unwrap_or_else(PoisonError::into_inner)
}
