//! Reads the answer of a login: the token and the services it may call.

use std::time::Duration;

use isp_core::Secret;
use isp_core::http::vendor::Token;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ALL_SERVICES;
use crate::operations::autenticacao::Autenticacao;

/// The services that may be called after a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    /// `ServicosAutorizados`; empty if the server sent none.
    pub(crate) servicos_autorizados: Vec<u32>,
}

impl Session {
    /// The text that is kept with a token which clients share.
    pub(crate) fn to_text(&self) -> Secret {
        let services: Vec<_> = self.servicos_autorizados.iter().map(u32::to_string).collect();
        Secret::new(services.join(","))
    }

    /// Reads the text of [`to_text`](Self::to_text).
    pub(crate) fn from_text(text: &Secret) -> Option<Self> {
        let services = text.expose().split(',').filter(|_| !text.is_empty());
        let servicos_autorizados: Option<Vec<_>> = services.map(|code| code.parse().ok()).collect();
        servicos_autorizados.map(|servicos_autorizados| Self { servicos_autorizados })
    }

    /// Whether the service may be called. If the server sent no list, every service may be tried.
    pub(crate) fn allows(&self, service_code: u32) -> bool {
        let granted = &self.servicos_autorizados;
        granted.is_empty() || granted.contains(&service_code) || granted.contains(&ALL_SERVICES)
    }
}

/// The token from the answer of a login.
pub(crate) fn token_of(
    login: Autenticacao,
    now: Timestamp,
    zone: &TimeZone,
    single_use: bool,
) -> Token {
    // An expiry in the past means that the two clocks differ: then the token is used until the
    // server refuses it.
    let lifetime = login
        .expire
        .and_then(|expire| expire.to_zoned(zone.clone()).ok())
        .and_then(|expire| Duration::try_from(expire.timestamp().duration_since(now)).ok())
        .filter(|lifetime| !lifetime.is_zero());
    let uses = if single_use { Some(1) } else { login.limite_uso.filter(|uses| *uses > 0) };
    let session = Session { servicos_autorizados: login.servicos_autorizados.unwrap_or_default() };
    Token::new(login.token).valid_for(lifetime).good_for(uses).with_facts(session)
}

#[cfg(test)]
mod tests {
    use isp_core::wire::sao_paulo;
    use serde_json::{Value, json};

    use super::*;

    fn session(services: &[u32]) -> Session {
        Session { servicos_autorizados: services.to_vec() }
    }

    #[test]
    fn a_service_may_be_called_if_it_is_granted_or_the_server_sent_no_list() {
        assert!(session(&[6, 7]).allows(7));
        assert!(session(&[9999]).allows(7));
        assert!(session(&[]).allows(7));
        assert!(!session(&[6, 8]).allows(7));
    }

    #[test]
    fn the_services_are_kept_with_a_token_that_is_shared() {
        for services in [&[][..], &[7], &[1, 9999]] {
            let session = session(services);
            assert_eq!(Session::from_text(&session.to_text()), Some(session));
        }
        for text in ["7,", "x", "7;8", "-1", " "] {
            assert_eq!(Session::from_text(&text.into()), None, "{text:?}");
        }
    }

    fn token(members: &Value, single_use: bool) -> Token {
        let mut login = json!({"Token": "TOKEN", "status": "OK"});
        login.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let login = isp_core::wire::decode_value::<Autenticacao>(&login).unwrap().value;
        // 9:00 in São Paulo.
        let now = "2031-02-10T12:00:00Z".parse().unwrap();
        token_of(login, now, &sao_paulo(), single_use)
    }

    #[test]
    fn a_token_is_valid_until_its_expiry_in_the_providers_zone_unless_that_is_past() {
        for (expire, lifetime) in [
            ("10/02/2031 09:01:00", Some(Duration::from_secs(60))),
            ("10/02/2031 09:00:00", None),
            ("10/02/2031 08:59:59", None),
            ("", None),
        ] {
            assert_eq!(token(&json!({"Expire": expire}), false).lifetime(), lifetime, "{expire}");
        }
    }

    #[test]
    fn a_token_has_the_number_of_uses_that_mk_sends_and_otherwise_no_limit() {
        for (limit, uses) in [(json!(0), None), (json!(null), None), (json!(5), Some(5))] {
            let members = json!({"LimiteUso": limit});
            assert_eq!(token(&members, false).uses(), uses, "{limit}");
            assert_eq!(token(&members, true).uses(), Some(1), "{limit}");
        }
    }

    #[test]
    fn a_token_knows_its_services() {
        let granted = token(&json!({"ServicosAutorizados": [1, 7]}), false);
        assert_eq!(granted.facts::<Session>(), Some(&session(&[1, 7])));
    }
}
