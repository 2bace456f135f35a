//! Keys of JSON objects as these ERPs spell them: `"Equipes:"`, `"status: "`, `"Técnico"`,
//! `"Num. ERRO"`, and one field under several spellings.

use serde_json::{Map, Value};

use super::fold::folded;

/// The form under which two spellings of one key are equal: no outer spaces, no trailing colons,
/// lower case, no accents, and without `_`, `.`, `-` and inner spaces.
///
/// ```
/// use isp_core::wire::key::normalise;
///
/// assert_eq!(normalise("Num. ERRO"), "numerro");
/// assert_eq!(normalise("Técnico"), "tecnico");
/// assert_eq!(normalise("status: "), "status");
/// assert_eq!(normalise("CodigoPessoa"), normalise("codigo_pessoa"));
/// ```
#[must_use]
pub fn normalise(key: &str) -> String {
    normal_letters(key).collect()
}

/// Whether the [normal form](normalise) of `key` is `normal`.
#[must_use]
pub fn is_like(key: &str, normal: &str) -> bool {
    let mut wanted = normal.bytes();
    // Most keys differ in their first letters, which are plain.
    for byte in key.bytes() {
        match byte {
            0x80.. | b':' => return normal_letters(key).eq(normal.chars()),
            _ if is_left_out(char::from(byte)) => {}
            _ if wanted.next() == Some(byte.to_ascii_lowercase()) => {}
            _ => return false,
        }
    }
    wanted.next().is_none()
}

fn normal_letters(key: &str) -> impl Iterator<Item = char> + '_ {
    folded(bare(key)).filter(|c| !is_left_out(*c))
}

fn bare(key: &str) -> &str {
    key.trim_end_matches(|c: char| c == ':' || c.is_whitespace())
}

fn is_left_out(letter: char) -> bool {
    matches!(letter, '_' | '.' | '-') || letter.is_whitespace()
}

/// The member of `object` called `name`: the exact key if there is one, otherwise the first whose
/// [normal form](normalise) is the same.
///
/// ```
/// # let answer = serde_json::json!({"Equipes:": [], "Num. ERRO": "001"});
/// # let object = answer.as_object().unwrap();
/// use isp_core::wire::key;
///
/// assert!(key::get(object, "equipes").is_some());
/// assert_eq!(key::get(object, "num_erro").and_then(|v| v.as_str()), Some("001"));
/// ```
#[must_use]
pub fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let wanted = normalise(name);
        if wanted.is_empty() {
            return None;
        }
        object.iter().find(|(key, _)| normalise(key) == wanted).map(|(_, value)| value)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::json;

    #[test]
    fn the_known_odd_keys_have_plain_normal_forms() {
        for (key, normal) in [
            ("Num. ERRO", "numerro"),
            ("Técnico", "tecnico"),
            ("TÉCNICO", "tecnico"),
            ("Equipes:", "equipes"),
            ("Códigos:", "codigos"),
            ("status: ", "status"),
            (" Status :", "status"),
            ("Status::", "status"),
            ("CodigoPessoa", "codigopessoa"),
            ("codigo_pessoa", "codigopessoa"),
            ("recorrência_ativa", "recorrenciaativa"),
        ] {
            assert_eq!(normalise(key), normal, "{key:?}");
        }
    }

    #[test]
    fn an_exact_key_wins_over_another_spelling() {
        let answer = json!({"STATUS": 1, "status": 2, "Status:": 3});
        let object = answer.as_object().unwrap();
        assert_eq!(get(object, "status"), Some(&json!(2)));
        assert_eq!(get(object, "Status"), Some(&json!(1)));
    }

    proptest::proptest! {
        #[test]
        fn a_key_is_like_its_normal_form_alone(
            key in "[a-cA-Cçã_. :\\-]{0,6}", other in "[a-cA-Cç_:]{0,6}",
        ) {
            let normal = normalise(&key);
            proptest::prop_assert!(is_like(&key, &normal));
            proptest::prop_assert_eq!(is_like(&other, &normal), normalise(&other) == normal);
        }
    }

    #[test]
    fn a_name_made_of_punctuation_matches_only_itself() {
        let answer = json!({"_": 1, "": 2});
        let object = answer.as_object().unwrap();
        assert_eq!(get(object, "-"), None);
        assert_eq!(get(object, "_"), Some(&json!(1)));
        assert_eq!(get(object, "absent"), None);
    }
}
