//! People.

mod people_address;
mod whoami;

pub use people_address::PeopleAddress;
pub use whoami::{Person, Whoami};
