//! Collection slips: line, printed line and barcode are the same slip.

#![no_main]

use isp_core::brazil::{CollectionSlip, PaymentLine};
use isp_core::Money;
use libfuzzer_sys::fuzz_target;

fn check(slip: &CollectionSlip) {
    assert_eq!(CollectionSlip::from_line(&slip.line()).as_ref(), Ok(slip));
    assert_eq!(CollectionSlip::from_barcode(&slip.barcode()).as_ref(), Ok(slip));
    assert_eq!(slip.formatted_line().parse().as_ref(), Ok(slip));
    assert_eq!(slip.barcode().parse(), Ok(PaymentLine::CollectionSlip(slip.clone())));
    let barcode = slip.barcode();
    let centavos: i64 = barcode[4..15].parse().expect("digits");
    let is_money = matches!(&barcode[2..3], "6" | "8");
    assert_eq!(slip.amount().map_or(0, Money::centavos), if is_money { centavos } else { 0 });
    assert_eq!(slip.segment().to_string(), barcode[1..2]);
}

fuzz_target!(|text: &str| {
    for slip in [
        text.parse::<CollectionSlip>(),
        CollectionSlip::from_line(text),
        CollectionSlip::from_barcode(text),
    ] {
        if let Ok(slip) = slip {
            check(&slip);
        }
    }
    // One of ten check digits is right, so that what is behind it is reached.
    let digits: String = text.chars().filter(char::is_ascii_digit).take(43).collect();
    if digits.len() == 43 {
        let is_kind = digits.starts_with('8') && matches!(&digits[2..3], "6" | "7" | "8" | "9");
        let right = (0..if is_kind { 10 } else { 1 }).filter(|check| {
            let barcode = format!("{}{check}{}", &digits[..3], &digits[3..]);
            CollectionSlip::from_barcode(&barcode).map(|slip| self::check(&slip)).is_ok()
        });
        assert_eq!(right.count(), usize::from(is_kind), "exactly one check digit is right");
    }
});
