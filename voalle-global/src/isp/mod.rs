//! stub
use crate::Client;
/// stub
#[derive(Debug, Clone)]
pub struct GlobalIsp(Client);
