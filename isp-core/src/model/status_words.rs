//! A status in words, for people.

/// Gives a status its `Display`: `unknown`, followed by the ERP's own word in quotes where it gave one.
macro_rules! status_words {
    ($name:ident { $($variant:ident: $word:literal),+ }) => {
        /// A few plain words; an unknown status is `unknown`, followed by the ERP's own text in quotes.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    Self::Unknown(text) if text.is_empty() => f.pad("unknown"),
                    Self::Unknown(text) => f.pad(&format!("unknown ({text:?})")),
                    $(Self::$variant => f.pad($word),)+
                }
            }
        }
    };
}
pub(crate) use status_words;
