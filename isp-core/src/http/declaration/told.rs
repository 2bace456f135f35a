//! What a declaration says without saying it: by its documentation and by its place.

/// The title of an operation: the first line of its documentation, without a final full stop.
pub const fn title_of(first_line: &'static str) -> &'static str {
    let line = first_line.trim_ascii();
    match line.as_bytes() {
        [rest @ .., b'.'] => line.split_at(rest.len()).0,
        _ => line,
    }
}

/// The family of an operation: the folder below `operations` in which its file lies; empty elsewhere.
pub const fn family_of(module_path: &'static str) -> &'static str {
    const FOLDER: &[u8] = b"::operations::";
    let path = module_path.as_bytes();
    let mut at = 0;
    while at + FOLDER.len() < path.len() {
        if is_at(path, at, FOLDER) {
            let family = module_path.split_at(at + FOLDER.len()).1;
            let mut end = 0;
            while end < family.len() && family.as_bytes()[end] != b':' {
                end += 1;
            }
            return family.split_at(end).0;
        }
        at += 1;
    }
    ""
}

const fn is_at(text: &[u8], at: usize, part: &[u8]) -> bool {
    let mut index = 0;
    while index < part.len() {
        if text[at + index] != part[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_the_first_line_without_its_full_stop() {
        assert_eq!(title_of(" Unpaid invoices of a customer."), "Unpaid invoices of a customer");
        assert_eq!(title_of("Tickets"), "Tickets");
        assert_eq!(title_of(""), "");
    }

    #[test]
    fn the_family_is_the_folder_below_operations() {
        let path = "mk_webservices::operations::faturas::wsmk_faturas";
        assert_eq!(family_of(path), "faturas");
        assert_eq!(family_of("mk_webservices::operations::faturas"), "faturas");
        assert_eq!(family_of("mk_webservices::rule"), "");
        assert_eq!(family_of(""), "");
    }
}
