//! Serves a cassette back.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;

use super::exchange::{Exchange, KeptFailure, SentParameter, SentRequest};
use super::file::Cassette;
use super::recorder::parameters;
use crate::http::{
    BodyStream, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind,
};

/// A transport that serves the answers of a [`Cassette`], and never touches the network.
///
/// A request is answered by one with the same method, path and names of parameters, of those:
///
/// 1. the first not yet served whose values are the same as well,
/// 2. else the last one with the same values, again,
/// 3. else the first not yet served, whatever its values.
///
/// Values of secrets, and what is in braces in a recorded path, fit anything. A request without an answer
/// is an error that names it and the requests of the cassette; nothing of it was sent.
#[derive(Debug)]
pub struct Replayer {
    cassette: Cassette,
    served: Mutex<Vec<bool>>,
}

impl Replayer {
    /// Serves this cassette from its beginning.
    pub fn new(cassette: Cassette) -> Self {
        let served = Mutex::new(vec![false; cassette.len()]);
        Self { cassette, served }
    }

    /// How many recorded answers have not been served yet.
    pub fn left(&self) -> usize {
        let served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.iter().filter(|served| !**served).count()
    }

    fn choose(&self, asked: &SentRequest) -> Option<&Exchange> {
        let mut served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        let fitting: Vec<(usize, &Exchange)> = self
            .cassette
            .exchanges
            .iter()
            .enumerate()
            .filter(|(_, exchange)| exchange.request.has_the_form_of(asked))
            .collect();
        let is_new = |place: usize| served.get(place) == Some(&false);
        let same =
            || fitting.iter().filter(|(_, exchange)| exchange.request.has_the_values_of(asked));
        let chosen = same()
            .find(|(place, _)| is_new(*place))
            .or_else(|| same().next_back())
            .or_else(|| fitting.iter().find(|(place, _)| is_new(*place)));
        let (place, exchange) = chosen?;
        if let Some(served) = served.get_mut(*place) {
            *served = true;
        }
        Some(exchange)
    }

    /// The error for a request that has no answer here.
    fn nothing_for(&self, asked: &SentRequest) -> TransportError {
        let mut there: Vec<String> = Vec::new();
        for request in self.cassette.requests() {
            if !there.contains(&request) {
                there.push(request);
            }
        }
        let there = if there.is_empty() { "nothing".to_owned() } else { there.join(", ") };
        let form = |exchange: &Exchange| exchange.request.has_the_form_of(asked);
        let why = if self.cassette.exchanges.iter().any(form) {
            "the cassette has no more answers for"
        } else {
            "the cassette has no answer for"
        };
        // Names of parameters, no values: safe to log.
        let what = format!("{why} {}; it has: {there}", asked.shown());
        TransportError::new(TransportErrorKind::Request, what)
    }
}

#[async_trait]
impl Transport for Replayer {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let asked = SentRequest::of(&request);
        let exchange = self.choose(&asked).ok_or_else(|| self.nothing_for(&asked))?;
        let Some(answer) = &exchange.answer else {
            return Err(recorded(exchange.failure.unwrap_or(KeptFailure::GivenUp)));
        };
        let body = Played { body: Some(answer.body().into()), cut: answer.cut };
        Ok(HttpResponse::new(answer.status, answer.headers.clone(), Box::new(body)))
    }
}

fn recorded(failure: KeptFailure) -> TransportError {
    let what = match failure {
        KeptFailure::GivenUp => "recorded: the caller stopped waiting for the answer",
        _ => "recorded: there was no complete answer",
    };
    TransportError::new(failure.into(), what)
}

/// A recorded body.
struct Played {
    body: Option<Bytes>,
    cut: Option<KeptFailure>,
}

#[async_trait]
impl BodyStream for Played {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match (self.body.take(), self.cut) {
            (Some(body), _) => Ok(Some(body)),
            (None, Some(failure)) => Err(recorded(failure)),
            (None, None) => Ok(None),
        }
    }
}

impl SentRequest {
    fn of(request: &HttpRequest) -> Self {
        let url = &request.url.0;
        let parameter = |(name, value)| SentParameter { name, value };
        Self {
            method: request.method.as_str().to_owned(),
            path: url.path().to_owned(),
            query: url
                .query_pairs()
                .map(|(name, value)| parameter((name.into_owned(), Some(value.into_owned()))))
                .collect(),
            body: parameters(&request.body).into_iter().map(parameter).collect(),
        }
    }

    /// Method, path and names of parameters. Numbers in the path may be somebody's.
    pub(super) fn shown(&self) -> String {
        let path: Vec<String> = self
            .path
            .split('/')
            .map(|segment| {
                let digits = segment.bytes().filter(u8::is_ascii_digit).count();
                if segment.starts_with('{') || digits > 3 {
                    "{…}".into()
                } else {
                    segment.to_owned()
                }
            })
            .collect();
        let names: Vec<&str> =
            self.query.iter().chain(&self.body).map(|parameter| parameter.name.as_str()).collect();
        format!("{} {} ({})", self.method, path.join("/"), names.join(", "))
    }

    /// The segments of the path, without those of the recorded server's own address where `asked` has
    /// fewer.
    fn segments_like(&self, asked: &Self) -> Vec<&str> {
        let mut mine = segments(&self.path);
        let theirs = asked.path.split('/').count();
        while mine.len() > theirs && mine.get(1).is_some_and(|segment| segment.starts_with('{')) {
            mine.remove(1);
        }
        mine
    }

    /// Whether both have the same method, path and names of parameters.
    fn has_the_form_of(&self, asked: &Self) -> bool {
        let names = |list: &[SentParameter]| {
            let mut names: Vec<_> = list.iter().map(|parameter| parameter.name.clone()).collect();
            names.sort();
            names
        };
        let fits = |(mine, theirs): (&&str, &&str)| mine.starts_with('{') || mine == theirs;
        let (mine, theirs) = (self.segments_like(asked), segments(&asked.path));
        self.method == asked.method
            && mine.len() == theirs.len()
            && mine.iter().zip(&theirs).all(fits)
            && names(&self.query) == names(&asked.query)
            && names(&self.body) == names(&asked.body)
    }

    /// Whether the values are the same too, where both are known.
    fn has_the_values_of(&self, asked: &Self) -> bool {
        let plain = self.segments_like(asked).join("/").replace(['{', '}'], "");
        let sorted = |list: &[SentParameter]| {
            let mut list = list.to_vec();
            list.sort();
            list
        };
        let fits = |(mine, theirs): (SentParameter, SentParameter)| {
            mine.value.is_none() || mine.value == theirs.value
        };
        let same = |mine: &[SentParameter], theirs: &[SentParameter]| {
            sorted(mine).into_iter().zip(sorted(theirs)).all(fits)
        };
        plain == asked.path && same(&self.query, &asked.query) && same(&self.body, &asked.body)
    }
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').collect()
}
