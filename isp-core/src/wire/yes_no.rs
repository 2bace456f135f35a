//! Answer flags that may hold something other than yes or no.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Visitor},
};

use super::flag::parse_flag;

pub(super) const NAME: &str = "$isp::YesNo";

/// An answer flag: `"Sim"`/`"Não"` as a rule, `"S"`/`"N"`, `true`, `1` elsewhere. A word that is
/// neither is kept.
///
/// Unlike `bool`, it can be written back and never makes an answer unreadable. It is written as
/// `"Sim"`, `"Não"` or the word itself.
///
/// ```
/// use isp_core::wire::YesNo;
///
/// let blocked: YesNo = serde_json::from_str("\"Não\"")?;
/// assert_eq!(blocked, YesNo::No);
/// assert_eq!(blocked.as_bool(), Some(false));
/// assert_eq!(YesNo::from("Parcial").as_bool(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum YesNo {
    /// Sim.
    Yes,
    /// Não.
    No,
    /// Neither, unchanged.
    Unknown(String),
}

impl YesNo {
    /// Whether the answer is yes.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        *self == Self::Yes
    }

    /// Whether the answer is no; not the same as "not yes".
    #[must_use]
    pub fn is_no(&self) -> bool {
        *self == Self::No
    }

    /// `None` if the word is neither.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown(_) => None,
        }
    }

    /// `Sim`, `Não`, or the unknown word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Yes => "Sim",
            Self::No => "Não",
            Self::Unknown(word) => word,
        }
    }
}

impl From<bool> for YesNo {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl From<&str> for YesNo {
    fn from(text: &str) -> Self {
        parse_flag(text).map_or_else(|| Self::Unknown(text.to_owned()), Self::from)
    }
}

impl fmt::Display for YesNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for YesNo {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for YesNo {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, YesNoVisitor)
    }
}

struct YesNoVisitor;

impl<'de> Visitor<'de> for YesNoVisitor {
    type Value = YesNo;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("yes or no")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<YesNo, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<YesNo, E> {
        Ok(yes.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<YesNo, E> {
        Ok(YesNo::from(number.to_string().as_str()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<YesNo, E> {
        Ok(YesNo::from(number.to_string().as_str()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<YesNo, E> {
        Ok(YesNo::from(number.to_string().as_str()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<YesNo, E> {
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn every_spelling_is_read() {
        for yes in [json!("Sim"), json!("SIM"), json!("S"), json!(" s "), json!(true), json!(1)] {
            assert!(from_value::<YesNo>(yes.clone()).unwrap().is_yes(), "{yes}");
        }
        for no in [json!("Não"), json!("Nao"), json!("NÃO"), json!("n"), json!(false), json!(0)] {
            assert!(from_value::<YesNo>(no.clone()).unwrap().is_no(), "{no}");
        }
    }

    #[test]
    fn another_word_is_kept_and_written_back() {
        let partly: YesNo = from_value(json!("Parcial")).unwrap();
        assert_eq!(partly.as_bool(), None);
        assert_eq!(to_value(&partly).unwrap(), json!("Parcial"));
        assert_eq!(from_value::<YesNo>(json!(7)).unwrap().to_string(), "7");
    }

    #[test]
    fn yes_and_no_are_written_as_mk_writes_them() {
        assert_eq!(to_value(YesNo::Yes).unwrap(), json!("Sim"));
        assert_eq!(to_value(YesNo::No).unwrap(), json!("Não"));
    }

    #[test]
    fn a_list_is_no_answer() {
        assert!(from_value::<YesNo>(json!([])).is_err());
        assert!(from_value::<YesNo>(json!(null)).is_err());
    }
}
