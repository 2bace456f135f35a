//! CPF or CNPJ, for the fields that hold either.

use std::fmt;
use std::str::FromStr;

use super::{Cnpj, CnpjError, Cpf, CpfError};

/// What identifies a customer to the tax office.
///
/// Parsing distinguishes the two by length without punctuation: eleven characters are a CPF,
/// fourteen a CNPJ. `Display` writes the whole number; `Debug` masks it.
///
/// ```
/// use isp_core::brazil::Document;
/// let document: Document = "11.222.333/0001-81".parse()?;
/// assert!(matches!(document, Document::Cnpj(_)));
/// assert_eq!(document.plain(), "11222333000181");
/// assert_eq!(format!("{document:?}"), "Cnpj(**.***.333/0001-**)");
/// # Ok::<(), isp_core::brazil::DocumentError>(())
/// ```
// Exhaustive on purpose: a third kind would have to be thought about wherever one is matched.
#[doc(alias("documento", "cpf ou cnpj"))]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Document {
    /// A natural person.
    Cpf(Cpf),
    /// A legal person.
    Cnpj(Cnpj),
}

impl Document {
    /// The number without punctuation: eleven digits, or fourteen characters in upper case.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Cpf(cpf) => cpf.digits(),
            Self::Cnpj(cnpj) => cnpj.characters(),
        }
    }
}

impl FromStr for Document {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        let found =
            text.chars().filter(|character| !matches!(character, '.' | '/' | '-' | ' ')).count();
        match found {
            11 => text.parse().map(Self::Cpf).map_err(DocumentError::Cpf),
            14 => text.parse().map(Self::Cnpj).map_err(DocumentError::Cnpj),
            found => Err(DocumentError::Length { found }),
        }
    }
}

impl From<&Document> for Document {
    fn from(document: &Document) -> Self {
        *document
    }
}

impl From<Cpf> for Document {
    fn from(cpf: Cpf) -> Self {
        Self::Cpf(cpf)
    }
}

impl From<Cnpj> for Document {
    fn from(cnpj: Cnpj) -> Self {
        Self::Cnpj(cnpj)
    }
}

/// `529.982.247-25` or `12.ABC.345/01DE-35`.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpf(cpf) => fmt::Display::fmt(cpf, f),
            Self::Cnpj(cnpj) => fmt::Display::fmt(cnpj, f),
        }
    }
}

/// `Cpf(***.982.247-**)` or `Cnpj(**.***.333/0001-**)`.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpf(cpf) => fmt::Debug::fmt(cpf, f),
            Self::Cnpj(cnpj) => fmt::Debug::fmt(cnpj, f),
        }
    }
}

/// Why a text is neither a CPF nor a CNPJ. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// Neither eleven nor fourteen characters without punctuation.
    #[non_exhaustive]
    Length {
        /// How many characters there are.
        found: usize,
    },
    /// Long as a CPF, but not one.
    Cpf(CpfError),
    /// Long as a CNPJ, but not one.
    Cnpj(CnpjError),
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { found } => {
                let plural = if *found == 1 { "" } else { "s" };
                write!(
                    f,
                    "the document has {found} character{plural}, expected 11 (CPF) or 14 (CNPJ)"
                )
            }
            Self::Cpf(error) => error.fmt(f),
            Self::Cnpj(error) => error.fmt(f),
        }
    }
}

// No `source`: the text of the inner error is already the whole text of this one.
impl std::error::Error for DocumentError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_by_length() {
        for text in ["52998224725", "529.982.247-25"] {
            let document: Document = text.parse().unwrap();
            assert_eq!(document, Document::from("52998224725".parse::<Cpf>().unwrap()));
            assert_eq!(document.plain(), "52998224725");
            assert_eq!(document.to_string(), "529.982.247-25");
            assert_eq!(format!("{document:?}"), "Cpf(***.982.247-**)");
        }
        for text in ["12abc34501de35", "12.ABC.345/01DE-35"] {
            let document: Document = text.parse().unwrap();
            assert_eq!(document, Document::from("12ABC34501DE35".parse::<Cnpj>().unwrap()));
            assert_eq!(document.plain(), "12ABC34501DE35");
            assert_eq!(document.to_string(), "12.ABC.345/01DE-35");
            assert_eq!(format!("{document:?}"), "Cnpj(**.***.345/01DE-**)");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, expected) in [
            ("", "the document has 0 characters, expected 11 (CPF) or 14 (CNPJ)"),
            ("5", "the document has 1 character, expected 11 (CPF) or 14 (CNPJ)"),
            ("529982247251", "the document has 12 characters, expected 11 (CPF) or 14 (CNPJ)"),
            ("52998224724", "the CPF is wrong: its second check digit is wrong"),
            ("11222333000191", "the CNPJ is wrong: its first check digit is wrong"),
            // A CNPJ cut short by a filter of "all non-digits" must not turn into a CPF of letters.
            (
                "12ABC34501D",
                "the CPF contains a character other than digits, dots, hyphens and spaces",
            ),
        ] {
            assert_eq!(text.parse::<Document>().unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_slash_does_not_make_a_cpf() {
        let error = "529/982247-25".parse::<Document>();
        assert_eq!(error, Err(DocumentError::Cpf(CpfError::Character)));
    }
}
