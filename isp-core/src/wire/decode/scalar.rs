//! The values a single field can have, and what is taken for one.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date, civil::DateTime};

use super::super::{
    date,
    date_error::DateError,
    datetime,
    drift::DeviationKind,
    flag::parse_flag,
    handover::Packed,
    instant,
    json::{JsonNumber, Node, View},
    money,
    php_datetime::PhpDateTime,
    temporal::Temporal,
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
    /// A value of one of our own types.
    Packed(Packed),
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
    pub(super) fn take(self, value: Node<'_>) -> Taking<'_> {
        match self {
            Self::Integer { min, max } => {
                let (integer, odd) = integer(value)?;
                ((min..=max).contains(&integer)).then_some((Taken::Integer(integer), odd))
            }
            Self::Decimal => decimal(value),
            Self::Text => text(value),
            Self::Flag => flag(value).map(|yes| (Taken::Flag(yes), None)),
            Self::Money => {
                let (money, is_exact) = money::money_from_node(value)?;
                let note = "an amount with binary noise";
                let odd = (!is_exact).then_some(DeviationKind::Other { note });
                Some((Taken::Packed(Packed::new(money.centavos().into())), odd))
            }
            Self::Date { empty } => temporal::<Date>(value, empty),
            Self::DateTime { empty } => temporal::<DateTime>(value, empty),
            Self::Instant { empty } => temporal::<Timestamp>(value, empty),
        }
    }
}

fn other_type(expected: &'static str, value: Node<'_>) -> DeviationKind {
    DeviationKind::OtherType { expected, found: value.type_name() }
}

fn integer(value: Node<'_>) -> Option<(i128, Option<DeviationKind>)> {
    match value.view() {
        View::Number(number) => match number.as_str().parse() {
            Ok(integer) => Some((integer, None)),
            Err(_) => whole_decimal(number).map(|integer| {
                let odd = DeviationKind::OtherType { expected: "integer", found: "decimal" };
                (integer, Some(odd))
            }),
        },
        View::Text(text) => {
            let integer = text.trim().parse().ok()?;
            Some((integer, Some(other_type("number", value))))
        }
        _ => None,
    }
}

/// `10123.0`. Decided by the digits: beyond 2^53 a binary fraction is no longer exact, and what one
/// writer sends so is not what another meant.
fn whole_decimal(number: JsonNumber<'_>) -> Option<i128> {
    const EXACT: i128 = 1 << 53;
    let written = number.as_str();
    let spelled_out;
    let plain = if written.contains(['e', 'E']) {
        spelled_out = format!("{:?}", number.as_f64()?);
        spelled_out.as_str()
    } else {
        written
    };
    let (whole, fraction) = plain.split_once('.')?;
    let integer: i128 = whole.parse().ok()?;
    let whole_only = fraction.bytes().all(|b| b == b'0');
    (whole_only && integer.abs() <= EXACT).then_some(integer)
}

fn decimal(value: Node<'_>) -> Taking<'_> {
    match value.view() {
        View::Number(number) => Some((Taken::Decimal(number.as_f64()?), None)),
        View::Text(text) => {
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

fn text(value: Node<'_>) -> Taking<'_> {
    if let View::Text(text) = value.view() {
        return Some((Taken::Text(Cow::Borrowed(text)), None));
    }
    Some((Taken::Text(code_text(value)?), Some(other_type("text", value))))
}

/// The text of a text, number or boolean.
pub(super) fn scalar_text(value: Node<'_>) -> Option<Cow<'_, str>> {
    match value.view() {
        View::Text(text) => Some(Cow::Borrowed(text)),
        View::Number(number) => Some(Cow::Borrowed(number.as_str())),
        View::Bool(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
        _ => None,
    }
}

/// The text of a text, number or boolean; the number `6.0` reads as `6`.
pub(super) fn code_text(value: Node<'_>) -> Option<Cow<'_, str>> {
    let whole = value.as_number().and_then(whole_decimal);
    whole.map_or_else(|| scalar_text(value), |integer| Some(Cow::Owned(integer.to_string())))
}

fn flag(value: Node<'_>) -> Option<bool> {
    match value.view() {
        View::Bool(yes) => Some(yes),
        _ => parse_flag(&scalar_text(value)?),
    }
}

fn temporal<T: Temporal>(value: Node<'_>, empty: bool) -> Taking<'_> {
    let taken = |moment: &T| Taken::Packed(Packed::new(moment.to_integer()));
    let read: Result<Option<T>, DateError> = match value.view() {
        View::Object(dump) => {
            let dump = PhpDateTime::from_object(dump.to_map())?;
            let moment = taken(&T::from_dump(&dump)?);
            let odd = DeviationKind::OtherType { expected: "text", found: "PHP dump of a date" };
            return Some((moment, Some(odd)));
        }
        View::Text(text) => T::from_text(text),
        View::Number(_) => T::from_integer(i64::try_from(integer(value)?.0).ok()?),
        _ => return None,
    };
    match read.ok()? {
        Some(moment) => Some((taken(&moment), None)),
        None => empty.then_some((Taken::Nothing, None)),
    }
}
