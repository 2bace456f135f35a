//! The headers of an answer.

use std::borrow::Cow;
use std::fmt;

use reqwest::header::{HeaderMap, SET_COOKIE};

/// The headers of an answer, read only where somebody asks.
///
/// `Debug` shows how many there are.
#[derive(Clone)]
pub struct Headers(Held);

#[derive(Clone)]
enum Held {
    /// As the HTTP client gave them.
    Map(Box<HeaderMap>),
    /// As another transport gave them.
    Pairs(Vec<(String, String)>),
}

impl Headers {
    pub(super) fn of_map(map: HeaderMap) -> Self {
        Self(Held::Map(Box::new(map)))
    }

    /// The first value of that name, which is in lower case; `None` also for one that is not UTF-8,
    /// which [`iter`](Self::iter) has.
    pub fn get(&self, name: &str) -> Option<&str> {
        match &self.0 {
            Held::Map(map) => std::str::from_utf8(map.get(name)?.as_bytes()).ok(),
            Held::Pairs(pairs) => {
                pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
            }
        }
    }

    /// Names in lower case and values, in order. What is not UTF-8 in a value is replaced.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let (map, pairs) = match &self.0 {
            Held::Map(map) => (Some(map), None),
            Held::Pairs(pairs) => (None, Some(pairs)),
        };
        let of_map = map.into_iter().flat_map(|map| map.iter());
        let of_pairs = pairs.into_iter().flatten();
        of_map
            .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
            .chain(of_pairs.map(|(name, value)| (name.as_str(), Cow::Borrowed(value.as_str()))))
    }

    /// The same without cookies, which are secrets.
    pub(super) fn without_cookies(mut self) -> Self {
        match &mut self.0 {
            Held::Map(map) => {
                map.remove(SET_COOKIE);
            }
            Held::Pairs(pairs) => pairs.retain(|(name, _)| name != SET_COOKIE.as_str()),
        }
        self
    }
}

impl Default for Headers {
    fn default() -> Self {
        Self(Held::Pairs(Vec::new()))
    }
}

/// Names in lower case.
impl From<Vec<(String, String)>> for Headers {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(Held::Pairs(pairs))
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Headers({})", self.iter().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn both() -> [Headers; 2] {
        let pairs = [("content-type", "text/html"), ("set-cookie", "marker"), ("x-empty", "")];
        let map = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        [Headers::of_map(map.collect()), Headers::from(pairs.to_vec())]
    }

    #[test]
    fn headers_are_found_by_name_and_listed_in_order_whoever_gave_them() {
        for headers in both() {
            assert_eq!(headers.get("content-type"), Some("text/html"));
            assert_eq!(headers.get("x-empty"), Some(""));
            assert_eq!(headers.get("date"), None);
            let names: Vec<_> = headers.iter().map(|(name, _)| name.to_owned()).collect();
            assert_eq!(names, ["content-type", "set-cookie", "x-empty"]);
        }
    }

    #[test]
    fn no_cookie_is_kept_and_debug_shows_no_value() {
        for headers in both() {
            assert!(!format!("{headers:?}").contains("marker"));
            let kept = headers.without_cookies();
            assert!(kept.iter().all(|(name, value)| name != "set-cookie" && value != "marker"));
            assert_eq!(kept.iter().count(), 2);
        }
    }

    #[test]
    fn a_value_that_is_not_utf_8_is_listed_with_what_can_be_read() {
        let value = HeaderValue::from_bytes(b"caf\xE9").unwrap();
        let headers = Headers::of_map([("x-name".parse().unwrap(), value)].into_iter().collect());
        assert_eq!(headers.get("x-name"), None);
        assert_eq!(headers.iter().next(), Some(("x-name", "caf\u{fffd}".into())));
    }
}
