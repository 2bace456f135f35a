//! The values a single field can have, and what is taken for one.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date, civil::DateTime};
use serde_json::{Number, Value};

use super::{
    super::{
        date, date_error::DateError, datetime, drift::DeviationKind, flag::parse_flag, instant,
        money, php_datetime::PhpDateTime, temporal::Temporal,
    },
    type_name,
};

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Integer {
        min: i128,
        max: i128,
    },
    Decimal,
    Text,
    Flag,
    Money,
    /// With `empty`, the zero date is nothing instead of an error.
    Date {
        empty: bool,
    },
    DateTime {
        empty: bool,
    },
    Instant {
        empty: bool,
    },
}

/// A value once taken.
pub(super) enum Taken<'a> {
    Integer(i128),
    Decimal(f64),
    Text(Cow<'a, str>),
    Flag(bool),
    Nothing,
}

type Taking<'a> = Option<(Taken<'a>, Option<DeviationKind>)>;

impl Scalar {
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Integer { .. } => "an integer",
            Self::Decimal => "a number",
            Self::Text => "text",
            Self::Flag => "yes or no",
            Self::Money => money::EXPECTED,
            Self::Date { .. } => date::EXPECTED,
            Self::DateTime { .. } => datetime::EXPECTED,
            Self::Instant { .. } => instant::EXPECTED,
        }
    }

    /// The value as this kind, and what was odd about it; `None` if it is not one.
    pub(super) fn take(self, value: &Value) -> Taking<'_> {
        match self {
            Self::Integer { min, max } => {
                let (integer, odd) = integer(value)?;
                ((min..=max).contains(&integer)).then_some((Taken::Integer(integer), odd))
            }
            Self::Decimal => decimal(value),
            Self::Text => text(value),
            Self::Flag => flag(value).map(|yes| (Taken::Flag(yes), None)),
            Self::Money => {
                let (money, is_exact) = money::money_from_value(value)?;
                let note = "an amount with binary noise";
                let odd = (!is_exact).then_some(DeviationKind::Other { note });
                Some((Taken::Text(money.to_decimal_text().into()), odd))
            }
            Self::Date { empty } => temporal::<Date>(value, empty),
            Self::DateTime { empty } => temporal::<DateTime>(value, empty),
            Self::Instant { empty } => temporal::<Timestamp>(value, empty),
        }
    }
}

fn other_type(expected: &'static str, value: &Value) -> DeviationKind {
    DeviationKind::OtherType { expected, found: type_name(value) }
}

fn integer(value: &Value) -> Option<(i128, Option<DeviationKind>)> {
    match value {
        Value::Number(number) => match plain_integer(number) {
            Some(integer) => Some((integer, None)),
            None => whole_decimal(number).map(|integer| {
                let odd = DeviationKind::OtherType { expected: "integer", found: "decimal" };
                (integer, Some(odd))
            }),
        },
        Value::String(text) => {
            let integer = text.trim().parse().ok()?;
            Some((integer, Some(other_type("number", value))))
        }
        _ => None,
    }
}

fn plain_integer(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

/// `10123.0`. Decided by the digits: beyond 2^53 a float is no longer exact, and is then
/// written with an exponent or is refused by the range.
fn whole_decimal(number: &Number) -> Option<i128> {
    const EXACT: i128 = 1 << 53;
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.')?;
    let integer: i128 = whole.parse().ok()?;
    let whole_only = fraction.bytes().all(|b| b == b'0');
    (whole_only && integer.abs() <= EXACT).then_some(integer)
}

fn decimal(value: &Value) -> Taking<'_> {
    match value {
        Value::Number(number) => Some((Taken::Decimal(number.as_f64()?), None)),
        Value::String(text) => {
            let text = text.trim();
            let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
            // with both separators one of them groups thousands, and which is a guess
            if !text.chars().all(plain) || text.contains('.') && text.contains(',') {
                return None;
            }
            let number = text.replace(',', ".").parse().ok()?;
            Some((Taken::Decimal(number), Some(other_type("number", value))))
        }
        _ => None,
    }
}

fn text(value: &Value) -> Taking<'_> {
    let text = code_text(value)?;
    let odd = match value {
        Value::String(_) => None,
        _ => Some(other_type("text", value)),
    };
    Some((Taken::Text(text), odd))
}

/// The text of a text, number or boolean.
pub(super) fn scalar_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(flag) => Some(Cow::Owned(flag.to_string())),
        _ => None,
    }
}

/// The text of a text, number or boolean; the number `6.0` reads as `6`.
pub(super) fn code_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Number(number) => match whole_decimal(number) {
            Some(integer) => Some(Cow::Owned(integer.to_string())),
            None => scalar_text(value),
        },
        _ => scalar_text(value),
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        _ => parse_flag(&scalar_text(value)?),
    }
}

fn temporal<T: Temporal + ToString>(value: &Value, empty: bool) -> Taking<'_> {
    let read: Result<Option<T>, DateError> = match value {
        Value::Object(dump) => {
            let dump = PhpDateTime::from_object(dump.clone())?;
            let moment = T::from_dump(&dump)?.to_string();
            let odd = DeviationKind::OtherType { expected: "text", found: "PHP dump of a date" };
            return Some((Taken::Text(moment.into()), Some(odd)));
        }
        Value::String(text) => T::from_text(text),
        Value::Number(_) => T::from_integer(i64::try_from(integer(value)?.0).ok()?),
        _ => return None,
    };
    match read.ok()? {
        Some(moment) => Some((Taken::Text(moment.to_string().into()), None)),
        None => empty.then_some((Taken::Nothing, None)),
    }
}
