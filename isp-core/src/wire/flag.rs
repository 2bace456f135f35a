//! The words for yes and no.

use super::fold::same_word;

const YES: [&str; 6] = ["sim", "s", "true", "1", "yes", "y"];
const NO: [&str; 6] = ["não", "n", "false", "0", "no", "nao"];

/// Reads an answer flag: `Sim`/`Não`, `S`/`N`, `true`/`false`, `1`/`0`, `yes`/`no`, `Y`/`N`, in any
/// case, with or without accent. `None` for anything else.
///
/// ```
/// use isp_core::wire::parse_flag;
///
/// assert_eq!(parse_flag("NAO"), Some(false));
/// assert_eq!(parse_flag("s"), Some(true));
/// assert_eq!(parse_flag("talvez"), None);
/// ```
#[must_use]
pub fn parse_flag(text: &str) -> Option<bool> {
    let is = |word: &&str| same_word(word, text);
    if YES.iter().any(is) {
        Some(true)
    } else if NO.iter().any(is) {
        Some(false)
    } else {
        None
    }
}
