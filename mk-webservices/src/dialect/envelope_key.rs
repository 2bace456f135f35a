//! The keys by which an envelope is recognised.

use isp_core::wire::key;

/// What a member of an envelope is, by its key in any spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EnvelopeKey {
    /// The status word.
    Status,
    /// The error code.
    Code,
    /// The message.
    Message,
    /// The token that was used.
    Token,
    /// An error in an undocumented form.
    Error,
    /// Whether it succeeded, in an undocumented form.
    Success,
}

/// Normal forms of the keys, by their first letter.
const KEYS: [(u8, &[(&str, EnvelopeKey)]); 6] = [
    (b'c', &[("codigoerro", EnvelopeKey::Code), ("codtoken", EnvelopeKey::Token)]),
    (
        b'e',
        &[
            ("erro", EnvelopeKey::Error),
            ("erros", EnvelopeKey::Error),
            ("error", EnvelopeKey::Error),
            ("errors", EnvelopeKey::Error),
            ("exception", EnvelopeKey::Error),
            ("excecao", EnvelopeKey::Error),
        ],
    ),
    (b'f', &[("fault", EnvelopeKey::Error), ("falha", EnvelopeKey::Error)]),
    (b'm', &[("mensagem", EnvelopeKey::Message), ("message", EnvelopeKey::Message)]),
    (b'n', &[("numerro", EnvelopeKey::Code)]),
    (
        b's',
        &[
            ("status", EnvelopeKey::Status),
            ("success", EnvelopeKey::Success),
            ("sucesso", EnvelopeKey::Success),
        ],
    ),
];

impl EnvelopeKey {
    /// Rows have many keys and none of these, so the first letter decides before anything else.
    pub(super) fn of(name: &str) -> Option<Self> {
        let first = name.bytes().next()?.to_ascii_lowercase();
        if first.is_ascii_alphanumeric() {
            let (_, keys) = KEYS.iter().find(|(letter, _)| *letter == first)?;
            return among(keys, name);
        }
        KEYS.iter().find_map(|(_, keys)| among(keys, name))
    }
}

fn among(keys: &[(&str, EnvelopeKey)], name: &str) -> Option<EnvelopeKey> {
    // A normal form is never longer than the key.
    let mut like =
        keys.iter().filter(|(normal, _)| name.len() >= normal.len() && key::is_like(name, normal));
    like.next().map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_recognised_in_every_spelling() {
        for (name, key) in [
            ("status", EnvelopeKey::Status),
            (" Status: ", EnvelopeKey::Status),
            ("Num. ERRO", EnvelopeKey::Code),
            ("codigo_erro", EnvelopeKey::Code),
            ("CodToken", EnvelopeKey::Token),
            ("Mensagem:", EnvelopeKey::Message),
            ("exceção", EnvelopeKey::Error),
            ("_error", EnvelopeKey::Error),
            ("É r r o", EnvelopeKey::Error),
            ("SUCCESS", EnvelopeKey::Success),
        ] {
            assert_eq!(EnvelopeKey::of(name), Some(key), "{name:?}");
        }
        for name in ["", "_", "codigo", "statusx", "erro_de_leitura", "nome", "CodigoPessoa"] {
            assert_eq!(EnvelopeKey::of(name), None, "{name:?}");
        }
    }

    #[test]
    fn every_key_is_listed_under_its_first_letter_in_its_normal_form() {
        for (letter, keys) in KEYS {
            for (normal, _) in keys {
                assert_eq!(normal.as_bytes().first(), Some(&letter), "{normal}");
                assert_eq!(key::normalise(normal), *normal);
            }
        }
    }
}
