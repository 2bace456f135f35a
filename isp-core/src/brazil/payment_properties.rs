//! Properties of boleto, collection slip and PIX.

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::check_digit::{mod10, mod11_slip};
use super::money::Money;
use super::{Boleto, CollectionSlip, PaymentLine, PixCode, due_factor};

/// First and last date with a due factor.
const FIRST: Date = date(1997, 10, 8);
const LAST: Date = date(2049, 10, 13);

fn later(date: Date, days: i64) -> Date {
    date.checked_add(Span::new().days(days)).unwrap()
}

fn dates() -> impl Strategy<Value = Date> {
    let days = LAST.duration_since(FIRST).as_hours() / 24;
    (0..=days).prop_map(|days| later(FIRST, days))
}

fn boletos() -> impl Strategy<Value = Boleto> {
    let due = prop::option::of(dates());
    let amount = prop::option::of((0..=9_999_999_999_i64).prop_map(Money::from_centavos));
    ("[0-9]{3}", due, amount, "[0-9]{25}").prop_map(|(bank, due, amount, free_field)| {
        Boleto::new(&bank, due, amount, &free_field).unwrap()
    })
}

fn slips() -> impl Strategy<Value = CollectionSlip> {
    ("[0-9]", 6..=9, "[0-9]{40}").prop_map(|(segment, kind, rest)| {
        let check = if kind < 8 { mod10 } else { mod11_slip };
        let check = check(&format!("8{segment}{kind}{rest}"));
        CollectionSlip::from_barcode(&format!("8{segment}{kind}{check}{rest}")).unwrap()
    })
}

/// `digits` with the digit at `at` moved on by `step`, 1–9.
fn with_another_digit(digits: &str, at: usize, step: u8) -> String {
    let mut bytes = digits.as_bytes().to_vec();
    bytes[at] = b'0' + (bytes[at] - b'0' + step) % 10;
    String::from_utf8(bytes).unwrap()
}

/// Texts that come close to being valid: digits, separators and the odd other character.
fn near_misses() -> impl Strategy<Value = String> {
    let lengths = prop::sample::select(vec![0_usize, 1, 43, 44, 45, 46, 47, 48, 49]);
    lengths.prop_flat_map(|length| {
        let first = prop::sample::select(vec!["", "8", "84", "846", "848", "000201"]);
        let digit = prop::sample::select("00112233445566778899.- é８".chars().collect::<Vec<_>>());
        let rest = prop::collection::vec(digit, length);
        (first, rest).prop_map(|(first, rest)| format!("{first}{}", String::from_iter(rest)))
    })
}

/// All readers at once: none may panic, and what reads must read the same again.
fn read_all(text: &str) {
    if let Ok(boleto) = text.parse::<Boleto>() {
        assert_eq!(boleto.to_string().parse(), Ok(boleto));
    }
    if let Ok(slip) = text.parse::<CollectionSlip>() {
        assert_eq!(slip.to_string().parse(), Ok(slip));
    }
    if let Ok(line) = text.parse::<PaymentLine>() {
        assert_eq!(line.to_string().parse(), Ok(line));
    }
    if let Ok(code) = text.parse::<PixCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
    let _ = Boleto::from_line(text);
    let _ = Boleto::from_barcode(text);
    let _ = CollectionSlip::from_line(text);
    let _ = CollectionSlip::from_barcode(text);
    let _ = Boleto::new(text, None, None, text);
    let _ = PixCode::for_key(text, text, text).txid(text).build();
}

proptest! {
    #[test]
    fn boleto_round_trips(boleto in boletos()) {
        prop_assert_eq!(Boleto::from_line(&boleto.line()), Ok(boleto.clone()));
        prop_assert_eq!(Boleto::from_barcode(&boleto.barcode()), Ok(boleto.clone()));
        prop_assert_eq!(boleto.formatted_line().parse(), Ok(boleto.clone()));
        prop_assert_eq!(boleto.line().parse(), Ok(PaymentLine::Boleto(boleto)));
    }

    #[test]
    fn boleto_keeps_what_it_was_made_of(due in dates(), centavos in 1..=9_999_999_999_i64) {
        let amount = Some(Money::from_centavos(centavos));
        let free_field = "1234567890123456789012345";
        let boleto = Boleto::new("999", Some(due), amount, free_field).unwrap();
        prop_assert_eq!(boleto.due_date(due), Some(due));
        prop_assert_eq!(boleto.amount(), amount);
        prop_assert_eq!(boleto.free_field(), free_field);
    }

    #[test]
    fn boleto_field_detects_a_changed_digit(boleto in boletos(), at in 0..32_usize, step in 1..=9_u8) {
        let changed = with_another_digit(&boleto.line(), at, step);
        prop_assert!(Boleto::from_line(&changed).is_err());
    }

    #[test]
    fn slip_round_trips(slip in slips()) {
        prop_assert_eq!(CollectionSlip::from_line(&slip.line()), Ok(slip.clone()));
        prop_assert_eq!(slip.formatted_line().parse(), Ok(slip.clone()));
        prop_assert_eq!(slip.barcode().parse(), Ok(PaymentLine::CollectionSlip(slip.clone())));
        prop_assert_eq!(slip.line().parse(), Ok(PaymentLine::CollectionSlip(slip)));
    }

    // The third digit chooses the modulus, so a changed one is not the modulus's to detect.
    #[test]
    fn slip_mod10_block_detects_a_changed_digit(
        slip in slips().prop_filter("mod 10", |slip| matches!(&slip.barcode()[2..3], "6" | "7")),
        at in (0..48_usize).prop_filter("value kind", |at| *at != 2),
        step in 1..=9_u8,
    ) {
        let changed = with_another_digit(&slip.line(), at, step);
        prop_assert!(CollectionSlip::from_line(&changed).is_err());
    }

    #[test]
    fn due_factor_round_trips_near_the_reference(due in dates(), apart in -4499..=4499_i64) {
        let factor = due_factor::factor_of(due).unwrap();
        prop_assert_eq!(due_factor::due_date(factor, later(due, apart)), Some(due));
    }

    #[test]
    fn due_date_is_a_date_of_the_factor(factor in 1..=9999_u16, days in -20_000..=20_000_i64) {
        let due = due_factor::due_date(factor, later(date(2025, 1, 1), days)).unwrap();
        prop_assert_eq!(due_factor::factor_of(due), Some(factor));
    }

    #[test]
    fn pix_builds_what_it_reads(
        payee in "\\PC{1,77}",
        dynamic: bool,
        name in "\\PC{1,25}",
        city in "\\PC{1,15}",
        centavos in prop::option::of(1..=999_999_999_999_i64),
        txid in prop::option::of("[a-zA-Z0-9]{1,25}"),
    ) {
        let begin = if dynamic { PixCode::for_url } else { PixCode::for_key };
        let mut builder = begin(&payee, &name, &city);
        if let Some(centavos) = centavos {
            builder = builder.amount(Money::from_centavos(centavos));
        }
        if let Some(txid) = &txid {
            builder = builder.txid(txid);
        }
        let code: PixCode = builder.build().unwrap().text().parse().unwrap();
        prop_assert_eq!(code.key().or(code.url()), Some(payee.as_str()));
        prop_assert_eq!(code.is_dynamic(), dynamic);
        prop_assert_eq!(code.merchant_name(), name);
        prop_assert_eq!(code.merchant_city(), city);
        prop_assert_eq!(code.amount(), centavos.map(Money::from_centavos));
        prop_assert_eq!(code.txid(), txid.as_deref());
    }

    #[test]
    fn no_text_panics(text: String) {
        read_all(&text);
    }

    #[test]
    fn no_near_miss_panics(text in near_misses()) {
        read_all(&text);
    }

    // With a right checksum, so that the structure behind it is reached.
    #[test]
    fn no_pix_structure_panics(
        parts in prop::collection::vec("(00|01|26|51|53|54|58|59|60|62)[0-9]{2}\\PC{0,12}", 0..8),
    ) {
        let text = format!("000201{}6304", parts.concat());
        let crc = super::pix::crc16(text.as_bytes());
        read_all(&format!("{text}{crc:04X}"));
    }
}
