//! Whether a file is a whole PDF.

use isp_core::http::{Answer, Bytes};
use isp_core::wire::{DecodeError, Decoded, Drift};

/// Some programs write a few bytes before the first mark or after the last one, so readers look for
/// them in the first and last kilobyte.
const EDGE: usize = 1024;

/// The file, if it begins and ends as a PDF does. One without the last mark was cut off.
pub(super) fn read(answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
    let file = answer.body();
    let holds = |part: &[u8], mark: &[u8]| part.windows(mark.len()).any(|window| window == mark);
    let head = file.get(..EDGE).unwrap_or(file);
    if !holds(head, b"%PDF-") {
        return Err(DecodeError::unexpected("$", "a PDF", "another file"));
    }
    let tail = file.get(file.len().saturating_sub(EDGE)..).unwrap_or(file);
    if !holds(tail, b"%%EOF") {
        return Err(DecodeError::unexpected("$", "a whole PDF", "a part of one"));
    }
    Ok(Decoded { value: answer.to_bytes(), drift: Drift::default() })
}
