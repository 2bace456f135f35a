//! The login. The client logs in by itself; this operation is for diagnosis.

mod portal_authentication;

pub use portal_authentication::{Authenticated, LoggedPerson, PortalAuthentication, Validation};
