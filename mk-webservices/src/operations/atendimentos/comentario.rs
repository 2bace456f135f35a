//! Comments within the length limit: the server turns characters into HTML entities before it stores
//! them in a column of 300 characters.

/// How long a comment may be once encoded. Below the column's 300, because what each character costs
/// is known from one installation only.
pub(super) const LIMITE_CODIFICADO: usize = 285;

/// How long `text` is once the server has encoded it, at most.
pub(super) fn tamanho_codificado(text: &str) -> usize {
    text.chars().map(custo).sum()
}

/// Splits a text into comments of [`WSMKAtendimentoComentario`](super::WSMKAtendimentoComentario) that
/// fit, each at most 285 characters long once encoded: a letter outside ASCII costs 8 (`&ccedil;`),
/// punctuation such as `( ) / $ # & < > " '` costs 5, everything else 1.
///
/// Splits between words; only a word that fits into no comment is cut, and then not between a letter
/// and its combining accent. The blanks at a split and at both ends are dropped, everything else is
/// kept. A blank text gives no comment.
///
/// ```
/// use mk_webservices::operations::atendimentos::dividir_comentario;
///
/// assert_eq!(dividir_comentario("Sem conexão desde ontem"), ["Sem conexão desde ontem"]);
/// assert_eq!(dividir_comentario(&"manutenção ".repeat(30)).len(), 3);
/// ```
pub fn dividir_comentario(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end_of_piece(rest));
        pieces.push(piece.trim_end().to_owned());
        rest = after.trim_start();
    }
    pieces
}

/// Where the longest piece at the beginning of `text` that fits ends; never 0.
fn end_of_piece(text: &str) -> usize {
    let mut cost = 0;
    let (mut between_words, mut between_letters) = (None, None);
    let mut before = None;
    for (index, character) in text.char_indices() {
        if character.is_whitespace() {
            between_words = Some(index);
        } else if before.is_some_and(|before| !belong_together(before, character)) {
            between_letters = Some(index);
        }
        cost += custo(character);
        if cost > LIMITE_CODIFICADO {
            // A letter with dozens of accents is not a word: it may be cut anywhere.
            return between_words.or(between_letters).unwrap_or(index);
        }
        before = Some(character);
    }
    text.len()
}

/// An entity of a letter is at most 8 long, and one beyond `U+FFFF` may come out as two.
fn custo(character: char) -> usize {
    match character {
        '(' | ')' | '/' | '$' | '#' | '&' | '<' | '>' | '"' | '\'' => 5,
        _ if character.is_ascii() => 1,
        _ => 8 * character.len_utf16(),
    }
}

/// Whether the two are shown as one: a letter and its combining accent, the parts of a joined emoji.
fn belong_together(before: char, character: char) -> bool {
    const JOINER: char = '\u{200D}';
    before == JOINER
        || matches!(
            character,
            JOINER
                | '\u{0300}'..='\u{036F}'
                | '\u{1AB0}'..='\u{1AFF}'
                | '\u{1DC0}'..='\u{1DFF}'
                | '\u{20D0}'..='\u{20FF}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FE20}'..='\u{FE2F}'
                | '\u{1F3FB}'..='\u{1F3FF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of all kinds of characters, the same on every run.
    fn texts() -> impl Iterator<Item = String> {
        const SIGNS: [&str; 16] = [
            "a", "b", "Z", "9", ".", ",", "ç", "Ã", "é", "a\u{301}", "👍🏽", "(", "&", "'", " ", "\n",
        ];
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = move |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
        };
        (0..2_000).map(move |_| {
            // The fewer signs to choose from, the longer the words or the runs of blanks.
            let (length, first, many) = (next(900), next(SIGNS.len()), 1 + next(SIGNS.len()));
            (0..length).map(|_| SIGNS[(first + next(many)) % SIGNS.len()]).collect()
        })
    }

    fn without_blanks(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn every_piece_fits_and_is_a_comment_of_its_own() {
        for text in texts() {
            for piece in dividir_comentario(&text) {
                assert!(tamanho_codificado(&piece) <= LIMITE_CODIFICADO, "{piece:?} of {text:?}");
                assert!(!piece.is_empty() && piece.trim() == piece, "{piece:?} of {text:?}");
                assert!(text.contains(&piece), "{piece:?} of {text:?}");
            }
        }
    }

    #[test]
    fn nothing_but_the_blanks_at_a_split_is_lost() {
        for text in texts() {
            let pieces = dividir_comentario(&text);
            assert_eq!(without_blanks(&pieces.concat()), without_blanks(&text));
            if text.split_whitespace().all(|word| tamanho_codificado(word) <= LIMITE_CODIFICADO) {
                let joined = pieces.join(" ");
                let words: Vec<_> = joined.split_whitespace().collect();
                assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn no_sign_is_torn() {
        for text in texts() {
            for piece in dividir_comentario(&text) {
                assert!(!piece.starts_with(['\u{301}', '🏽']), "{piece:?} of {text:?}");
            }
        }
    }

    #[test]
    fn each_character_costs_what_its_entity_does() {
        for (text, cost) in [("abc 1.", 6), ("ção", 17), ("()/$#&<>\"'", 50), ("👍", 16)] {
            assert_eq!(tamanho_codificado(text), cost, "{text}");
        }
        assert_eq!(dividir_comentario(&"x".repeat(286)), ["x".repeat(285), "x".into()]);
        assert_eq!(dividir_comentario(&"ç".repeat(36)), ["ç".repeat(35), "ç".into()]);
    }

    #[test]
    fn blanks_and_line_breaks_are_kept_where_nothing_is_split() {
        assert_eq!(dividir_comentario(" um  dois\ntrês "), ["um  dois\ntrês"]);
        assert!(dividir_comentario(" \n ").is_empty());
        let (first, last) = ("a".repeat(280), "b".repeat(280));
        assert_eq!(dividir_comentario(&format!("{first}   {last}")), [first, last]);
    }

    #[test]
    fn a_letter_with_endless_accents_is_cut_too() {
        let letter = format!("e{}", "\u{301}".repeat(100));
        let pieces = dividir_comentario(&letter);
        assert!(pieces.iter().all(|piece| tamanho_codificado(piece) <= LIMITE_CODIFICADO));
        assert_eq!(pieces.concat(), letter);
    }
}
