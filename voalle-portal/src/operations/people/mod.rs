//! People.

mod people_address;
mod people_warnings;
mod whoami;

pub use people_address::PeopleAddress;
pub use people_warnings::{PeopleWarning, PeopleWarnings};
pub use whoami::{Person, Whoami};
