//! On whose behalf the client calls, and how it logs in for that.

use isp_core::http::OperationSpec;
use isp_core::http::vendor::{Login, Token, TokenKey};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use super::session;
use crate::operations::autenticacao::{WSAutenticacao, WSAutenticacaoOperador};

/// The service code for everything that the profile allows.
pub(crate) const ALL_SERVICES: u32 = 9999;

/// On whose behalf the client calls.
pub(crate) enum Account {
    Profile(Profile),
    Operator(Operator),
}

/// A web-service profile: a login gives a session token.
pub(crate) struct Profile {
    pub(crate) user_token: Secret,
    pub(crate) password: Secret,
    pub(crate) single_use_tokens: bool,
    pub(crate) one_token_per_service: bool,
}

/// An operator: a login gives their own token, which MK accepts for the specific rules.
pub(crate) struct Operator {
    pub(crate) name: Secret,
    pub(crate) password: Secret,
}

impl Account {
    /// The key of the account's main token: of a profile the one for all services.
    pub(crate) fn main_token_key(&self) -> TokenKey {
        match self {
            Self::Profile(_) => token_key_of(ALL_SERVICES),
            Self::Operator(operator) => TokenKey::new([operator.name.clone()]),
        }
    }

    /// The service code for which an operation's token is requested.
    pub(super) fn scope(&self, spec: &OperationSpec) -> u32 {
        match self {
            Self::Profile(profile) if profile.one_token_per_service => {
                spec.service_code.unwrap_or(ALL_SERVICES)
            }
            _ => ALL_SERVICES,
        }
    }

    pub(super) async fn log_in(
        &self,
        spec: &OperationSpec,
        login: &Login,
        zone: &TimeZone,
    ) -> Result<Token, Error> {
        match self {
            Self::Profile(profile) => {
                let scope = u64::from(self.scope(spec));
                let operation = WSAutenticacao::new(&profile.user_token, &profile.password, scope);
                let answer = login.run(operation).await?.into_value();
                Ok(session::token_of(answer, login.now(), zone, profile.single_use_tokens))
            }
            Self::Operator(operator) => {
                let operation =
                    WSAutenticacaoOperador::new(operator.name.expose(), &operator.password);
                let answer = login.run(operation).await?.into_value();
                // The answer shows no expiry: the token is used until the server refuses it.
                Ok(Token::new(answer.token_autenticacao))
            }
        }
    }

    /// What tells the account from others of the installation, if its tokens may be shared: one that may
    /// be used once only is not.
    pub(super) fn shared_login(&self) -> Option<[Secret; 2]> {
        let (name, password) = match self {
            Self::Profile(profile) if profile.single_use_tokens => return None,
            Self::Profile(profile) => (&profile.user_token, &profile.password),
            Self::Operator(operator) => (&operator.name, &operator.password),
        };
        Some([name.clone(), password.clone()])
    }

    pub(super) fn secrets(&self) -> Vec<Secret> {
        match self {
            Self::Profile(profile) => vec![profile.user_token.clone(), profile.password.clone()],
            Self::Operator(operator) => vec![operator.password.clone()],
        }
    }

    pub(crate) fn is_operator(&self) -> bool {
        matches!(self, Self::Operator(_))
    }
}

/// The key of the token for a service code.
pub(super) fn token_key_of(scope: u32) -> TokenKey {
    TokenKey::new([Secret::new(scope.to_string())])
}
