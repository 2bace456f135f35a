//! The login. The client logs in by itself; this is for whoever wants to look.

mod portal_authentication;

pub use portal_authentication::{Authenticated, LoggedPerson, PortalAuthentication, Validation};
