//! Leads: people who may become customers.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
