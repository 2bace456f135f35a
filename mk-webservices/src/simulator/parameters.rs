//! The parameters of a request, as MK reads them.

use isp_core::loopback::SimulatedRequest;
use isp_core::wire;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::answers::Refusal;

/// The parameters of the query, then those of a form body. Names that a rule does not know are
/// ignored, as on real servers.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters {
    all: Vec<(String, String)>,
    /// A JSON body, if the rule takes one.
    body: Map<String, Value>,
}

impl Parameters {
    pub(super) fn of(request: &SimulatedRequest) -> Self {
        let mut all = request.query.clone();
        let kind = request.header("content-type").unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        if kind.starts_with("application/x-www-form-urlencoded") {
            // Without a charset Tomcat reads a form as Latin-1.
            let utf8 = kind.contains("charset=utf-8");
            all.extend(form(&request.body, utf8));
        }
        Self { all, body: Map::new() }
    }

    /// The same, and the members of a JSON body and the texts of a multipart form, which some rules
    /// take.
    pub(super) fn of_a_rule(request: &SimulatedRequest) -> Self {
        let mut sent = Self::of(request);
        if let Some(fields) = request.form_fields() {
            let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
            sent.all.extend(fields.iter().map(|(name, value)| (name.clone(), text(value))));
        }
        sent.body = serde_json::from_slice(&request.body).unwrap_or_default();
        sent.all.extend(sent.body.iter().filter_map(|(name, value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((name.clone(), text))
        }));
        sent
    }

    /// The JSON body; empty if there is none.
    pub(super) fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// The text of a parameter, without the single quotes that the manual puts around it; `None` if it
    /// is absent or blank.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let value = self.raw(name)?.trim();
        let quoted = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\''));
        Some(quoted.unwrap_or(value)).filter(|value| !value.is_empty())
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or(Refusal::MissingParameter)
    }

    /// A code.
    pub(super) fn required_code(&self, name: &str) -> Result<u64, Refusal> {
        self.required(name).and_then(code)
    }

    /// A code of a rule that only reads: an empty parameter counts as absent.
    pub(super) fn optional_code(&self, name: &str) -> Result<Option<u64>, Refusal> {
        self.text(name).map(code).transpose()
    }

    /// A code of a rule that writes: there an empty parameter is a bad value.
    pub(super) fn strict_code(&self, name: &str) -> Result<Option<u64>, Refusal> {
        self.raw(name).map(code).transpose()
    }

    /// A day as `DD/MM/YYYY`, `YYYY-MM-DD` or `YYYY/MM/DD`.
    pub(super) fn optional_day(&self, name: &str) -> Result<Option<Date>, Refusal> {
        let read = |text| match wire::parse_date(text) {
            Ok(Some(day)) => Ok(day),
            _ => Err(Refusal::BAD_PARAMETER),
        };
        self.text(name).map(read).transpose()
    }

    pub(super) fn required_day(&self, name: &str) -> Result<Date, Refusal> {
        self.optional_day(name)?.ok_or(Refusal::MissingParameter)
    }

    fn raw(&self, name: &str) -> Option<&str> {
        let found = self.all.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn code(text: &str) -> Result<u64, Refusal> {
    text.trim().parse().map_err(|_| Refusal::BAD_PARAMETER)
}

fn form(body: &[u8], utf8: bool) -> Vec<(String, String)> {
    let read = |bytes: &[u8]| {
        let bytes = percent_decoded(bytes);
        if utf8 {
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            bytes.into_iter().map(char::from).collect()
        }
    };
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let mut next = || read(halves.next().unwrap_or_default());
            (next(), next())
        })
        .collect()
}

fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'+', _) => decoded.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high * 16 + low);
                    rest = after;
                }
                _ => decoded.push(b'%'),
            },
            _ => decoded.push(*first),
        }
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
