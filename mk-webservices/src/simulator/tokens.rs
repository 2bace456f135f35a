//! Session tokens: issued by a login, then used up, expired or revoked.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use isp_core::wire::sao_paulo;
use jiff::Timestamp;

use super::answers::Refusal;
use super::quirks::Quirks;

/// The row number of the first token: a real installation has issued some before.
const FIRST_ROW: u64 = 123_456;

/// Every token that this server has issued.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<Vec<Token>>);

struct Token {
    text: String,
    row: u64,
    /// The service it was issued for; `None` for all.
    service: Option<u32>,
    expires: Option<Timestamp>,
    uses: u64,
    status: Status,
}

#[derive(Clone, Copy, PartialEq)]
enum Status {
    /// Valid until its time is over.
    Valid,
    /// Made to expire early.
    Expired,
    Revoked,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("row", &self.row).finish_non_exhaustive()
    }
}

/// A new token.
pub(super) struct IssuedToken {
    pub(super) text: String,
    /// `DD/MM/YYYY HH:mm:ss` in São Paulo.
    pub(super) expire: String,
}

impl Tokens {
    pub(super) fn issue(&self, service: Option<u32>, quirks: &Quirks) -> IssuedToken {
        let mut all = self.lock();
        let row = FIRST_ROW + all.len() as u64;
        let expires = now().checked_add(quirks.token_lifetime).ok();
        let shown = expires.unwrap_or(Timestamp::MAX).to_zoned(sao_paulo());
        let text = format!("{}.{row}", random_hex());
        all.push(Token {
            text: text.clone(),
            row,
            service,
            expires,
            uses: 0,
            status: Status::Valid,
        });
        IssuedToken { text, expire: shown.strftime("%d/%m/%Y %H:%M:%S").to_string() }
    }

    /// Uses a token for one call of a rule of `service`, or tells why it is refused.
    pub(super) fn use_once(
        &self,
        token: &str,
        service: Option<u32>,
        quirks: &Quirks,
    ) -> Result<(), Refusal> {
        let mut all = self.lock();
        let found = all.iter_mut().find(|known| known.text == token);
        let token = found.ok_or(Refusal::BAD_TOKEN)?;
        let is_over = token.expires.is_some_and(|expires| expires <= now());
        match token.status {
            Status::Revoked => return Err(Refusal::BAD_TOKEN),
            Status::Valid if !is_over => {}
            Status::Valid | Status::Expired => {
                return Err(Refusal::Token(token.row, "Token expirado."));
            }
        }
        let limit = if quirks.single_use_tokens { 1 } else { quirks.limite_uso };
        if limit > 0 && token.uses >= limit {
            // The server has deleted the row and no longer knows its number.
            return Err(Refusal::Token(0, "Token não encontrado."));
        }
        token.uses += 1;
        // A token for one service is refused by the others. Assumed: also by rules whose service
        // code is not known.
        if token.service.is_some() && token.service != service {
            return Err(NOT_GRANTED);
        }
        Ok(())
    }

    /// How many tokens were issued.
    pub(super) fn count(&self) -> usize {
        self.lock().len()
    }

    pub(super) fn expire_all(&self) {
        self.set_all(Status::Expired);
    }

    pub(super) fn revoke_all(&self) {
        self.set_all(Status::Revoked);
    }

    fn set_all(&self, status: Status) {
        for token in self.lock().iter_mut() {
            token.status = status;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Token>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The error page for a service that is not granted. Real servers show such a page; the wording is
/// invented.
pub(super) const NOT_GRANTED: Refusal = Refusal::Servlet("Serviço não autorizado para o perfil");

/// 32 hex digits from the standard library's random hash keys: random enough for a simulator.
pub(super) fn random_hex() -> String {
    let half = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", half(), half())
}

#[allow(clippy::disallowed_methods, reason = "a server has its own clock, which no test pauses")]
fn now() -> Timestamp {
    Timestamp::now()
}
