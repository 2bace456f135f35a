//! The API's envelope, its pages, and how records keep what their types do not know.

pub(crate) mod codes;
mod messages;
mod page;
mod response;
pub(crate) mod rest;

pub use messages::{Message, Messages};
pub use page::Page;
pub use response::{DataResponse, Response, Success};
pub use rest::Rest;
