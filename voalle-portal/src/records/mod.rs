//! How records keep what the portal sent: unknown members, values that cannot be read, and codes in
//! their original form.

pub(crate) mod codes;
pub(crate) mod kept;

pub use kept::Kept;
