//! What follows from the documentation of a declaration, from its folder and from the kinds of its
//! parameters.

#![allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which reports a bad index")]

use super::Parameter;
use crate::http::ParameterSpec;

/// The title of an operation: the first line of its documentation, without a final full stop.
pub const fn title_of(first_line: &'static str) -> &'static str {
    let line = first_line.trim_ascii();
    match line.as_bytes() {
        [rest @ .., b'.'] => line.split_at(rest.len()).0,
        _ => line,
    }
}

/// The family of an operation: the folder of its file below `operations`; empty elsewhere.
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

/// A parameter as it is declared, from which its names on the wire follow.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredParameter {
    own: ParameterSpec,
    parts: &'static [ParameterSpec],
}

impl DeclaredParameter {
    /// A required parameter of the kind `P`.
    pub const fn required<P: Parameter>(name: &'static str) -> Self {
        Self { own: ParameterSpec::required(name), parts: P::PARTS }
    }

    /// An optional parameter of the kind `P`.
    pub const fn optional<P: Parameter>(name: &'static str) -> Self {
        Self { own: ParameterSpec::optional(name), parts: P::PARTS }
    }

    /// A parameter that always has the same value.
    pub const fn constant(name: &'static str) -> Self {
        Self { own: ParameterSpec::required(name), parts: &[] }
    }

    /// The same, read by the vendor since a release.
    pub const fn since(mut self, release: Option<&'static str>) -> Self {
        self.own = self.own.since(release);
        self
    }

    const fn names(&self) -> usize {
        if self.parts.is_empty() { 1 } else { self.parts.len() }
    }

    const fn name(&self, index: usize) -> ParameterSpec {
        if self.parts.is_empty() {
            return self.own;
        }
        let part = self.parts[index];
        let part = if self.own.required { part } else { ParameterSpec::optional(part.name) };
        part.since(self.own.since)
    }
}

/// How many names the parameters have on the wire.
pub const fn number_of_names(declared: &[DeclaredParameter]) -> usize {
    let (mut names, mut rest) = (0, declared);
    while let [first, others @ ..] = rest {
        names += first.names();
        rest = others;
    }
    names
}

/// The names of the parameters on the wire, in the order of the declaration.
pub const fn names_of<const N: usize>(declared: &[DeclaredParameter]) -> [ParameterSpec; N] {
    let mut names = [ParameterSpec::optional(""); N];
    let (mut filled, mut rest) = (0, declared);
    while let [first, others @ ..] = rest {
        let mut part = 0;
        while part < first.names() {
            names[filled] = first.name(part);
            filled += 1;
            part += 1;
        }
        rest = others;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::http::Slot;

    #[derive(Clone)]
    struct Pair;

    impl Parameter for Pair {
        const PARTS: &'static [ParameterSpec] =
            &[ParameterSpec::required("a"), ParameterSpec::optional("b")];

        fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
            slot.beside("a").text(1)
        }
    }

    #[test]
    fn a_kind_of_several_parts_lists_their_names_in_place_of_its_own() {
        const DECLARED: &[DeclaredParameter] = &[
            DeclaredParameter::required::<u64>("x"),
            DeclaredParameter::required::<Pair>("pair"),
            DeclaredParameter::constant("y"),
            DeclaredParameter::optional::<Pair>("pair").since(Some("57")),
        ];
        const NAMES: [ParameterSpec; number_of_names(DECLARED)] = names_of(DECLARED);
        let names = NAMES.map(|known| (known.name, known.required));
        assert_eq!(
            names,
            [("x", true), ("a", true), ("b", false), ("y", true), ("a", false), ("b", false)]
        );
        assert_eq!(
            NAMES.map(|known| known.since),
            [None, None, None, None, Some("57"), Some("57")],
            "both parts have the release of their parameter"
        );
    }

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
