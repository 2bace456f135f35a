//! Codes of several records in one parameter.

use isp_core::Error;
use isp_core::http::{Parameter, Slot};

/// Codes joined by `SEPARATOR`. An empty list is refused, and so is a code that occurs twice.
#[derive(Clone)]
pub(super) struct CodigosUnidos<const SEPARATOR: char>(Vec<u64>);

/// Codes joined by a comma.
pub(super) type PorVirgula = CodigosUnidos<','>;
/// Codes joined by a semicolon.
pub(super) type PorPontoEVirgula = CodigosUnidos<';'>;

impl<const SEPARATOR: char> From<&[u64]> for CodigosUnidos<SEPARATOR> {
    fn from(codes: &[u64]) -> Self {
        Self(codes.to_vec())
    }
}

impl<const SEPARATOR: char> Parameter for CodigosUnidos<SEPARATOR> {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.0.is_empty() {
            return Err(slot.refuse("is empty"));
        }
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(slot.refuse("holds a code twice"));
        }
        let codes: Vec<_> = self.0.iter().map(u64::to_string).collect();
        slot.text(codes.join(&SEPARATOR.to_string()))
    }
}
