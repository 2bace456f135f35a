//! Encryption of what is kept.

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use isp_core::http::TokenStoreError;
use isp_core::{Error, Secret};
use zeroize::{Zeroize, Zeroizing};

/// 32 random bytes, wiped from memory at the end.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Reads a key of 64 hexadecimal digits. The error does not quote it.
pub(crate) fn key(name: &str, text: &Secret) -> Result<Key, Error> {
    let refused = || {
        Error::invalid_input(format!("`{name}` is not 64 hexadecimal digits"))
            .with_advice("make one by: openssl rand -hex 32")
    };
    let digits = text.expose().as_bytes();
    let mut key = Key::new([0; 32]);
    if digits.len() != key.len() * 2 {
        return Err(refused());
    }
    for (byte, digits) in key.iter_mut().zip(digits.chunks_exact(2)) {
        let [Some(high), Some(low)] = [digits.first(), digits.last()].map(|digit| value(*digit?))
        else {
            return Err(refused());
        };
        *byte = high << 4 | low;
    }
    if key.iter().all(|byte| *byte == 0) {
        return Err(Error::invalid_input(format!("`{name}` is all zeros")));
    }
    Ok(key)
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// An encrypted value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// The name of the key under which it is encrypted.
    pub(crate) key: String,
    pub(crate) nonce: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
}

/// The key under which values are encrypted, and those under which they may be.
pub(crate) struct Cipher {
    /// The current one first.
    keys: Vec<(String, XChaCha20Poly1305)>,
}

/// Where a value is kept. It can be decrypted nowhere else.
pub(crate) struct Place<'a> {
    pub(crate) digest: &'a str,
    pub(crate) fence: u64,
}

impl Place<'_> {
    fn bound_to(&self, key: &str) -> Vec<u8> {
        format!("isp-redis 1\n{}\n{}\n{key}", self.digest, self.fence).into_bytes()
    }
}

impl Cipher {
    /// Encrypts under the first of these keys.
    pub(crate) fn new<'a>(keys: impl IntoIterator<Item = (&'a str, &'a Key)>) -> Self {
        let keys = keys.into_iter().map(|(name, key)| {
            let mut bytes = (**key).into();
            let cipher = XChaCha20Poly1305::new(&bytes);
            bytes.as_mut_slice().zeroize();
            (name.to_owned(), cipher)
        });
        Self { keys: keys.collect() }
    }

    pub(crate) fn seal(&self, place: &Place<'_>, text: &Secret) -> Result<Sealed, TokenStoreError> {
        let failed = |what: &str| TokenStoreError::unavailable(what);
        let (key, cipher) = self.keys.first().ok_or_else(|| failed("no encryption key"))?;
        let nonce = XNonce::try_generate()
            .map_err(|_| failed("the operating system gives no random numbers"))?;
        let payload = Payload { msg: text.expose().as_bytes(), aad: &place.bound_to(key) };
        let ciphertext =
            cipher.encrypt(&nonce, payload).map_err(|_| failed("the encryption failed"))?;
        Ok(Sealed { key: key.clone(), nonce: nonce.to_vec(), ciphertext })
    }

    pub(crate) fn open(
        &self,
        place: &Place<'_>,
        value: &Sealed,
    ) -> Result<Secret, TokenStoreError> {
        let Some((key, cipher)) = self.keys.iter().find(|(name, _)| *name == value.key) else {
            let what = "it is encrypted under a key that this replica does not have";
            return Err(TokenStoreError::unreadable(what));
        };
        let changed = || {
            let what = "it was changed, or a key of the same name is another one";
            TokenStoreError::unreadable(what)
        };
        let nonce = XNonce::try_from(value.nonce.as_slice()).map_err(|_| changed())?;
        let payload = Payload { msg: &value.ciphertext, aad: &place.bound_to(key) };
        let text = cipher.decrypt(&nonce, payload).map_err(|_| changed())?;
        let text = String::from_utf8(text).map_err(|error| {
            error.into_bytes().zeroize();
            changed()
        })?;
        Ok(Secret::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::http::TokenStoreErrorKind;

    fn cipher(keys: &[(&str, u8)]) -> Cipher {
        let keys: Vec<_> = keys.iter().map(|(name, byte)| (*name, Key::new([*byte; 32]))).collect();
        Cipher::new(keys.iter().map(|(name, key)| (*name, key)))
    }

    const PLACE: Place<'_> = Place { digest: "digest", fence: 7 };

    #[test]
    fn a_value_is_read_as_it_was_written_and_does_not_show_it() {
        let cipher = cipher(&[("a", 1)]);
        let token = Secret::new("token-of-maria");
        let value = cipher.seal(&PLACE, &token).unwrap();
        assert_eq!(cipher.open(&PLACE, &value).unwrap(), token);
        assert!(!value.ciphertext.windows(5).any(|bytes| bytes == b"maria"));
        let again = cipher.seal(&PLACE, &token).unwrap();
        assert!(again.nonce != value.nonce && again.ciphertext != value.ciphertext);
    }

    #[test]
    fn a_value_of_an_older_key_is_read_and_new_ones_are_written_under_the_current() {
        let token = Secret::new("token");
        let old = cipher(&[("a", 1)]).seal(&PLACE, &token).unwrap();
        let rotated = cipher(&[("b", 2), ("a", 1)]);
        assert_eq!(rotated.open(&PLACE, &old).unwrap(), token);
        assert_eq!(rotated.seal(&PLACE, &token).unwrap().key, "b");
    }

    #[test]
    fn a_value_that_was_changed_or_moved_is_unreadable() {
        let right = cipher(&[("a", 1)]);
        let value = right.seal(&PLACE, &Secret::new("token")).unwrap();
        let unreadable = |cipher: &Cipher, place: &Place<'_>, value: &Sealed| {
            let error = cipher.open(place, value).unwrap_err();
            assert_eq!(error.kind(), TokenStoreErrorKind::Unreadable, "{error}");
        };
        for at in 0..value.ciphertext.len() {
            let mut changed = value.clone();
            changed.ciphertext[at] ^= 1;
            unreadable(&right, &PLACE, &changed);
        }
        for nonce in [vec![], vec![0; 24], vec![0; 12], value.nonce[1..].to_vec()] {
            unreadable(&right, &PLACE, &Sealed { nonce, ..value.clone() });
        }
        unreadable(&right, &PLACE, &Sealed { ciphertext: vec![], ..value.clone() });
        unreadable(&right, &Place { digest: "other", fence: 7 }, &value);
        unreadable(&right, &Place { digest: "digest", fence: 8 }, &value);
        unreadable(&cipher(&[("a", 2)]), &PLACE, &value);
        unreadable(&cipher(&[("b", 1)]), &PLACE, &value);
        unreadable(&cipher(&[("a", 1), ("b", 1)]), &PLACE, &Sealed { key: "b".into(), ..value });
    }

    #[test]
    fn a_key_is_64_hexadecimal_digits_and_never_quoted() {
        let good = "0123456789abcdefABCDEF0123456789abcdefabcdef0123456789abcdef0123";
        assert_eq!(key("name_key", &good.into()).unwrap()[..3], [0x01, 0x23, 0x45]);
        let non_ascii = format!("é{}", &good[2..]);
        for bad in ["", &good[1..], &good[2..], &format!("{good}\n"), &good.replace('a', "g")] {
            let error = key("name_key", &bad.into()).unwrap_err().to_string();
            assert!(error.contains("name_key") && error.contains("openssl"), "{error}");
            assert!(!error.contains("0123"), "{error}");
        }
        assert!(key("name_key", &non_ascii.into()).is_err());
        assert!(key("name_key", &"0".repeat(64).into()).is_err());
    }
}
