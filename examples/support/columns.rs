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

/// A path in parts of at most so many characters, broken before slashes; a longer segment stays whole.
pub fn broken(path: &str, width: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = path;
    loop {
        let fits = rest.char_indices().nth(width).map(|(end, _)| end);
        let cut = fits.and_then(|end| rest.get(..=end)?.rfind('/')).filter(|cut| *cut > 0);
        let Some((part, more)) = cut.and_then(|cut| rest.split_at_checked(cut)) else {
            parts.push(rest);
            return parts;
        };
        parts.push(part);
        rest = more;
    }
}

/// Lines of a table: an operation such as `GET /api/people`, and what it answered, which stands below
/// it if one line cannot hold both.
pub fn answer(operation: &str, what: &str) -> Vec<String> {
    const BELOW: &str = "      ";
    let line = format!("  {operation:<48} {what}");
    if line.chars().count() <= COLUMNS {
        return vec![line];
    }
    let path = broken(operation, COLUMNS - BELOW.len());
    let what = wrapped(what, COLUMNS - BELOW.len());
    let below = path.iter().skip(1).map(|part| (*part).to_owned()).chain(what);
    let first = path.first().map(|part| format!("  {part}"));
    first.into_iter().chain(below.map(|line| format!("{BELOW}{line}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stands_beside_its_operation_or_below_it() {
        assert_eq!(answer("GET /api/people", "[1]").len(), 1);
        let path = "GET /external/integrations/thirdparty/getfilesbycontract/{contractNumber}\
                    /documentationtype/{documentationTypeId}";
        let lines = answer(path, &"aaaa ".repeat(20));
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(lines.iter().all(|line| line.chars().count() <= COLUMNS), "{lines:?}");
        assert!(lines[1].trim_start().starts_with("/documentationtype"), "{lines:?}");
    }

    #[test]
    fn a_text_is_broken_at_blanks() {
        assert_eq!(wrapped("não é concedido ao perfil", 12), ["não é", "concedido ao", "perfil"]);
        assert_eq!(wrapped("aaaaaaaa b", 3), ["aaaaaaaa", "b"]);
    }

    #[test]
    fn a_long_path_is_broken_before_a_slash() {
        let path = "/external/integrations/thirdparty/getfilesbycontract/{contractNumber}/documentationtype";
        assert_eq!(
            broken(path, 70),
            [
                "/external/integrations/thirdparty/getfilesbycontract/{contractNumber}",
                "/documentationtype"
            ]
        );
        assert_eq!(broken("/short", 70), ["/short"]);
    }
}
