//! Fields that the portal writes now as one JSON type, now as another.

use isp_core::http::Answer;
use isp_core::wire::{DecodeError, Decoded, DeviationKind, Drift};
use serde::de::DeserializeOwned;

/// Decodes, and leaves out of the drift what is known to come in two forms: fields whose path ends
/// with one of `known`. The types take both.
pub(crate) fn decode<T: DeserializeOwned>(
    answer: &Answer,
    known: &[&str],
) -> Result<Decoded<T>, DecodeError> {
    let Decoded { value, drift } = answer.decode()?;
    if drift.suppressed() > 0 {
        // Not all is kept: then nothing is left out either.
        return Ok(Decoded { value, drift });
    }
    let mut rest = Drift::default();
    for deviation in &drift {
        let other_type = matches!(deviation.kind, DeviationKind::OtherType { .. });
        if !(other_type && known.iter().any(|end| deviation.path.ends_with(end))) {
            rest.push(deviation.clone());
        }
    }
    Ok(Decoded { value, drift: rest })
}
