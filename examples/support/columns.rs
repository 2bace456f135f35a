//! Text within the width of a terminal.

/// Width of a terminal.
pub const COLUMNS: usize = 80;

/// Lines of at most so many characters, broken at blanks; a longer word has a line of its own.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_at_blanks() {
        assert_eq!(wrapped("não é concedido ao perfil", 12), ["não é", "concedido ao", "perfil"]);
        assert_eq!(wrapped("aaaaaaaa b", 3), ["aaaaaaaa", "b"]);
    }
}
