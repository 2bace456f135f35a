//! Boletos: line, printed line and barcode are the same boleto, and made of what it says.

#![no_main]

use isp_core::brazil::{Boleto, CollectionSlip, PaymentLine};
use isp_core::Money;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fn check(boleto: &Boleto) {
    assert_eq!(Boleto::from_line(&boleto.line()).as_ref(), Ok(boleto));
    assert_eq!(Boleto::from_barcode(&boleto.barcode()).as_ref(), Ok(boleto));
    assert_eq!(boleto.formatted_line().parse().as_ref(), Ok(boleto));
    // A barcode that is right as both kinds is a slip's.
    if CollectionSlip::from_barcode(&boleto.barcode()).is_err() {
        assert_eq!(boleto.barcode().parse(), Ok(PaymentLine::Boleto(boleto.clone())));
    }
    let centavos: i64 = boleto.barcode()[9..19].parse().expect("digits");
    let in_reais = if boleto.barcode()[3..4] == *"9" { centavos } else { 0 };
    assert_eq!(boleto.amount().map_or(0, Money::centavos), in_reais);
    assert_eq!(boleto.free_field(), boleto.barcode()[19..]);
    assert_eq!(boleto.bank(), boleto.barcode()[..3]);
    let reference = date(2026, 6, 1);
    assert_eq!(boleto.due_factor().is_some(), boleto.due_date(reference).is_some());
}

fuzz_target!(|text: &str| {
    for boleto in [text.parse::<Boleto>(), Boleto::from_line(text), Boleto::from_barcode(text)] {
        if let Ok(boleto) = boleto {
            check(&boleto);
        }
    }
    // With check digits of our own, so that what is behind them is reached.
    let digits: String = text.chars().filter(char::is_ascii_digit).take(46).collect();
    if digits.len() == 46 {
        let due = date(2022, 5, 29).checked_add(jiff::Span::new().days(
            digits[3..6].parse::<i32>().expect("digits"),
        ));
        let amount = digits[6..16].parse().ok().map(Money::from_centavos);
        if let Ok(boleto) = Boleto::new(&digits[..3], due.ok(), amount, &digits[21..46]) {
            check(&boleto);
            assert_eq!(boleto.amount(), amount.filter(|amount| !amount.is_zero()));
            // Modulus 10 tells any one digit of a field; the general modulus 11 does not tell all.
            let line = boleto.line();
            let another = if line[9..].starts_with('0') { "1" } else { "0" };
            let changed = [&line[..9], another, &line[10..]].concat();
            assert!(Boleto::from_line(&changed).is_err(), "a wrong digit is refused");
        }
    }
});
