//! Finds the end of the plain part of a string, eight bytes at a time.

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes at the start of `bytes` are neither a quote, a backslash, a control character,
/// nor, if `ascii_only`, beyond ASCII.
pub(super) fn plain_length(bytes: &[u8], ascii_only: bool) -> usize {
    let beyond_ascii = if ascii_only { HIGH } else { 0 };
    let (words, _) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let special = zero_bytes(word ^ (LOW * u64::from(b'"')))
            | zero_bytes(word ^ (LOW * u64::from(b'\\')))
            | controls(word)
            | (word & beyond_ascii);
        if special != 0 {
            return length + special.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let is_special =
        |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F) || ascii_only && !byte.is_ascii();
    length + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// How many spaces are at the start of `bytes`, but no more than eight, the indentation of most lines.
#[inline]
pub(super) fn spaces(bytes: &[u8]) -> usize {
    match bytes.first_chunk::<8>() {
        Some(word) => {
            let others = u64::from_le_bytes(*word) ^ (LOW * u64::from(b' '));
            others.trailing_zeros() as usize / 8
        }
        None => usize::from(bytes.first() == Some(&b' ')),
    }
}

/// The high bit of each byte that is zero. Bits above the first such byte may be wrong, which does
/// not matter to the first.
fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word & HIGH
}

/// The high bit of each byte below 0x20, likewise.
fn controls(word: u64) -> u64 {
    word.wrapping_sub(LOW * 0x20) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_stops_where_a_byte_by_byte_search_stops(
            bytes in prop::collection::vec(
                prop_oneof![4 => 0x20..0x7F_u8, 1 => any::<u8>()], 0..40,
            ),
            ascii_only: bool,
        ) {
            let is_special = |byte: &u8| {
                matches!(byte, b'"' | b'\\' | 0..=0x1F) || ascii_only && *byte >= 0x80
            };
            let expected = bytes.iter().position(is_special).unwrap_or(bytes.len());
            prop_assert_eq!(plain_length(&bytes, ascii_only), expected);
        }

        #[test]
        fn spaces_are_counted_up_to_eight(count in 0..20_usize, after in prop::option::of(any::<u8>())) {
            let text: Vec<u8> = std::iter::repeat_n(b' ', count).chain(after).collect();
            let all = text.iter().take_while(|byte| **byte == b' ').count();
            let counted = spaces(&text);
            prop_assert!(counted == all.min(8) || text.len() < 8 && counted == all.min(1));
        }
    }
}
