//! A server that repeats what it is sent.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use super::message::{ServedBy, SimulatedRequest, SimulatedResponse};

/// A server that repeats every value of a request in its answer, as real servers do in messages, error
/// pages and headers: for finding out whether a client shows what it has sent.
///
/// Clones are the same server.
#[derive(Clone)]
pub struct EchoServer(Arc<Inner>);

struct Inner {
    login: Login,
    answer: Mutex<(Echo, Spelling)>,
}

type Login = Box<dyn Fn(&SimulatedRequest) -> Option<SimulatedResponse> + Send + Sync>;

/// An answer in which the marks `{text}` and `{json}` are replaced by what was sent: as it is, or as the
/// content of a string of JSON.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Echo {
    /// HTTP status.
    pub status: u16,
    /// Headers, with marks.
    pub headers: Vec<(&'static str, &'static str)>,
    /// Body, with marks.
    pub body: String,
}

impl Echo {
    /// An answer with a content type and a body.
    pub fn new(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        Self { status, headers: vec![("content-type", content_type)], body: body.into() }
    }

    /// Adds a header.
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// In which way a server writes again what it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spelling {
    /// As it is.
    Plain,
    /// In capitals.
    Capitals,
    /// With percent signs and capital digits, `%2B`.
    Percent,
    /// With percent signs and small digits, `%2b`.
    SmallPercent,
    /// As a form: a plus sign for a space, an asterisk as it is.
    Form,
    /// With percent signs, twice.
    PercentTwice,
    /// With percent signs for the bytes of Latin-1.
    PercentLatin1,
    /// With named entities of HTML.
    Html,
    /// With decimal entities of HTML.
    HtmlDecimal,
    /// With hexadecimal entities of HTML.
    HtmlHexadecimal,
    /// With escapes of JSON, `\u00e9` and `\/`.
    Json,
    /// With escapes of JSON for all but letters and digits, in capital digits.
    CapitalJson,
    /// As bytes of Latin-1.
    Latin1,
    /// As UTF-8 that was read as Latin-1.
    Torn,
    /// As Base64.
    Base64,
    /// As Base64 for URLs, without padding.
    UrlBase64,
}

impl Spelling {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Plain,
        Self::Capitals,
        Self::Percent,
        Self::SmallPercent,
        Self::Form,
        Self::PercentTwice,
        Self::PercentLatin1,
        Self::Html,
        Self::HtmlDecimal,
        Self::HtmlHexadecimal,
        Self::Json,
        Self::CapitalJson,
        Self::Latin1,
        Self::Torn,
        Self::Base64,
        Self::UrlBase64,
    ];

    /// `text` in this spelling, as bytes since it need not be UTF-8.
    pub fn of(self, text: &str) -> Vec<u8> {
        let each = |spell: &dyn Fn(char, &mut String)| {
            let mut out = String::new();
            text.chars().for_each(|letter| spell(letter, &mut out));
            out.into_bytes()
        };
        let odd = |letter: char| !letter.is_ascii_alphanumeric();
        match self {
            Self::Plain => text.into(),
            Self::Capitals => text.to_uppercase().into(),
            Self::Percent => percent(text.as_bytes(), b"-._~").into(),
            Self::SmallPercent => percent(text.as_bytes(), b"-._~").to_lowercase().into(),
            Self::Form => url::form_urlencoded::byte_serialize(text.as_bytes())
                .collect::<String>()
                .into_bytes(),
            Self::PercentTwice => {
                percent(percent(text.as_bytes(), b"-._~").as_bytes(), b"-._~").into()
            }
            Self::PercentLatin1 => percent(&latin1(text), b"-._~").into(),
            Self::Html => each(&|letter, out| match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                'é' => out.push_str("&eacute;"),
                'ç' => out.push_str("&ccedil;"),
                letter => out.push(letter),
            }),
            Self::HtmlDecimal => each(&|letter, out| {
                let _ = if odd(letter) {
                    write!(out, "&#{};", u32::from(letter))
                } else {
                    out.write_char(letter)
                };
            }),
            Self::HtmlHexadecimal => each(&|letter, out| {
                let _ = if odd(letter) {
                    write!(out, "&#x{:x};", u32::from(letter))
                } else {
                    out.write_char(letter)
                };
            }),
            Self::Json => each(&|letter, out| match letter {
                '"' | '\\' | '/' => out.extend(['\\', letter]),
                letter if letter.is_ascii() => out.push(letter),
                letter => json_units(letter, out, false),
            }),
            Self::CapitalJson => each(&|letter, out| {
                if odd(letter) { json_units(letter, out, true) } else { out.push(letter) }
            }),
            Self::Latin1 => latin1(text),
            Self::Torn => text.bytes().map(char::from).collect::<String>().into_bytes(),
            Self::Base64 => base64(text.as_bytes(), *b"+/", true),
            Self::UrlBase64 => base64(text.as_bytes(), *b"-_", false),
        }
    }

    /// Whether what is written may stand in a string of JSON as it is.
    fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::CapitalJson)
    }
}

fn percent(bytes: &[u8], kept: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || kept.contains(byte) {
            out.push(char::from(*byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect()
}

fn json_units(letter: char, out: &mut String, capital: bool) {
    for unit in letter.encode_utf16(&mut [0; 2]) {
        let _ = if capital { write!(out, "\\u{unit:04X}") } else { write!(out, "\\u{unit:04x}") };
    }
}

fn base64(bytes: &[u8], last: [u8; 2], padded: bool) -> Vec<u8> {
    let digits: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(last).collect();
    let mut out = Vec::new();
    for chunk in bytes.chunks(3) {
        let whole = (0..3).fold(0_usize, |whole, at| {
            (whole << 8) | usize::from(chunk.get(at).copied().unwrap_or(0))
        });
        for at in 0..=chunk.len() {
            out.extend(digits.get((whole >> (18 - 6 * at)) & 63));
        }
        if padded {
            out.resize(out.len() + 3 - chunk.len(), b'=');
        }
    }
    out
}

impl EchoServer {
    /// A server that answers the requests of a login as `login` says, and echoes all others.
    pub fn new(
        login: impl Fn(&SimulatedRequest) -> Option<SimulatedResponse> + Send + Sync + 'static,
    ) -> Self {
        let answer = Mutex::new((Echo::new(200, "text/plain", "{text}"), Spelling::Plain));
        Self(Arc::new(Inner { login: Box::new(login), answer }))
    }

    /// Answers so from now on.
    pub fn answer(&self, echo: &Echo, spelling: Spelling) {
        *self.0.answer.lock().unwrap_or_else(PoisonError::into_inner) = (echo.clone(), spelling);
    }
}

impl std::fmt::Debug for EchoServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EchoServer").finish_non_exhaustive()
    }
}

impl ServedBy for EchoServer {
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse {
        if let Some(answer) = (self.0.login)(request) {
            return answer;
        }
        let (echo, spelling) = self.0.answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let text = spelling.of(&values_of(request).join(" "));
        let json = if spelling.is_json() { text.clone() } else { quoted(&text) };
        let body = filled(&echo.body, &text, &json);
        let mut response =
            SimulatedResponse { status: echo.status, headers: Vec::new(), body: body.into() };
        for (name, value) in echo.headers {
            let value = String::from_utf8_lossy(&filled(value, &text, &json)).into_owned();
            response = response.with_header(name, value.replace(char::is_control, " "));
        }
        response
    }
}

/// Every value that the request holds, as its sender meant it.
fn values_of(request: &SimulatedRequest) -> Vec<String> {
    let mut values: Vec<String> = request.query.iter().map(|(_, value)| value.clone()).collect();
    let decoded = |text: &str| {
        // A plus sign in a path is one.
        let text = text.replace('+', "%2B");
        url::form_urlencoded::parse(text.as_bytes()).map(|(key, _)| key.into_owned()).collect()
    };
    values.extend(request.path.split('/').map(decoded).map(|part: Vec<String>| part.concat()));
    let headers = ["authorization", "verify-token"].map(|name| request.header(name));
    values.extend(headers.into_iter().flatten().map(str::to_owned));
    let body = String::from_utf8_lossy(&request.body);
    match serde_json::from_str(&body) {
        Ok(json) => texts_of(&json, &mut values),
        Err(_)
            if request.header("content-type").is_some_and(|kind| kind.contains("urlencoded")) =>
        {
            let fields = url::form_urlencoded::parse(body.as_bytes());
            values.extend(fields.map(|(_, value)| value.into_owned()));
        }
        Err(_) => values.push(body.replace(char::is_control, " ")),
    }
    values
}

fn texts_of(json: &serde_json::Value, values: &mut Vec<String>) {
    match json {
        serde_json::Value::String(text) => values.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts_of(item, values)),
        serde_json::Value::Object(members) => {
            members.values().for_each(|value| texts_of(value, values));
        }
        _ => {}
    }
}

/// The content of a string of JSON, whose bytes stay as they are.
fn quoted(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in text {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out
}

/// `template` with the marks replaced.
fn filled(template: &str, text: &[u8], json: &[u8]) -> Vec<u8> {
    let parts = template.split("{text}").map(|part| {
        let parts: Vec<_> = part.split("{json}").map(str::as_bytes).collect();
        parts.join(json)
    });
    let parts: Vec<Vec<u8>> = parts.collect();
    parts.join(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_is_what_its_name_says() {
        for (spelling, expected) in [
            (Spelling::Plain, "aB/+é\" <*~"),
            (Spelling::Capitals, "AB/+É\" <*~"),
            (Spelling::Percent, "aB%2F%2B%C3%A9%22%20%3C%2A~"),
            (Spelling::SmallPercent, "ab%2f%2b%c3%a9%22%20%3c%2a~"),
            (Spelling::Form, "aB%2F%2B%C3%A9%22+%3C*%7E"),
            (Spelling::PercentTwice, "aB%252F%252B%25C3%25A9%2522%2520%253C%252A~"),
            (Spelling::PercentLatin1, "aB%2F%2B%E9%22%20%3C%2A~"),
            (Spelling::Html, "aB/+&eacute;&quot; &lt;*~"),
            (Spelling::HtmlDecimal, "aB&#47;&#43;&#233;&#34;&#32;&#60;&#42;&#126;"),
            (Spelling::HtmlHexadecimal, "aB&#x2f;&#x2b;&#xe9;&#x22;&#x20;&#x3c;&#x2a;&#x7e;"),
            (Spelling::Json, r#"aB\/+\u00e9\" <*~"#),
            (Spelling::CapitalJson, r"aB\u002F\u002B\u00E9\u0022\u0020\u003C\u002A\u007E"),
            (Spelling::Torn, "aB/+Ã©\" <*~"),
            (Spelling::Base64, "YUIvK8OpIiA8Kn4="),
            (Spelling::UrlBase64, "YUIvK8OpIiA8Kn4"),
        ] {
            assert_eq!(String::from_utf8(spelling.of("aB/+é\" <*~")).unwrap(), expected);
        }
        assert_eq!(Spelling::Latin1.of("aé"), [b'a', 0xE9]);
    }

    #[test]
    fn marks_are_replaced_in_headers_and_body() {
        let server = EchoServer::new(|_| None);
        let echo = Echo::new(418, "text/{text}", r#"{"a":"{json}"} {text}"#);
        server.answer(&echo, Spelling::Plain);
        let request = SimulatedRequest {
            method: "POST".into(),
            path: "/p%20q".into(),
            query: vec![("k".into(), "v\"".into())],
            headers: vec![("authorization".into(), "Bearer x".into())],
            body: r#"{"m":["n",1]}"#.into(),
        };
        let answer = ServedBy::answer(&server, &request);
        assert_eq!(answer.status, 418);
        let heard = "v\"  p q Bearer x n";
        assert_eq!(answer.headers, [("content-type", format!("text/{heard}"))]);
        let body = format!(r#"{{"a":"{}"}} {heard}"#, heard.replace('"', "\\\""));
        assert_eq!(answer.body, body.as_bytes());
    }
}
