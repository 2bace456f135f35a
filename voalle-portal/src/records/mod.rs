//! How records keep what the portal sent: unknown members, values that cannot be read, and codes in
//! their original form.

pub(crate) mod codes;
pub(crate) mod kept;
pub(crate) mod rest;

pub use kept::Kept;
pub use rest::Rest;
