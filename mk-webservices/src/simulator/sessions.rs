//! Session tokens: given by a login, used up, expired, taken back.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use isp_core::wire::sao_paulo;
use jiff::Timestamp;

use super::answers::Refusal;
use super::quirks::Quirks;

/// Where the numbering of tokens starts: an installation has given some before.
const FIRST_ROW: u64 = 123_456;

/// Every token that this server gave.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<Vec<Session>>);

struct Session {
    token: String,
    row: u64,
    /// The one service it was asked for; `None` for all.
    service: Option<u32>,
    ends: Option<Timestamp>,
    uses: u64,
    end: End,
}

/// Whether somebody ended it before its time.
#[derive(Clone, Copy, PartialEq)]
enum End {
    NotYet,
    Expired,
    Revoked,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("row", &self.row).finish_non_exhaustive()
    }
}

/// What a login gave.
pub(super) struct Given {
    pub(super) token: String,
    /// `DD/MM/YYYY HH:mm:ss` in São Paulo.
    pub(super) expire: String,
}

impl Sessions {
    pub(super) fn open(&self, service: Option<u32>, quirks: &Quirks) -> Given {
        let mut all = self.lock();
        let row = FIRST_ROW + all.len() as u64;
        let ends = now().checked_add(quirks.token_lifetime).ok();
        let shown = ends.unwrap_or(Timestamp::MAX).to_zoned(sao_paulo());
        let token = format!("{}.{row}", random_hex());
        all.push(Session { token: token.clone(), row, service, ends, uses: 0, end: End::NotYet });
        Given { token, expire: shown.strftime("%d/%m/%Y %H:%M:%S").to_string() }
    }

    /// Uses a token for one call of a rule of `service`, or tells why it is no good.
    pub(super) fn spend(
        &self,
        token: &str,
        service: Option<u32>,
        quirks: &Quirks,
    ) -> Result<(), Refusal> {
        let mut all = self.lock();
        let known = all.iter_mut().find(|session| session.token == token);
        let session = known.ok_or(Refusal::BAD_TOKEN)?;
        let over = session.ends.is_some_and(|ends| ends <= now());
        match session.end {
            End::Revoked => return Err(Refusal::BAD_TOKEN),
            End::Expired => return Err(Refusal::Token(session.row, "Token expirado.")),
            End::NotYet if over => return Err(Refusal::Token(session.row, "Token expirado.")),
            End::NotYet => {}
        }
        let limit = if quirks.single_use_tokens { 1 } else { quirks.limite_uso };
        if limit > 0 && session.uses >= limit {
            // The row is gone, so the server no longer knows its number.
            return Err(Refusal::Token(0, "Token não encontrado."));
        }
        session.uses += 1;
        // A token asked for one service serves no other; that it does not serve rules of unknown
        // service either is assumed.
        if session.service.is_some() && session.service != service {
            return Err(NOT_GRANTED);
        }
        Ok(())
    }

    /// How many tokens were given.
    pub(super) fn count(&self) -> usize {
        self.lock().len()
    }

    pub(super) fn expire_all(&self) {
        self.end_all(End::Expired);
    }

    pub(super) fn revoke_all(&self) {
        self.end_all(End::Revoked);
    }

    fn end_all(&self, end: End) {
        for session in self.lock().iter_mut() {
            session.end = end;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page that real servers show when a service is not granted.
pub(super) const NOT_GRANTED: Refusal = Refusal::Servlet("Serviço não autorizado para o perfil");

/// The standard library's random hash keys are random enough for invented tokens.
pub(super) fn random_hex() -> String {
    let half = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", half(), half())
}

/// The simulator stands for another machine, whose clock no test can stop.
#[allow(clippy::disallowed_methods, reason = "the server's own clock")]
fn now() -> Timestamp {
    Timestamp::now()
}
