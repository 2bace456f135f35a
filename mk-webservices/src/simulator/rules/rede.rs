//! The network: concentrators, access points, outages.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
