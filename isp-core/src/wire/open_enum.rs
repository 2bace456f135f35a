//! Enumerations that survive words nobody has seen yet.

use std::fmt;

use serde::{
    Deserializer,
    de::{self, Visitor},
};

/// Start of the newtype name under which an open enumeration asks the tolerant reader for its
/// word. The known words follow, one a line, so that the reader can report an unknown one.
pub(super) const PREFIX: &str = "$isp::OpenEnum\n";

/// Declares an enumeration of wire words that ends in `Unknown(String)`.
///
/// Words are compared without case, accents and outer spaces ([`same_word`](crate::wire::same_word));
/// the first word of a variant is the one written back, an unknown word is kept as it came. A
/// number or boolean is taken as its text, so `"1"` also matches `1`. In a tolerant
/// [`decode`](crate::wire::decode) an unknown word is reported as drift.
///
/// The enumeration has `WORDS`, `as_str`, `is_unknown`, `Display`, `From<&str>`, `Serialize` and
/// `Deserialize`, and is `#[non_exhaustive]`.
///
/// ```
/// isp_core::open_enum! {
///     /// State of an invoice (`status`).
///     pub enum Status {
///         /// Not paid.
///         Open = "Aberta" | "Em aberto",
///         /// Paid.
///         Paid = "Pago",
///     }
/// }
///
/// let status: Status = serde_json::from_str("\"ABERTA\"")?;
/// assert_eq!(status, Status::Open);
/// assert_eq!(Status::from("Renegociada"), Status::Unknown("Renegociada".to_owned()));
/// assert_eq!(serde_json::to_string(&Status::Open)?, "\"Aberta\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident = $word:literal $(| $other:literal)*
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                $(#[$variant_meta])*
                $variant,
            )+
            /// A word that this version does not know, as it came.
            Unknown(::std::string::String),
        }

        #[allow(dead_code, reason = "a private enumeration may not need all of it")]
        impl $name {
            /// Every word that is known, the other spellings included.
            $vis const WORDS: &'static [&'static str] = &[$($word, $($other,)*)+];

            /// The word on the wire.
            #[must_use]
            $vis fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Unknown(word) => word,
                }
            }

            /// Whether the word is one that this version does not know.
            #[must_use]
            $vis fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(word: &str) -> Self {
                $(
                    if $crate::wire::same_word(word, $word)
                        $(|| $crate::wire::same_word(word, $other))*
                    {
                        return Self::$variant;
                    }
                )+
                Self::Unknown(::std::string::ToString::to_string(word))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::wire::__private::serde::Serialize for $name {
            fn serialize<S>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::wire::__private::serde::Serializer,
            {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::wire::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D>(from: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::wire::__private::serde::Deserializer<'de>,
            {
                const WORDS: &str = ::core::concat!(
                    "$isp::OpenEnum\n",
                    $($word, "\n", $($other, "\n",)*)+
                );
                let word = $crate::wire::__private::open_enum_word(from, WORDS)?;
                ::core::result::Result::Ok(Self::from(word.as_str()))
            }
        }
    };
}

/// Reads the word of an open enumeration; for [`open_enum!`](crate::open_enum) alone.
///
/// # Errors
///
/// If the value is null, a list or an object.
pub fn open_enum_word<'de, D: Deserializer<'de>>(
    from: D,
    words: &'static str,
) -> Result<String, D::Error> {
    from.deserialize_newtype_struct(words, WordVisitor)
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<String, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<String, E> {
        Ok(flag.to_string())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{from_value, json, to_value};

    crate::open_enum! {
        /// State of a contract.
        enum State {
            /// In force.
            Active = "Ativo" | "1",
            /// Waiting for the installation.
            Pending = "Em execução",
        }
    }

    #[test]
    fn words_are_known_by_any_spelling() {
        for word in [json!("Ativo"), json!("ATIVO "), json!("1"), json!(1)] {
            assert_eq!(from_value::<State>(word).unwrap(), State::Active);
        }
        assert_eq!(State::from("EM EXECUCAO"), State::Pending);
    }

    #[test]
    fn an_unknown_word_is_kept_and_written_back() {
        let state: State = from_value(json!("Hibernado")).unwrap();
        assert!(state.is_unknown());
        assert_eq!(state.to_string(), "Hibernado");
        assert_eq!(to_value(&state).unwrap(), json!("Hibernado"));
    }

    #[test]
    fn a_known_word_is_written_in_its_first_spelling() {
        assert_eq!(to_value(State::from("ativo")).unwrap(), json!("Ativo"));
        assert!(!State::Active.is_unknown());
    }

    #[test]
    fn all_its_words_can_be_listed() {
        assert_eq!(State::WORDS, ["Ativo", "1", "Em execução"]);
    }

    #[test]
    fn null_and_lists_are_no_words() {
        assert!(from_value::<State>(json!(null)).is_err());
        assert!(from_value::<State>(json!(["Ativo"])).is_err());
    }
}
