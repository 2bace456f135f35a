//! The three ways in which an integrator gets a token.

use std::sync::{Mutex, MutexGuard, PoisonError};

use isp_core::Secret;

use crate::operations::authentication::ConnectToken;

/// How the client logs in.
pub(crate) enum Grant {
    ClientCredentials { client_id: Secret, client_secret: Secret, syndata: Secret },
    Password { client_secret: Secret, username: Secret, password: Secret, syndata: Secret },
    Refresh { client_secret: Secret, held: Held },
}

/// The refresh token of the next login: each login replaces it.
pub(crate) struct Held(Mutex<Secret>);

impl Held {
    fn lock(&self) -> MutexGuard<'_, Secret> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Grant {
    pub(crate) fn refresh(client_secret: Secret, refresh_token: Secret) -> Self {
        Self::Refresh { client_secret, held: Held(Mutex::new(refresh_token)) }
    }

    pub(super) fn connect_token(&self) -> ConnectToken {
        match self {
            Self::ClientCredentials { client_id, client_secret, syndata } => {
                ConnectToken::of_client(client_id, client_secret, syndata)
            }
            Self::Password { client_secret, username, password, syndata } => {
                ConnectToken::of_user(client_secret, username, password, syndata)
            }
            Self::Refresh { client_secret, held } => {
                ConnectToken::of_refresh_token(client_secret, &held.lock())
            }
        }
    }

    /// The refresh token of the next login.
    pub(super) fn refresh_token(&self) -> Option<Secret> {
        match self {
            Self::Refresh { held, .. } => Some(held.lock().clone()),
            _ => None,
        }
    }

    /// Keeps the refresh token of a login's answer for the next login.
    pub(super) fn keep(&self, refresh_token: Option<&Secret>) {
        if let (Self::Refresh { held, .. }, Some(next)) = (self, refresh_token)
            && !next.expose().trim().is_empty()
        {
            *held.lock() = next.clone();
        }
    }

    /// The credentials by which clients know that they share one login. A refresh token is used up by
    /// one of them.
    pub(super) fn lasting_credentials(&self) -> Option<Vec<Secret>> {
        match self {
            Self::Refresh { .. } => None,
            Self::ClientCredentials { .. } | Self::Password { .. } => Some(self.secrets()),
        }
    }

    pub(super) fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::ClientCredentials { client_id, client_secret, syndata } => {
                vec![client_id.clone(), client_secret.clone(), syndata.clone()]
            }
            Self::Password { client_secret, username, password, syndata } => {
                vec![client_secret.clone(), username.clone(), password.clone(), syndata.clone()]
            }
            Self::Refresh { client_secret, held } => {
                vec![client_secret.clone(), held.lock().clone()]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_token_is_replaced_by_that_of_the_answer_and_by_nothing_else() {
        let grant = Grant::refresh("fixed".into(), "first".into());
        let held = || grant.refresh_token().unwrap();
        for nothing in [None, Some(Secret::new("")), Some(Secret::new(" "))] {
            grant.keep(nothing.as_ref());
            assert_eq!(held(), Secret::new("first"));
        }
        grant.keep(Some(&Secret::new("second")));
        assert_eq!(held(), Secret::new("second"));
        assert_eq!(grant.secrets(), [Secret::new("fixed"), Secret::new("second")]);
    }
}
