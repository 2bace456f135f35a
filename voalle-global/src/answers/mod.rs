//! The API's envelope and its pages.

pub(crate) mod codes;
mod messages;
mod page;
mod response;

pub use messages::{Message, Messages};
pub use page::Page;
pub(crate) use page::count;
pub(crate) use response::read_list;
pub use response::{DataResponse, Response, Success};
