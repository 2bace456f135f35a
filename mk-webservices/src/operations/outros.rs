//! Parameters that the vendor has, but whose spelling no source repeats.

use isp_core::Error;
use isp_core::http::{Parameter, Slot};

/// Names, as the vendor's manual spells them, and values; only in the query.
#[derive(Clone)]
pub(super) struct Outros(Vec<(String, String)>);

impl From<&[(&str, &str)]> for Outros {
    fn from(parameters: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self(parameters.iter().map(owned).collect())
    }
}

impl Parameter for Outros {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        for (name, value) in &self.0 {
            if name.trim().is_empty() || matches!(name.as_str(), "sys" | "token") {
                return Err(slot.refuse("holds a name that is empty, `sys` or `token`"));
            }
            // Nobody knows what it is.
            slot.redact(value.as_str());
            slot.text_under(name.clone(), value)?;
        }
        Ok(())
    }
}
