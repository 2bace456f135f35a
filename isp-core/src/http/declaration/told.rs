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
    const FOLDER: &str = "::operations::";
    let mut rest = module_path;
    while !rest.is_empty() {
        if starts_with(rest.as_bytes(), FOLDER.as_bytes()) {
            let below = rest.split_at(FOLDER.len()).1;
            return below.split_at(length_of_name(below.as_bytes())).0;
        }
        rest = rest.split_at(length_of_first(rest)).1;
    }
    ""
}

const fn starts_with(text: &[u8], start: &[u8]) -> bool {
    match (text, start) {
        (_, []) => true,
        ([a, text @ ..], [b, start @ ..]) if *a == *b => starts_with(text, start),
        _ => false,
    }
}

const fn length_of_name(path: &[u8]) -> usize {
    match path {
        [] | [b':', ..] => 0,
        [_, rest @ ..] => 1 + length_of_name(rest),
    }
}

/// The length in bytes of the first character.
const fn length_of_first(text: &str) -> usize {
    let mut length = 1;
    while !text.is_char_boundary(length) {
        length += 1;
    }
    length
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
        assert_eq!(family_of("é::operations::x::y"), "x");
        assert_eq!(family_of("mk_webservices::rule"), "");
        assert_eq!(family_of(""), "");
    }
}
