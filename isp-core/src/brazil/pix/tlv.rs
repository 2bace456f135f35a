//! The EMV list: two digits of id, two of length, then the value.

/// What a length counts. EMV says characters, yet generators that count UTF-8 bytes exist; the two
/// differ only where a name or city is not ASCII.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Characters,
    Bytes,
}

/// The values of one level, each id at most once.
pub(super) struct Fields<'t>(Vec<(u8, &'t str)>);

impl<'t> Fields<'t> {
    /// `None` when `text` is not exactly a list, or when an id comes twice: readers would then
    /// differ on which of both counts.
    pub(super) fn read(text: &'t str, unit: Unit) -> Option<Self> {
        let mut fields = Self(Vec::new());
        let mut rest = text;
        while !rest.is_empty() {
            let (id, after_id) = two_digits(rest)?;
            let (length, after_length) = two_digits(after_id)?;
            let (value, after_value) = split(after_length, usize::from(length), unit)?;
            if fields.get(id).is_some() {
                return None;
            }
            fields.0.push((id, value));
            rest = after_value;
        }
        Some(fields)
    }

    pub(super) fn get(&self, id: u8) -> Option<&'t str> {
        self.iter().find_map(|(found, value)| (found == id).then_some(value))
    }

    /// Whether ids only grow, as nearly every generator writes them although EMV leaves it open.
    pub(super) fn in_order(&self) -> bool {
        self.0.is_sorted_by_key(|(id, _)| *id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u8, &'t str)> + '_ {
        self.0.iter().copied()
    }
}

/// One field, its length in characters; `None` when the value is longer than two digits can say.
pub(super) fn field(id: u8, value: &str) -> Option<String> {
    let length = value.chars().count();
    (length <= 99).then(|| format!("{id:02}{length:02}{value}"))
}

fn two_digits(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    // `u8::from_str` alone would take "+1".
    let number = digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.then(|| digits.parse().ok())??, rest))
}

fn split(text: &str, length: usize, unit: Unit) -> Option<(&str, &str)> {
    let end = match unit {
        Unit::Bytes => length,
        Unit::Characters => {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(length)?
        }
    };
    text.split_at_checked(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        let fields = Fields::read("000201590300A6000", Unit::Characters).unwrap();
        assert_eq!(fields.get(0), Some("01"));
        assert_eq!(fields.get(59), Some("00A"));
        assert_eq!(fields.get(60), Some(""));
        assert_eq!(fields.get(61), None);
        assert_eq!(field(59, "São").as_deref(), Some("5903São"));
        assert_eq!(field(59, &"é".repeat(99)).unwrap().chars().count(), 103);
        assert_eq!(field(59, &"a".repeat(100)), None);
    }

    #[test]
    fn characters_and_bytes() {
        let read = |text, unit| Fields::read(text, unit).and_then(|fields| fields.get(59));
        assert_eq!(read("5903São", Unit::Characters), Some("São"));
        assert_eq!(read("5903São", Unit::Bytes), None);
        assert_eq!(read("5904São", Unit::Characters), None);
        assert_eq!(read("5904São", Unit::Bytes), Some("São"));
        // Ends inside "ã".
        assert_eq!(read("5902São", Unit::Bytes), None);
    }

    #[test]
    fn refuses_what_is_not_a_list() {
        for text in [
            "0",
            "00",
            "000",
            "0001",
            "00021",
            "0a02xx",
            "000+1",
            "+102xx",
            "é",
            "0é",
            "00é",
            "00020100020155",
            "0002010",
        ] {
            assert!(Fields::read(text, Unit::Characters).is_none(), "{text}");
            assert!(Fields::read(text, Unit::Bytes).is_none(), "{text}");
        }
        let twice = "540110540120";
        assert!(Fields::read(twice, Unit::Characters).is_none());
    }
}
