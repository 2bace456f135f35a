//! How many records were stored, and what that changed.

use std::fmt;
use std::ops::AddAssign;

/// Records of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) new: u64,
    pub(crate) changed: u64,
    pub(crate) unchanged: u64,
    /// Listed before, and no longer.
    pub(crate) gone: u64,
}

/// Records of every kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) customers: Count,
    pub(crate) contracts: Count,
    pub(crate) connections: Count,
    pub(crate) invoices: Count,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.gone += other.gone;
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.customers += other.customers;
        self.contracts += other.contracts;
        self.connections += other.connections;
        self.invoices += other.invoices;
    }
}

/// A table of five lines.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["new", "changed", "unchanged", "not listed"];
        let [new, changed, unchanged, gone] = heads;
        write!(f, "  {:<12} {new:>10} {changed:>10} {unchanged:>10} {gone:>11}", "")?;
        for (name, count) in [
            ("customers", self.customers),
            ("contracts", self.contracts),
            ("connections", self.connections),
            ("invoices", self.invoices),
        ] {
            let Count { new, changed, unchanged, gone } = count;
            write!(f, "\n  {name:<12} {new:>10} {changed:>10} {unchanged:>10} {gone:>11}")?;
        }
        Ok(())
    }
}
