//! Amounts: never rounded, and what is read is written and read again.

#![no_main]

use isp_core::Money;
use isp_core::wire::{decode, decode_value, parse_utf8};
use libfuzzer_sys::fuzz_target;

/// The centavos of plain digits with at most one decimal point, in arithmetic of its own.
fn centavos(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 20 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    if digits.ends_with('.') || fraction.len() > 2 {
        return None;
    }
    let magnitude: i128 = format!("{whole}{fraction:0<2}").parse().ok()?;
    Some(if negative { -magnitude } else { magnitude })
}

fn check(money: Money) {
    assert_eq!(money.to_string().parse(), Ok(money));
    assert_eq!(Money::from_brazilian_text(&money.to_string()), Ok(money));
    assert_eq!(Money::from_decimal_text(&money.to_decimal_text()), Ok(money));
    let written = serde_json::to_value(money).expect("it can be written");
    assert_eq!(decode_value::<Money>(&written).expect("it is read again").value, money);
}

fuzz_target!(|text: &str| {
    let decimal = Money::from_decimal_text(text);
    if let Some(exact) = centavos(text) {
        let read = i64::try_from(exact).ok().map(Money::from_centavos);
        assert_eq!(decimal.ok(), read, "{text}");
    }
    for money in [text.parse::<Money>(), decimal, Money::from_brazilian_text(text)] {
        if let Ok(money) = money {
            check(money);
        }
    }
    // As a number of an answer, and as a text of one.
    if let Ok(json) = parse_utf8(text.as_bytes()) {
        if let Ok(decoded) = decode::<Money>(&json) {
            check(decoded.value);
            if let Some(number) = json.root().as_number() {
                if let Some(exact) = centavos(number.as_str()) {
                    assert_eq!(i128::from(decoded.value.centavos()), exact, "{text}");
                }
            }
        }
    }
});
