//! Check digits of the Brazilian payment lines.
//!
//! Each function takes ASCII digits and gives a digit 0–9. The two "mod 11" differ only in what they
//! do with the remainders that leave no single digit, and are not interchangeable.

/// Mod 10 of the boleto's fields and of collection slips of value kind 6 and 7: weights 2, 1 from
/// the right, the digits of each product summed.
pub(crate) fn mod10(digits: &str) -> u32 {
    let sum: u32 = values_from_right(digits)
        .zip([2, 1].into_iter().cycle())
        .map(|(value, weight)| value * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    (10 - sum % 10) % 10
}

/// Mod 11 of the boleto's general digit: what would be 0, 10 or 11 becomes 1.
pub(crate) fn mod11_boleto(digits: &str) -> u32 {
    match 11 - mod11_remainder(digits) {
        10 | 11 => 1,
        digit => digit,
    }
}

/// Mod 11 of collection slips of value kind 8 and 9: remainders 0 and 1 become 0.
pub(crate) fn mod11_slip(digits: &str) -> u32 {
    match mod11_remainder(digits) {
        0 | 1 => 0,
        remainder => 11 - remainder,
    }
}

fn mod11_remainder(digits: &str) -> u32 {
    let sum: u32 =
        values_from_right(digits).zip((2..=9).cycle()).map(|(value, weight)| value * weight).sum();
    sum % 11
}

fn values_from_right(digits: &str) -> impl Iterator<Item = u32> {
    digits.chars().rev().map(|digit| digit.to_digit(10).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn febraban_block() {
        assert_eq!(mod10("01230067896"), 3);
        assert_eq!(mod11_slip("01230067896"), 0);
    }

    #[test]
    fn febraban_barcodes() {
        let without_fourth = |barcode: &str| format!("{}{}", &barcode[..3], &barcode[4..]);
        let by_10 = without_fourth("82210000215048200974123220154098290108605940");
        let by_11 = without_fourth("82200000215048200974123220154098290108605940");
        assert_eq!(by_10, by_11);
        assert_eq!(mod10(&by_10), 1);
        assert_eq!(mod11_slip(&by_11), 0);
    }

    #[test]
    fn mod11_corners_differ() {
        // 0 leaves remainder 0, 6 × 2 leaves 1, 1 × 2 leaves 2.
        assert_eq!((mod11_boleto("0"), mod11_slip("0")), (1, 0));
        assert_eq!((mod11_boleto("6"), mod11_slip("6")), (1, 0));
        assert_eq!((mod11_boleto("1"), mod11_slip("1")), (9, 9));
        // 5 × 2 leaves 10, which gives 1 on its own.
        assert_eq!((mod11_boleto("5"), mod11_slip("5")), (1, 1));
    }

    #[test]
    fn nothing_gives_a_digit() {
        assert_eq!(mod10(""), 0);
        assert_eq!(mod11_boleto(""), 1);
        assert_eq!(mod11_slip(""), 0);
    }
}
