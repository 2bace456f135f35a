//! Comparing words the way a person does: case, accents and outer spaces do not count.

/// `text` without outer white space, in lower case and without accents.
///
/// All letters of Latin-1 and the combining accents are folded, so a text composed either way
/// compares equal.
///
/// ```
/// use isp_core::wire::fold;
///
/// assert_eq!(fold(" Não "), "nao");
/// assert_eq!(fold("EM EXECUÇÃO"), "em execucao");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    folded(text).collect()
}

/// Whether two texts are the same word once folded.
///
/// ```
/// assert!(isp_core::wire::same_word("NAO", "Não"));
/// ```
#[must_use]
pub fn same_word(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.trim().eq_ignore_ascii_case(right.trim());
    }
    folded(left).eq(folded(right))
}

/// The letters of `text` without outer white space, in lower case and without accents.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.trim().chars().flat_map(folded_letter)
}

/// One letter in lower case and without its accent: none for a combining accent, two for a ligature.
pub(crate) fn folded_letter(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().flat_map(|letter| {
        let (first, second) = without_accent(letter);
        first.into_iter().chain(second)
    })
}

/// One letter without its accent: none for a combining accent, two for a ligature.
fn without_accent(letter: char) -> (Option<char>, Option<char>) {
    let plain = match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ª' => 'a',
        'ç' => 'c',
        'ð' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ẽ' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ı' => 'i',
        'ñ' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'º' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ũ' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'æ' => return (Some('a'), Some('e')),
        'ß' => return (Some('s'), Some('s')),
        'þ' => return (Some('t'), Some('h')),
        '\u{300}'..='\u{36f}' => return (None, None),
        other => other,
    };
    (Some(plain), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_outer_spaces_do_not_count() {
        for word in ["Não", "nao", "NAO", " NÃO\t", "Na\u{303}o"] {
            assert!(same_word(word, "não"), "{word:?}");
        }
        assert!(!same_word("Não", "No"));
        assert!(!same_word("Em aberto", "Emaberto"));
    }

    #[test]
    fn every_accented_letter_of_latin_1_becomes_ascii() {
        for code in 0xC0..=0xFF_u8 {
            let letter = char::from(code);
            if letter.is_alphabetic() {
                assert!(fold(&letter.to_string()).is_ascii(), "{letter}");
            }
        }
    }
}
