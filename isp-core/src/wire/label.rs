//! Keys of an answer as they may be shown.

/// A key as it may be shown: one line, not endless, and without the long numbers of an answer that
/// uses documents or telephones as keys.
pub(super) fn label(key: &str) -> String {
    const LONGEST: usize = 60;
    let private = key.chars().filter(char::is_ascii_digit).count() > 4;
    let mut shown = String::new();
    for (count, letter) in key.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        match letter {
            _ if private && letter.is_ascii_digit() => shown.push('*'),
            '\'' => shown.push('\''),
            _ => shown.extend(letter.escape_debug()),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_hold_data_or_never_end_are_not_shown_whole() {
        assert_eq!(label("52998224725"), "***********");
        assert_eq!(label("name2"), "name2");
        assert_eq!(label(&"a".repeat(1000)).chars().count(), 61);
    }
}
