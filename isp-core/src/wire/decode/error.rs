//! Why an answer could not be decoded.

use std::fmt;

use serde::de::{self, Unexpected};

use super::{
    super::{date, datetime, instant, json::Node, money, php_datetime},
    path::{Path, Place, Step},
    scalar::Scalar,
};

/// Why and where an answer could not be decoded. Holds no value of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// Where, as a JSON path: `$.Conexoes[0].contrato`. Of a missing field, where it should be.
    pub path: String,
    /// Why.
    pub kind: DecodeErrorKind,
}

impl DecodeError {
    /// An error of the caller's own decoding: `path` does not hold what was `expected`.
    pub fn unexpected(
        path: impl Into<String>,
        expected: impl Into<String>,
        found: &'static str,
    ) -> Self {
        let kind = DecodeErrorKind::Unexpected { expected: expected.into(), found };
        Self { path: path.into(), kind }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.path, self.kind)
    }
}

impl std::error::Error for DecodeError {}

/// Why a value could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A field that must be there is not.
    MissingField,
    /// The value is of another type, or of the right type but not such a value.
    Unexpected {
        /// What the type takes.
        expected: String,
        /// The JSON type that came.
        found: &'static str,
    },
    /// The object has two different values for the field, under one key or two spellings of it.
    TwoValues,
    /// What is read of the answer would need far more memory than the answer itself.
    TooLarge,
    /// The type refused the value for a reason of its own, which is left out because it could
    /// quote the value.
    Refused,
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField => f.write_str("the field is missing"),
            Self::Unexpected { expected, found } => {
                write!(f, "expected {expected}, found {found}")
            }
            Self::TwoValues => f.write_str("the field has two different values"),
            Self::TooLarge => {
                f.write_str("the answer has too many rows or objects to be read as a whole")
            }
            Self::Refused => f.write_str("the value was refused by its type"),
        }
    }
}

/// The error type of the deserialiser: knows its place as soon as it leaves the value it is about.
#[derive(Debug)]
pub(super) struct Failure(Box<Inner>);

#[derive(Debug)]
struct Inner {
    place: Option<Place>,
    kind: DecodeErrorKind,
    missing: Option<&'static str>,
    hard: bool,
    scalar: Option<Scalar>,
}

impl Failure {
    fn new(kind: DecodeErrorKind) -> Self {
        Self(Box::new(Inner { place: None, kind, missing: None, hard: false, scalar: None }))
    }

    /// A value that is not what the type takes. Never dropped if rows could be lost by it.
    pub(super) fn unexpected(expected: &str, value: Node<'_>) -> Self {
        let mut failure = Self::new(DecodeErrorKind::Unexpected {
            expected: expected.to_owned(),
            found: value.type_name(),
        });
        failure.0.hard = value.as_list().is_some_and(|items| !items.is_empty());
        failure
    }

    /// A value that is not such a scalar.
    pub(super) fn not_a(scalar: Scalar, value: Node<'_>) -> Self {
        let mut failure = Self::unexpected(scalar.expected(), value);
        failure.0.hard |= scalar == Scalar::Money;
        failure.0.scalar = Some(scalar);
        failure
    }

    /// A field with two different values.
    pub(super) fn two_values() -> Self {
        Self::new(DecodeErrorKind::TwoValues)
    }

    /// An answer that is too large to be read as a whole.
    pub(super) fn too_large() -> Self {
        Self::new(DecodeErrorKind::TooLarge).hard()
    }

    /// The same, but not even an optional field may become `None` by it.
    pub(super) fn hard(mut self) -> Self {
        self.0.hard = true;
        self
    }

    /// Says where, unless that is known already.
    pub(super) fn at(mut self, path: &Path<'_>) -> Self {
        if self.0.place.is_none() {
            let mut place = path.to_place();
            if let Some(field) = self.0.missing {
                place.0.push(Step::Member(field.to_owned()));
            }
            self.0.place = Some(place);
        }
        self
    }

    pub(super) fn is_hard(&self) -> bool {
        self.0.hard
    }

    pub(super) fn is_missing_field(&self) -> bool {
        self.0.missing.is_some()
    }

    pub(super) fn scalar(&self) -> Option<Scalar> {
        self.0.scalar
    }

    pub(super) fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    pub(super) fn steps(&self) -> &[Step] {
        self.0.place.as_ref().map_or(&[], |place| &place.0)
    }
}

impl From<Failure> for DecodeError {
    fn from(failure: Failure) -> Self {
        let Inner { place, kind, .. } = *failure.0;
        Self { path: place.map_or_else(|| "$".to_owned(), |place| place.to_string()), kind }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(f)
    }
}

impl std::error::Error for Failure {}

/// Messages of this module's own types; any other message could quote the value.
const OWN_WORDS: [&str; 5] = [
    money::EXPECTED,
    date::EXPECTED,
    datetime::EXPECTED,
    instant::EXPECTED,
    php_datetime::EXPECTED,
];

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        if !OWN_WORDS.contains(&message.as_str()) {
            return Self::new(DecodeErrorKind::Refused);
        }
        let hard = message == money::EXPECTED;
        let mut failure =
            Self::new(DecodeErrorKind::Unexpected { expected: message, found: "another value" });
        failure.0.hard = hard;
        failure
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let expected = expected.to_string();
        let hard = expected == money::EXPECTED;
        let mut failure =
            Self::new(DecodeErrorKind::Unexpected { expected, found: unexpected_type(found) });
        failure.0.hard = hard;
        failure
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::new(DecodeErrorKind::Unexpected {
            expected: expected.to_string(),
            found: "another number of items",
        })
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new(DecodeErrorKind::Unexpected {
            expected: "a known word".to_owned(),
            found: "another word",
        })
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::new(DecodeErrorKind::Unexpected {
            expected: "only known fields".to_owned(),
            found: "another field",
        })
    }

    fn missing_field(field: &'static str) -> Self {
        let mut failure = Self::new(DecodeErrorKind::MissingField);
        failure.0.missing = Some(field);
        failure
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::new(DecodeErrorKind::Unexpected {
            expected: "each field once".to_owned(),
            found: "a duplicate field",
        })
    }
}

fn unexpected_type(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "number",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "text",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "list",
        Unexpected::Map => "object",
        _ => "another value",
    }
}
