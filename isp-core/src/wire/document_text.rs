//! A CPF or CNPJ as an ERP wrote it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::brazil::{Cpf, Document};

/// A CPF or CNPJ exactly as an ERP wrote it, valid or not. `Debug` masks it.
///
/// A JSON number has lost its leading zeros: they are put back where the result is valid.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DocumentText(String);

impl DocumentText {
    /// The text, unchanged.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The document, if the text is one.
    pub fn document(&self) -> Option<Document> {
        self.0.parse().ok()
    }

    fn from_number(number: u64) -> Self {
        let cnpj = format!("{number:014}");
        match Cpf::from_number(number) {
            Ok(cpf) => Self(cpf.digits()),
            Err(_) if cnpj.parse::<Document>().is_ok() => Self(cnpj),
            Err(_) => Self(number.to_string()),
        }
    }
}

impl From<&str> for DocumentText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The text, unchanged: personal data, unlike `Debug`.
impl fmt::Display for DocumentText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DocumentText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.document() {
            Some(document) => write!(f, "DocumentText({document:?})"),
            None => f.write_str("DocumentText(not a document)"),
        }
    }
}

impl Serialize for DocumentText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DocumentText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = DocumentText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a CPF or CNPJ as text or number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<DocumentText, E> {
                Ok(DocumentText(text.trim().to_owned()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<DocumentText, E> {
                Ok(DocumentText::from_number(number))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> DocumentText {
        crate::wire::decode(&crate::wire::parse_utf8(json.as_bytes()).unwrap()).unwrap().value
    }

    #[test]
    fn a_number_gets_its_leading_zeros_back() {
        assert_eq!(read("191").as_str(), "00000000191");
        assert_eq!(read("52998224725").as_str(), "52998224725");
        assert_eq!(read("11222333000181").document().unwrap().plain(), "11222333000181");
    }

    #[test]
    fn text_stays_as_it_came_and_debug_masks_it() {
        let punctuated = read("\"529.982.247-25\"");
        assert_eq!(punctuated.as_str(), "529.982.247-25");
        assert!(punctuated.document().is_some());
        assert!(!format!("{punctuated:?} {:?}", read("\"12345\"")).contains("529.9"));
    }
}
