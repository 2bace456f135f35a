//! Digits of a payment line as ERPs and people write them.

use std::ops::Range;

/// The digits of `text` without dots, dashes and white space; `None` when it holds anything else.
pub(crate) fn digits_of(text: &str) -> Option<String> {
    let ignored = |c: &char| matches!(c, '.' | '-') || c.is_whitespace();
    let digits: String = text.chars().filter(|c| !ignored(c)).collect();
    all_digits(&digits).then_some(digits)
}

pub(crate) fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A stretch of `digits`, empty when it is out of bounds.
pub(crate) fn part(digits: &str, range: Range<usize>) -> &str {
    digits.get(range).unwrap_or_default()
}

/// Whether the digit at `index` is `expected`.
pub(crate) fn digit_is(digits: &str, index: usize, expected: u32) -> bool {
    digits.chars().nth(index).is_some_and(|digit| digit.to_digit(10) == Some(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_ignored_and_nothing_else() {
        assert_eq!(digits_of(" 1.2-3\u{a0}4\n").as_deref(), Some("1234"));
        assert_eq!(digits_of("").as_deref(), Some(""));
        for other in ["12a", "1/2", "1,2", "１２", "١٢", "1–2"] {
            assert_eq!(digits_of(other), None, "{other}");
        }
    }

    #[test]
    fn parts_out_of_bounds_are_empty() {
        assert_eq!(part("123", 1..3), "23");
        assert_eq!(part("123", 1..4), "");
        assert!(digit_is("123", 2, 3));
        assert!(!digit_is("123", 3, 0));
    }
}
