//! What a login tells besides the token.

use std::time::Duration;

use isp_core::http::vendor::Grant;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::operations::autenticacao::Autenticacao;

/// The service code that stands for everything the profile allows.
pub(crate) const ALL_SERVICES: u32 = 9999;

/// What a login told: which services may be called.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Session {
    /// `ServicosAutorizados`; empty when the server did not say.
    pub servicos_autorizados: Vec<u32>,
}

impl Session {
    /// Whether the service may be called. When the server did not say, only calling tells.
    pub fn grants(&self, service_code: u32) -> bool {
        let granted = &self.servicos_autorizados;
        granted.is_empty() || granted.contains(&service_code) || granted.contains(&ALL_SERVICES)
    }
}

/// The grant that a login gave.
pub(crate) fn grant_of(
    login: Autenticacao,
    now: Timestamp,
    zone: &TimeZone,
    single_use: bool,
) -> Grant {
    // A date that is already past means that the two clocks differ: then only the server's refusal
    // tells when the token ends.
    let lifetime = login
        .expire
        .and_then(|expire| expire.to_zoned(zone.clone()).ok())
        .and_then(|expire| Duration::try_from(expire.timestamp().duration_since(now)).ok())
        .filter(|lifetime| !lifetime.is_zero());
    let uses = if single_use { Some(1) } else { login.limite_uso.filter(|uses| *uses > 0) };
    let session = Session { servicos_autorizados: login.servicos_autorizados.unwrap_or_default() };
    Grant::new(login.token).valid_for(lifetime).good_for(uses).with_facts(session)
}
