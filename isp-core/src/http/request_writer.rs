//! Where an operation writes its request, once for each call.

use std::borrow::Cow;
use std::fmt;

use super::base_url::BaseUrl;
use super::operation_spec::{Method, OperationSpec, ParameterSpec};
use super::request::{Body, FilePart, FormValue, HttpRequest, RequestUrl};
use crate::error::Error;
use crate::secret::Secret;
use url::Url;

type Pair = (Cow<'static, str>, String);
type Field = (Cow<'static, str>, FormValue);

/// Where an operation writes its request.
///
/// Secrets go through their own methods, so that they are replaced in everything kept of the call.
pub struct RequestWriter {
    method: Method,
    parameters: &'static [ParameterSpec],
    base: BaseUrl,
    path: Cow<'static, str>,
    query: Vec<Pair>,
    form: Vec<Pair>,
    multipart: Vec<Field>,
    json: serde_json::Map<String, serde_json::Value>,
    secrets: Vec<Secret>,
    fault: Option<Error>,
}

impl RequestWriter {
    /// A writer for one call.
    pub fn new(base: &BaseUrl, spec: &OperationSpec) -> Self {
        Self {
            method: spec.method,
            parameters: spec.parameters,
            base: base.clone(),
            path: spec.path.into(),
            query: Vec::new(),
            form: Vec::new(),
            multipart: Vec::new(),
            json: serde_json::Map::new(),
            secrets: Vec::new(),
            fault: None,
        }
    }

    /// Fills `{name}` of the path, percent-encoded. An empty value and a dot segment (`.`, `..`)
    /// are refused when the request is finished.
    pub fn path_parameter(&mut self, name: &str, value: impl fmt::Display) {
        let value = value.to_string();
        if matches!(value.as_str(), "" | "." | "..") {
            let fault = format!("path parameter `{name}` is empty or a dot segment");
            self.fault = Some(Error::invalid_input(fault));
        }
        self.path = self.path.replace(&format!("{{{name}}}"), &encode_segment(&value)).into();
    }

    /// Adds a query parameter, percent-encoded as UTF-8.
    pub fn query(&mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) {
        self.query.push((name.into(), value.to_string()));
    }

    /// Adds a query parameter if there is a value; ERPs refuse empty ones.
    pub fn optional_query(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: Option<impl fmt::Display>,
    ) {
        if let Some(value) = value {
            self.query(name, value);
        }
    }

    /// Adds a secret query parameter.
    pub fn secret_query(&mut self, name: &'static str, value: &Secret) {
        self.secrets.push(value.clone());
        self.query.push((name.into(), value.expose().to_owned()));
    }

    /// Adds a field of a URL-encoded form.
    pub fn form(&mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) {
        self.form.push((name.into(), value.to_string()));
    }

    /// Adds a text field of a multipart form.
    pub fn multipart(&mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) {
        self.multipart.push((name.into(), FormValue::Text(value.to_string())));
    }

    /// Adds a file to a multipart form. Its name is never stored.
    pub fn file(&mut self, name: impl Into<Cow<'static, str>>, file: FilePart) {
        self.redact(file.name.as_str());
        self.multipart.push((name.into(), FormValue::File(file)));
    }

    /// Adds a member of the JSON object that is the body.
    pub fn json_member(&mut self, name: &str, value: impl Into<serde_json::Value>) {
        self.json.insert(name.to_owned(), value.into());
    }

    /// Marks a value as one that must be replaced in everything kept of this call.
    pub fn redact(&mut self, value: impl Into<Secret>) {
        self.secrets.push(value.into());
    }

    /// The whole request, not yet signed; or what could not be written.
    pub fn finish(self) -> Result<WrittenRequest, Error> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if let Some(missing) = self.path.split_once('{') {
            let name = missing.1.split('}').next().unwrap_or_default().to_owned();
            return Err(Error::invalid_input(format!("path parameter `{name}` is missing")));
        }
        let body = if !self.json.is_empty() {
            Body::Json(serde_json::Value::Object(self.json).to_string())
        } else if !self.multipart.is_empty() {
            Body::Multipart(self.multipart)
        } else if !self.form.is_empty() {
            Body::Form(encode_form(&self.form))
        } else {
            Body::Empty
        };
        Ok(WrittenRequest {
            method: self.method,
            parameters: self.parameters,
            url: match self.path {
                Cow::Borrowed(path) => self.base.join_once(path),
                Cow::Owned(path) => self.base.join(&path),
            },
            own_path: self.base.own_path().len(),
            query: self.query,
            body,
            secrets: self.secrets,
        })
    }
}

impl fmt::Debug for RequestWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestWriter").field("method", &self.method).finish_non_exhaustive()
    }
}

/// A request as its operation wrote it. The client's vendor crate signs it anew for each attempt.
pub struct WrittenRequest {
    method: Method,
    /// Those that the operation declares.
    parameters: &'static [ParameterSpec],
    /// Without the query, which comes after that of the signature.
    url: Url,
    /// Length of the base URL's own path at the beginning of the URL's.
    own_path: usize,
    query: Vec<Pair>,
    body: Body,
    secrets: Vec<Secret>,
}

impl WrittenRequest {
    /// The request as it is without a signature: for tests of your own operations.
    pub fn unsigned(&self) -> HttpRequest {
        self.signed(self.url.clone(), std::iter::empty(), Vec::new(), [])
    }

    /// The request with `query` and then its own added to `url`, with headers and with more fields
    /// of its multipart form.
    pub(crate) fn signed<'a>(
        &'a self,
        mut url: Url,
        query: impl Iterator<Item = (&'a str, &'a str)>,
        headers: Vec<(&'static str, Secret)>,
        fields: impl IntoIterator<Item = (&'static str, Secret)>,
    ) -> HttpRequest {
        let own = self.query.iter().map(|(name, value)| (&**name, value.as_str()));
        let mut query = query.chain(own).peekable();
        if query.peek().is_some() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut body = self.body.clone();
        if let Body::Multipart(own) = &mut body {
            let text = |value: Secret| FormValue::Text(value.expose().to_owned());
            own.extend(fields.into_iter().map(|(name, value)| (name.into(), text(value))));
        }
        HttpRequest { method: self.method, url: RequestUrl(url), headers, body }
    }

    /// Whether the operation declares a parameter of that name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.parameters.iter().any(|known| known.name == name)
    }

    /// The URL without a query.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// Length of the base URL's own path at the beginning of the URL's.
    pub(crate) fn own_path(&self) -> usize {
        self.own_path
    }

    /// What must be replaced in everything kept of the call.
    pub(crate) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }
}

impl fmt::Debug for WrittenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WrittenRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

fn encode_form(fields: &[Pair]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// One path segment: everything but unreserved characters is percent-encoded, so that a value can
/// neither add a segment nor leave its own.
fn encode_segment(text: &str) -> String {
    use fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: OperationSpec = OperationSpec::get("GetThing", "/api/things/{id}");

    fn writer() -> RequestWriter {
        RequestWriter::new(&BaseUrl::parse("https://erp.example.com").unwrap(), &SPEC)
    }

    #[test]
    fn a_path_parameter_cannot_climb_out_of_its_segment() {
        let mut request = writer();
        request.path_parameter("id", "../x?y=1&é");
        assert_eq!(
            &*request.finish().unwrap().unsigned().url,
            "https://erp.example.com/api/things/%2E%2E%2Fx%3Fy%3D1%26%C3%A9"
        );
    }

    #[test]
    fn empty_and_dot_segments_are_refused() {
        for value in ["", ".", ".."] {
            let mut request = writer();
            request.path_parameter("id", value);
            assert!(request.finish().is_err(), "{value:?}");
        }
    }

    #[test]
    fn a_path_parameter_left_open_is_bad_input() {
        assert!(writer().finish().unwrap_err().to_string().contains("`id`"));
    }

    #[test]
    fn queries_are_percent_encoded_utf8_in_order() {
        let mut request = writer();
        request.path_parameter("id", 7);
        request.query("b", "São João & 10/02");
        request.optional_query("c", None::<u64>);
        request.query("a", 1);
        assert_eq!(
            &*request.finish().unwrap().unsigned().url,
            "https://erp.example.com/api/things/7?b=S%C3%A3o+Jo%C3%A3o+%26+10%2F02&a=1"
        );
    }

    #[test]
    fn debug_shows_neither_query_nor_secret() {
        let mut request = writer();
        request.path_parameter("id", 7);
        request.secret_query("token", &Secret::new("marker"));
        assert!(!format!("{request:?}").contains("marker"));
        let written = request.finish().unwrap();
        assert!(!format!("{written:?} {:?}", written.unsigned()).contains("marker"));
    }
}
