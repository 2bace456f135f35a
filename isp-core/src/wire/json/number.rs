//! Numbers as they are written.

use std::fmt;

use serde_json::{Number, Value};

/// A JSON number as it is written: `146.51999999999998`, `250.0`, `1e3`.
///
/// Two are equal if they are written alike, or are both no integers and the same binary fraction.
/// `Display` shows it as it is written.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "a value may be personal data")]
pub struct JsonNumber<'a>(&'a str);

impl<'a> JsonNumber<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The integer, if it is written as one and fits.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The integer, if it is written as one and fits.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The nearest binary fraction; `None` if it is beyond their range.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        self.0.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whether it is written with a fraction or an exponent.
    pub(in super::super) fn is_decimal(self) -> bool {
        self.0.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'))
    }

    /// An owned copy. The text as written if it is beyond the range of binary fractions.
    #[must_use]
    pub fn to_value(self) -> Value {
        if let Some(number) = self.as_u64() {
            return Value::from(number);
        }
        if let Some(number) = self.as_i64().filter(|number| *number != 0) {
            return Value::from(number);
        }
        self.as_f64().and_then(Number::from_f64).map_or_else(|| Value::from(self.0), Value::Number)
    }
}

impl PartialEq for JsonNumber<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
            || self.is_decimal()
                && other.is_decimal()
                && self.as_f64().is_some_and(|number| Some(number) == other.as_f64())
    }
}

impl fmt::Display for JsonNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
