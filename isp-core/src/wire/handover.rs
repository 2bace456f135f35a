//! How a value that the tolerant reader has read is handed to its type, so that it is read once.
//!
//! The reader and the types of this crate that ask for it by name agree on a form that no other
//! format has: bytes that begin with a mark.

const MARK: [u8; 8] = *b"\0$isp::\0";

/// A value on its way to its type.
pub(super) struct Packed([u8; 24]);

impl Packed {
    pub(super) fn new(value: i128) -> Self {
        let mut bytes = [0; 24];
        let (mark, number) = bytes.split_at_mut(MARK.len());
        mark.copy_from_slice(&MARK);
        number.copy_from_slice(&value.to_le_bytes());
        Self(bytes)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The value in bytes that [`Packed`] made; `None` for any others.
pub(super) fn unpack(bytes: &[u8]) -> Option<i128> {
    let number = bytes.strip_prefix(&MARK)?;
    Some(i128::from_le_bytes(number.try_into().ok()?))
}
