//! A status in words, for people.

/// Gives a status its words: in English its `Display`, which is `unknown` followed by the ERP's own word
/// in quotes where it gave one; in Portuguese its `label_pt`.
macro_rules! status_words {
    ($name:ident { $($variant:ident: $word:literal $word_pt:literal),+ }) => {
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

        impl $name {
            /// The status in Portuguese, for a subscriber or an attendant. An unknown status is
            /// `situação desconhecida`, whatever the ERP's own word is.
            pub const fn label_pt(&self) -> &'static str {
                match self {
                    Self::Unknown(_) => "situação desconhecida",
                    $(Self::$variant => $word_pt,)+
                }
            }
        }

        #[cfg(test)]
        mod labels {
            use super::$name;

            /// A word that two statuses shared, or that an unknown one had, would say what is not known.
            #[test]
            fn each_status_has_a_word_of_its_own_in_portuguese() {
                let known = [$($name::$variant.label_pt()),+];
                let different: std::collections::BTreeSet<_> = known.iter().collect();
                assert_eq!(different.len(), known.len());
                for word in ["", "Ativo", "Active", "Pago", "Desbloqueado"] {
                    let label = $name::Unknown(word.into()).label_pt();
                    assert_eq!(label, "situação desconhecida");
                    assert!(!different.contains(&label));
                }
            }
        }
    };
}
pub(crate) use status_words;
