//! Indents JSON without changing a token of it.

/// JSON with one member a line. Spelling, order and repeated names stay as they are.
pub(super) fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut letters = json.chars().filter(Signs::default().outside_blanks()).peekable();
    let mut signs = Signs::default();
    while let Some(letter) = letters.next() {
        let in_string = signs.read(letter);
        if in_string {
            out.push(letter);
            continue;
        }
        match letter {
            '{' | '[' => {
                out.push(letter);
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            other => out.push(other),
        }
    }
    out.push('\n');
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', 2 * depth));
}

/// Tells the letters of strings from signs of structure.
#[derive(Default)]
struct Signs {
    in_string: bool,
    escaped: bool,
}

impl Signs {
    /// Whether this letter, the next one of the text, belongs to a string, its quotes included.
    fn read(&mut self, letter: char) -> bool {
        if !self.in_string {
            self.in_string = letter == '"';
            return self.in_string;
        }
        if self.escaped {
            self.escaped = false;
        } else if letter == '\\' {
            self.escaped = true;
        } else if letter == '"' {
            self.in_string = false;
        }
        true
    }

    fn outside_blanks(mut self) -> impl FnMut(&char) -> bool {
        move |letter| self.read(*letter) || !letter.is_ascii_whitespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_blanks_between_tokens_changes() {
        let json = r#"{"a":[1.0e3, {},[ ]],"a":"x, \"{y}\\","b":{"c":null}}"#;
        let expected = r#"{
  "a": [
    1.0e3,
    {},
    []
  ],
  "a": "x, \"{y}\\",
  "b": {
    "c": null
  }
}
"#;
        assert_eq!(indented(json), expected);
        assert_eq!(indented(expected), expected);
    }
}
