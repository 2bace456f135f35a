//! The address of an installation.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use url::{Host, Url};

use crate::error::Error;

/// The address of an ERP installation, such as `https://erp.example.com.br:8443`.
///
/// With or without a final slash. `Debug` and `Display` show scheme, host, port and path; user
/// information, query and fragment are refused, because they may hold secrets. Cheap to clone.
#[derive(Clone)]
pub struct BaseUrl(Arc<Address>);

struct Address {
    url: Url,
    /// The URLs of paths without parameters, which are the same for every call.
    joined: RwLock<HashMap<&'static str, Url>>,
}

impl BaseUrl {
    fn of(url: Url) -> Self {
        Self(Arc::new(Address { url, joined: RwLock::default() }))
    }

    /// Reads an address. Plain HTTP is accepted here and refused by
    /// [`ClientOptions::base_url`](super::ClientOptions::base_url).
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Err(Error::invalid_input(format!("the base URL {why}")));
        if text.is_empty() {
            return refuse("is empty");
        }
        if text.chars().any(char::is_control) {
            return refuse("contains a line break or another control character");
        }
        if text.trim() != text {
            return refuse("begins or ends with whitespace");
        }
        let Ok(mut url) = Url::parse(text) else {
            return refuse("is not a URL; write it like https://erp.example.com.br");
        };
        if !matches!(url.scheme(), "http" | "https") || url.cannot_be_a_base() {
            return refuse("must begin with https:// or http://");
        }
        if !url.has_host() {
            return refuse("names no host");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("contains a user name or password; give credentials on their own");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("contains a query or fragment; give the address alone");
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self::of(url))
    }

    /// Refuses `http://` unless the caller allowed it explicitly: credentials would be sent unencrypted.
    pub(crate) fn require_https_unless(self, plaintext_allowed: bool) -> Result<Self, Error> {
        if self.is_plaintext() && !plaintext_allowed {
            return Err(Error::invalid_input(
                "the base URL is plain http://, which would send passwords and tokens unencrypted",
            )
            .with_advice("use https://, or allow it by allow_plaintext_http()"));
        }
        Ok(self)
    }

    /// Whether it is `http://`.
    pub(crate) fn is_plaintext(&self) -> bool {
        self.0.url.scheme() == "http"
    }

    /// Whether it is this machine itself.
    pub fn is_loopback(&self) -> bool {
        match self.0.url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// The same address without a final path segment, if that segment is `name`: operators paste the
    /// address with or without it.
    pub fn without_final_segment(self, name: &str) -> Self {
        match self.own_path().strip_suffix(name).filter(|rest| rest.ends_with('/')) {
            Some(shorter) => {
                let mut url = self.0.url.clone();
                url.set_path(shorter.trim_end_matches('/'));
                Self::of(url)
            }
            None => self,
        }
    }

    /// The same address with one more path segment.
    pub fn with_segment(&self, name: &str) -> Self {
        Self::of(self.join(&format!("/{name}")))
    }

    /// The port that the address names; `None` where it has its scheme's own.
    pub fn port(&self) -> Option<u16> {
        self.0.url.port()
    }

    /// The same address at another port.
    pub fn with_port(&self, port: u16) -> Self {
        let mut url = self.0.url.clone();
        // Only a URL without a host has no place for a port, and `parse` refuses that.
        let _ = url.set_port(Some(port));
        Self::of(url)
    }

    /// The URL of `path`, which begins with a slash and is already percent-encoded.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.0.url.clone();
        match self.own_path() {
            "" => url.set_path(path),
            base => url.set_path(&format!("{base}{path}")),
        }
        url
    }

    /// The same for a path without parameters, which is remembered.
    pub(crate) fn join_once(&self, path: &'static str) -> Url {
        let joined =
            self.0.joined.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        joined.unwrap_or_else(|| {
            let url = self.join(path);
            let mut joined = self.0.joined.write().unwrap_or_else(PoisonError::into_inner);
            joined.entry(path).or_insert(url).clone()
        })
    }

    /// The path of the address itself, without a final slash: what [`join`](Self::join) puts first.
    pub(crate) fn own_path(&self) -> &str {
        self.0.url.path().trim_end_matches('/')
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0.url
    }
}

impl PartialEq for BaseUrl {
    fn eq(&self, other: &Self) -> bool {
        self.0.url == other.0.url
    }
}

impl Eq for BaseUrl {}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.url.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_final_slash_makes_no_difference() {
        for text in ["https://a.example.com", "https://a.example.com/"] {
            let url = BaseUrl::parse(text).unwrap().join("/mk/X.rule");
            assert_eq!(url.as_str(), "https://a.example.com/mk/X.rule");
        }
        let below = BaseUrl::parse("https://a.example.com/erp//").unwrap();
        for url in [below.join("/mk/X.rule"), below.join_once("/mk/X.rule")] {
            assert_eq!(url.as_str(), "https://a.example.com/erp/mk/X.rule");
        }
    }

    #[test]
    fn a_remembered_url_is_that_of_its_own_path_and_address() {
        let base = BaseUrl::parse("https://a.example.com/mk").unwrap();
        for path in ["/x", "/y", "/x"] {
            let expected = format!("https://a.example.com/mk{path}");
            assert_eq!(base.join_once(path).as_str(), expected);
        }
        let shorter = base.clone().without_final_segment("mk");
        assert_eq!(shorter.join_once("/x").as_str(), "https://a.example.com/x");
        assert_eq!(base.join_once("/x").as_str(), "https://a.example.com/mk/x");
    }

    #[test]
    fn a_pasted_mk_segment_is_dropped() {
        for text in ["https://a.example.com/mk", "https://a.example.com/mk/"] {
            let base = BaseUrl::parse(text).unwrap().without_final_segment("mk");
            assert_eq!(base.join("/mk/X.rule").as_str(), "https://a.example.com/mk/X.rule");
        }
        let other =
            BaseUrl::parse("https://a.example.com/tmk").unwrap().without_final_segment("mk");
        assert_eq!(other.to_string(), "https://a.example.com/tmk");
    }

    #[test]
    fn the_port_is_replaced_and_nothing_else() {
        for text in ["https://a.example.com/erp/", "https://a.example.com:8443/erp"] {
            let other = BaseUrl::parse(text).unwrap().with_port(45_700);
            assert_eq!(other.to_string(), "https://a.example.com:45700/erp");
            assert_eq!(other.port(), Some(45_700));
        }
        assert_eq!(BaseUrl::parse("https://a.example.com").unwrap().port(), None);
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_quoted() {
        for text in [
            "",
            "erp.example.com",
            "ftp://a.example.com",
            "https://",
            "https://u:s3nh4@a.example.com",
            "https://a.example.com/?token=s3nh4",
            "https://a.example.com\n",
            " https://a.example.com",
            "mailto:s3nh4@example.com",
        ] {
            let error = BaseUrl::parse(text).unwrap_err().to_string();
            assert!(!error.contains("s3nh4"), "{error}");
        }
    }

    #[test]
    fn this_machine_is_known_by_all_its_names() {
        let is_loopback = |text| BaseUrl::parse(text).unwrap().is_loopback();
        assert!(is_loopback("http://127.0.0.1:8080") && is_loopback("http://[::1]"));
        assert!(is_loopback("http://localhost") && is_loopback("http://127.1"));
        assert!(!is_loopback("http://localhost.example.com") && !is_loopback("http://10.0.0.1"));
    }

    #[test]
    fn plain_http_needs_consent() {
        let base = BaseUrl::parse("http://a.example.com").unwrap();
        let error = base.clone().require_https_unless(false).unwrap_err();
        assert!(error.to_string().contains("allow_plaintext_http()"), "{error}");
        assert!(base.require_https_unless(true).is_ok());
    }
}
