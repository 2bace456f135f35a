//! The names of the keys in Redis.

use blake2::Blake2sMac256;
use blake2::digest::{KeyInit, Mac};
use isp_core::http::vendor::TokenKey;

use crate::cipher::Key;

/// The names of one login's keys.
pub(crate) struct KeyNames {
    /// The keyed hash that they share.
    pub(crate) digest: String,
    pub(crate) token: String,
    pub(crate) lock: String,
    pub(crate) fence: String,
}

impl KeyNames {
    /// The hash keeps what the login consists of from whoever reads Redis; the key keeps them from
    /// guessing it.
    pub(crate) fn new(prefix: &str, name_key: &Key, login: &TokenKey) -> Self {
        let mut hash = Blake2sMac256::new(&(**name_key).into());
        for part in login.parts() {
            let text = part.expose();
            // With the lengths, no two lists of parts are the same text.
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        let digest = hex(&hash.finalize().into_bytes());
        // A cluster keeps keys with the same text in braces together.
        let name = |what| format!("{prefix}:{{{digest}}}:{what}");
        Self { token: name("token"), lock: name("lock"), fence: name("fence"), digest }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::Secret;
    use std::collections::HashSet;

    fn names(key: u8, parts: &[&str]) -> KeyNames {
        let login = TokenKey::new(parts.iter().map(|part| Secret::new(*part)));
        KeyNames::new("isp", &Key::new([key; 32]), &login)
    }

    #[test]
    fn each_login_has_its_own_names_and_none_shows_a_part_of_it() {
        let logins: [&[&str]; 6] =
            [&["ab", "c"], &["a", "bc"], &["abc"], &["ab", "c", ""], &["c", "ab"], &[]];
        let digests: HashSet<_> = logins.iter().map(|parts| names(1, parts).digest).collect();
        assert_eq!(digests.len(), logins.len());
        let KeyNames { digest, token, lock, fence } = names(1, &["52998224725", "s3nh4"]);
        assert_eq!(digest.len(), 64);
        for name in [token, lock, fence] {
            assert!(name.starts_with("isp:{") && !name.contains("529982"), "{name}");
            assert_eq!(name.split(['{', '}']).nth(1), Some(&*digest), "one slot of a cluster");
        }
    }

    #[test]
    fn the_names_of_a_login_are_the_same_in_every_replica_and_others_under_another_key() {
        assert_eq!(names(1, &["a"]).digest, names(1, &["a"]).digest);
        assert_ne!(names(1, &["a"]).digest, names(2, &["a"]).digest);
    }
}
