//! How records keep what the portal sent: members that are not known, values that cannot be read, and
//! codes in the form in which they came.

pub(crate) mod codes;
pub(crate) mod kept;
pub(crate) mod rest;

pub use kept::Kept;
pub use rest::Rest;
