//! What a dialect adds to a written request.

use std::borrow::Cow;
use std::fmt;

use url::Url;

use crate::http::request::HttpRequest;
use crate::http::request_writer::WrittenRequest;
use crate::secret::Secret;

/// Where a dialect signs a request: once for each attempt, while the request itself is written once.
///
/// On the wire, query parameters of the signature come before those of the operation.
pub struct RequestSigner<'a> {
    written: &'a WrittenRequest,
    url: Url,
    query: Vec<(&'static str, Value)>,
    headers: Vec<(&'static str, Secret)>,
    fields: Vec<(&'static str, Secret)>,
    secrets: Vec<Secret>,
}

enum Value {
    Plain(Cow<'static, str>),
    Secret(Secret),
}

impl<'a> RequestSigner<'a> {
    /// A request without a signature.
    pub fn new(written: &'a WrittenRequest) -> Self {
        Self {
            written,
            url: written.url().clone(),
            query: Vec::new(),
            headers: Vec::new(),
            fields: Vec::new(),
            secrets: Vec::new(),
        }
    }

    /// Adds a query parameter, percent-encoded as UTF-8.
    pub fn query(&mut self, name: &'static str, value: impl Into<Cow<'static, str>>) {
        self.query.push((name, Value::Plain(value.into())));
    }

    /// Adds a secret query parameter.
    pub fn secret_query(&mut self, name: &'static str, value: &Secret) {
        self.secrets.push(value.clone());
        self.query.push((name, Value::Secret(value.clone())));
    }

    /// Adds a header whose value is secret.
    pub fn secret_header(&mut self, name: &'static str, value: &Secret) {
        self.secrets.push(value.clone());
        self.headers.push((name, value.clone()));
    }

    /// Adds a secret text field to the multipart form; a request without one stays as it is.
    pub fn secret_field(&mut self, name: &'static str, value: &Secret) {
        self.secrets.push(value.clone());
        self.fields.push((name, value.clone()));
    }

    /// Whether the operation declares a parameter of that name: one that it writes itself, or one
    /// that it leaves to the signature ([`Place::Signature`](crate::http::Place)).
    pub fn declares(&self, name: &str) -> bool {
        self.written.declares(name)
    }

    /// Leaves `prefix` out of the path if it begins so, because the base URL includes it; says
    /// whether it does.
    pub fn strip_path_prefix(&mut self, prefix: &str) -> bool {
        let whole = self.url.path().split_at_checked(self.written.own_path());
        let Some((base, path)) = whole else {
            return false;
        };
        match path.strip_prefix(prefix) {
            Some(rest) if rest.starts_with('/') => {
                let shorter = format!("{base}{rest}");
                self.url.set_path(&shorter);
                true
            }
            _ => false,
        }
    }

    /// The secrets of the signature so far, which the signer then no longer knows.
    pub(super) fn take_secrets(&mut self) -> Vec<Secret> {
        std::mem::take(&mut self.secrets)
    }

    /// The signed request.
    pub fn finish(self) -> HttpRequest {
        let query = self.query.iter().map(|(name, value)| match value {
            Value::Plain(value) => (*name, &**value),
            Value::Secret(value) => (*name, value.expose()),
        });
        self.written.signed(self.url, query, self.headers, self.fields)
    }
}

impl fmt::Debug for RequestSigner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestSigner").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{BaseUrl, OperationSpec, RequestWriter};

    fn written(path: &'static str) -> WrittenRequest {
        let base = BaseUrl::parse("https://erp.example.com").unwrap();
        let mut request = RequestWriter::new(&base, &OperationSpec::get("GetThing", path));
        request.query("name", "x");
        request.finish().unwrap()
    }

    #[test]
    fn the_query_of_the_signature_comes_first() {
        let written = written("/things");
        for token in ["one", "two"] {
            let mut request = RequestSigner::new(&written);
            request.query("sys", "MK0");
            request.secret_query("token", &Secret::new(token));
            let url = request.finish().url;
            assert_eq!(
                *url,
                *format!("https://erp.example.com/things?sys=MK0&token={token}&name=x")
            );
        }
    }

    #[test]
    fn a_prefix_of_the_path_is_left_out_as_a_whole_segment_alone() {
        for (path, stripped, rest) in
            [("/core-api/x", true, "/x"), ("/core-apis/x", false, "/core-apis/x")]
        {
            let written = written(path);
            let mut request = RequestSigner::new(&written);
            assert_eq!(request.strip_path_prefix("/core-api"), stripped);
            let url = request.finish().url;
            assert_eq!(*url, *format!("https://erp.example.com{rest}?name=x"));
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let written = written("/things");
        let mut request = RequestSigner::new(&written);
        request.secret_header("authorization", &Secret::new("marker"));
        assert!(!format!("{request:?}").contains("marker"));
        assert_eq!(request.take_secrets(), [Secret::new("marker")]);
        let signed = request.finish();
        assert_eq!(signed.headers, [("authorization", Secret::new("marker"))]);
        assert!(!format!("{signed:?}").contains("marker"));
    }
}
