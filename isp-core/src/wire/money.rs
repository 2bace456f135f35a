//! Amounts of money on the wire.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Visitor},
};

use super::handover;
use super::json::{JsonNumber, Node, View};
use crate::brazil::Money;

pub(super) const NAME: &str = "$isp::Money";
pub(super) const EXPECTED: &str = "an amount of money in whole centavos";

/// Reads a JSON number, `"R$ 146,52"`, `"1.234,56"` or `"123.45"`; `None` for anything else, and
/// for an amount with a fraction of a centavo. The flag tells whether it stood there exactly, or with
/// the noise of a binary fraction, as in `146.51999999999998`.
pub(super) fn money_from_node(value: Node<'_>) -> Option<(Money, bool)> {
    match value.view() {
        View::Number(number) => from_number(number),
        View::Text(text) => from_text(text),
        _ => None,
    }
}

/// Exact, by the digits as they are written. Where a writer spelled out a whole binary fraction, it
/// goes by the shortest decimal that stands for it.
fn from_number(number: JsonNumber<'_>) -> Option<(Money, bool)> {
    /// Digits, point and sign of the longest shortest decimal.
    const LONGEST: usize = 19;
    let written = number.as_str();
    if let Some(centavos) = plain_amount(written.as_bytes()) {
        return Some((Money::from_centavos(centavos), true));
    }
    from_decimal(written).or_else(|| {
        if written.len() <= LONGEST || !number.is_decimal() {
            return None;
        }
        let (money, _) = from_decimal(&number.as_f64()?.to_string())?;
        Some((money, false))
    })
}

/// An amount as nearly all are written: a few digits, perhaps a point and one or two more.
fn plain_amount(written: &[u8]) -> Option<i64> {
    /// With so few characters no sum overflows.
    const LONGEST: usize = 16;
    if written.len() > LONGEST {
        return None;
    }
    let mut centavos = 0_i64;
    let mut decimals = None;
    for byte in written {
        match (byte, decimals) {
            (b'0'..=b'9', _) => {
                centavos = centavos * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count| count + 1);
            }
            (b'.', None) => decimals = Some(0),
            _ => return None,
        }
    }
    match decimals {
        None => Some(centavos * 100),
        Some(1) => Some(centavos * 10),
        Some(2) => Some(centavos),
        Some(_) => None,
    }
}

fn from_text(text: &str) -> Option<(Money, bool)> {
    let exact = text.parse().ok().map(|money| (money, true));
    exact.or_else(|| Some((without_noise(text.trim())?, false)))
}

/// Exact: goes by the decimal digits of the number, as JSON has them, and not by arithmetic.
fn from_decimal(text: &str) -> Option<(Money, bool)> {
    let exact = Money::from_decimal_text(text).ok().map(|money| (money, true));
    exact.or_else(|| Some((without_noise(text)?, false)))
}

/// The amount behind the noise of a binary fraction: `146.52` for `146.51999999999998`. An amount in
/// binary differs from its decimal form in the sixteenth or seventeenth digit, so behind the
/// centavos stand zeros or nines alone up to there. Anything else is a fraction of a centavo.
fn without_noise(text: &str) -> Option<Money> {
    /// Digits of a number from the first on which two decimals of a binary fraction can differ.
    const EXACT_DIGITS: usize = 15;
    /// Zeros or nines behind the centavos, at the least.
    const RUN: usize = 4;
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.')?;
    let (centavos, rest) = fraction.split_at_checked(2)?;
    let significant = whole.trim_start_matches('0').len() + fraction.len();
    let run = rest.get(..rest.len().checked_sub(2)?)?;
    if significant < EXACT_DIGITS || run.len() < RUN {
        return None;
    }
    let exact = Money::from_decimal_text(&format!("{whole}.{centavos}")).ok()?;
    let magnitude = if run.bytes().all(|digit| digit == b'0') {
        exact
    } else if run.bytes().all(|digit| digit == b'9') {
        exact.checked_add(Money::from_centavos(1))?
    } else {
        return None;
    };
    if negative { Money::ZERO.checked_sub(magnitude) } else { Some(magnitude) }
}

/// Below this many centavos an amount has at most fifteen digits, which binary fractions keep.
const LARGEST_EXACT: u64 = 1_000_000_000_000_000;

/// Written as a JSON number with at most two decimals, or as such a text if the amount is so large
/// that JSON's numbers would lose centavos.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.centavos() % 100 == 0 {
            return to.serialize_i64(self.centavos() / 100);
        }
        let text = self.to_decimal_text();
        match text.parse::<f64>() {
            Ok(number) if self.centavos().unsigned_abs() < LARGEST_EXACT => {
                to.serialize_f64(number)
            }
            _ => to.serialize_str(&text),
        }
    }
}

/// Read from a JSON number, from `"R$ 146,52"`, `"1.234,56"` or `"123.45"`. Anything else, and a
/// fraction of a centavo (except the noise of binary fractions), is an error, also in an optional
/// field: a wrong amount must not look like no amount. Null and blank text are `None` for an `Option<Money>`.
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, MoneyVisitor)
    }
}

struct MoneyVisitor;

impl<'de> Visitor<'de> for MoneyVisitor {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Money, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Money, E> {
        let centavos = handover::unpack(bytes).and_then(|centavos| i64::try_from(centavos).ok());
        centavos.map(Money::from_centavos).ok_or_else(|| E::custom(EXPECTED))
    }

    fn visit_i64<E: de::Error>(self, reais: i64) -> Result<Money, E> {
        accept(from_decimal(&reais.to_string()))
    }

    fn visit_u64<E: de::Error>(self, reais: u64) -> Result<Money, E> {
        accept(from_decimal(&reais.to_string()))
    }

    fn visit_f64<E: de::Error>(self, reais: f64) -> Result<Money, E> {
        accept(from_decimal(&reais.to_string()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Money, E> {
        accept(from_text(text))
    }
}

fn accept<E: de::Error>(money: Option<(Money, bool)>) -> Result<Money, E> {
    money.map(|(money, _)| money).ok_or_else(|| E::custom(EXPECTED))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, from_str, from_value, json, to_string};

    fn money_from_value(value: &Value) -> Option<(Money, bool)> {
        money_from_text(&value.to_string())
    }

    fn money_from_text(json: &str) -> Option<(Money, bool)> {
        money_from_node(crate::wire::parse_utf8(json.as_bytes()).unwrap().root())
    }

    fn read(value: Value) -> Option<i64> {
        let plain = from_value::<Money>(value.clone()).ok();
        let tolerant = money_from_value(&value).map(|(money, _)| money);
        assert_eq!(plain, tolerant, "both readers agree");
        plain.map(Money::centavos)
    }

    #[test]
    fn every_known_form_is_read_exactly() {
        for (value, centavos) in [
            (json!(146.52), 14_652),
            (json!(89.9), 8_990),
            (json!(250), 25_000),
            (json!(250.0), 25_000),
            (json!(0), 0),
            (json!(-12.5), -1_250),
            (json!(0.07), 7),
            (json!("R$ 146,52"), 14_652),
            (json!("R$\u{a0}146,52"), 14_652),
            (json!("1.234,56"), 123_456),
            (json!("123.45"), 12_345),
            (json!(1e3), 100_000),
        ] {
            assert_eq!(read(value.clone()), Some(centavos), "{value}");
        }
    }

    #[test]
    fn a_fraction_of_a_centavo_is_an_error() {
        for value in [
            json!(146.525),
            json!("146.525"),
            json!(1e-7),
            json!(146.519_999),
            json!(146.519_999_999_5),
            json!("146.5250000000001"),
            json!(0.001),
        ] {
            assert_eq!(read(value.clone()), None, "{value}");
        }
    }

    #[test]
    fn the_noise_of_a_binary_fraction_is_no_fraction_of_a_centavo() {
        for (value, centavos) in [
            (json!(146.519_999_999_999_98), 14_652),
            (json!(0.1 + 0.2), 30),
            (json!(89.900_000_000_000_02), 8_990),
            (json!("1234.5600000000001"), 123_456),
            (json!(-146.519_999_999_999_98), -14_652),
            (json!(0.999_999_999_999_999_9), 100),
        ] {
            assert_eq!(money_from_value(&value), Some((Money::from_centavos(centavos), false)));
            assert_eq!(read(value.clone()), Some(centavos), "{value}");
        }
    }

    #[test]
    fn junk_is_an_error() {
        for value in [
            json!("grátis"),
            json!(""),
            json!(null),
            json!(true),
            json!([1]),
            json!(1e300),
            json!(u64::MAX),
            json!(i64::MIN),
        ] {
            assert_eq!(read(value.clone()), None, "{value}");
        }
    }

    #[test]
    fn it_is_written_as_a_number_with_at_most_two_decimals() {
        let written = |centavos| to_string(&Money::from_centavos(centavos)).unwrap();
        assert_eq!(written(14_652), "146.52");
        assert_eq!(written(8_990), "89.9");
        assert_eq!(written(25_000), "250");
        assert_eq!(written(-5), "-0.05");
    }

    proptest! {
        #[test]
        fn every_amount_survives_writing_and_reading(
            centavos in prop_oneof![any::<i64>(), -(1_i64 << 54)..(1_i64 << 54)],
        ) {
            let money = Money::from_centavos(centavos);
            let text = to_string(&money).unwrap();
            prop_assert_eq!(from_str::<Money>(&text).unwrap(), money);
            let value: Value = from_str(&text).unwrap();
            prop_assert_eq!(money_from_value(&value), Some((money, true)));
        }

        #[test]
        fn every_two_decimal_number_of_a_body_is_exact(reais in 0..10_000_000_000_i64, cents in 0..100_i64) {
            let value: Value = from_str(&format!("{reais}.{cents:02}")).unwrap();
            let exact = Money::from_centavos(reais * 100 + cents);
            prop_assert_eq!(money_from_value(&value), Some((exact, true)));
        }

        #[test]
        fn no_number_causes_a_panic(number in any::<f64>()) {
            let _ = money_from_value(&json!(number));
        }
    }
}
