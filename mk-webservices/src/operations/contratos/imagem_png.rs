//! A file of an image.

use isp_core::Error;
use isp_core::http::{Bytes, FilePart, Parameter, Slot};

/// A PNG image, only in a multipart form. Other files are refused.
#[derive(Clone)]
pub(super) struct ImagemPng(Bytes);

impl From<Vec<u8>> for ImagemPng {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl Parameter for ImagemPng {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if !self.0.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Err(slot.refuse("is not a PNG image"));
        }
        let name = format!("{}.png", slot.name());
        slot.file(FilePart::new(name, self.0.clone()).with_content_type("image/png"))
    }
}
