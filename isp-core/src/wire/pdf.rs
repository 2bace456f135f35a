//! Whether a file is a PDF, and a whole one.

use super::DecodeError;

/// Some programs write a few bytes before the first mark or after the last one, so readers look for
/// them in the first and last kilobyte.
pub const EDGE: usize = 1024;

/// Whether the file begins as a PDF does, and ends as one.
pub fn check(file: &[u8]) -> Result<(), DecodeError> {
    check_beginning(file)?;
    check_end(file)
}

/// Whether what begins so is a PDF: `%PDF-` is in the first kilobyte.
pub fn check_beginning(file: &[u8]) -> Result<(), DecodeError> {
    let head = file.get(..EDGE).unwrap_or(file);
    let is_pdf = head.windows(5).any(|window| window == b"%PDF-");
    is_pdf.then_some(()).ok_or_else(|| DecodeError::unexpected("$", "a PDF", "another file"))
}

/// Whether a PDF that ends so is whole: `%%EOF` is in the last kilobyte. One without it was cut off.
pub fn check_end(file: &[u8]) -> Result<(), DecodeError> {
    let tail = file.get(file.len().saturating_sub(EDGE)..).unwrap_or(file);
    let is_whole = tail.windows(5).any(|window| window == b"%%EOF");
    is_whole
        .then_some(())
        .ok_or_else(|| DecodeError::unexpected("$", "a whole PDF", "a part of one"))
}
