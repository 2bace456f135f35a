//! Writes other digits into a form.

/// `matched` with its digits, one after the other, replaced by those of `digits`.
pub(super) fn fill(matched: &[char], digits: &str) -> Vec<char> {
    let mut digits = digits.chars();
    let replace = |old: &char| match old {
        '0'..='9' => digits.next().unwrap_or('0'),
        other => *other,
    };
    matched.iter().map(replace).collect()
}
