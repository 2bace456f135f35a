//! Rules of billing.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
