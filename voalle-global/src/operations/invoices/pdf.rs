//! A file that must be a PDF.

use isp_core::http::{Answer, Bytes};
use isp_core::wire::{DecodeError, Decoded, Drift, pdf};

/// The file, if it begins and ends as a PDF does. One without the last mark was cut off.
pub(super) fn read(answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
    pdf::check(answer.body())?;
    Ok(Decoded { value: answer.to_bytes(), drift: Drift::default() })
}
