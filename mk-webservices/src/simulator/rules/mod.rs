//! The rules: a table from names to functions, one file for each family.
//!
//! A further rule is a line in its family's `RULES` and a function beside its sisters.

#![allow(clippy::unnecessary_wraps, reason = "every rule has the table's signature")]

mod atendimentos;
mod autenticacao;
mod cobranca;
mod conexoes;
mod contratos;
mod enderecos;
mod faturas;
mod leads;
mod ordens_servico;
mod pagamento;
mod pessoas;
mod planos;
mod rede;
mod words;

use isp_core::testing::World;
use serde_json::Value;

use super::answers::Refusal;
use super::desk::{Outside, Secrets};
use super::parameters::Parameters;
use super::quirks::Quirks;
use super::sessions::Sessions;

/// What a rule answers: JSON, or one of the many ways of not answering.
type Reply = Result<Value, Refusal>;

/// All that a rule sees besides the world.
pub(super) struct RuleCall<'a> {
    pub(super) parameters: &'a Parameters,
    pub(super) quirks: &'a Quirks,
    pub(super) secrets: &'a Secrets,
    pub(super) sessions: &'a Sessions,
    pub(super) outside: &'a Outside,
    /// The server's own address, for links.
    pub(super) base_url: String,
}

/// Which token opens a rule.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TokenKind {
    /// None: it is a login.
    None,
    /// The session token of `WSAutenticacao`.
    Session,
    /// That, or the operator's own token: the "specific" rules.
    SessionOrOperator,
}

/// A rule.
pub(super) struct Rule {
    name: &'static str,
    pub(super) token: TokenKind,
    /// The code under which a profile grants it; `None` where nobody knows it.
    pub(super) service: Option<u32>,
    /// Parameters without which it answers 004.
    pub(super) required: &'static [&'static str],
    pub(super) run: fn(&mut World, &RuleCall<'_>) -> Reply,
}

pub(super) fn find(name: &str) -> Option<&'static Rule> {
    FAMILIES.into_iter().flatten().find(|rule| rule.name == name)
}

impl Rule {
    const fn new(name: &'static str, run: fn(&mut World, &RuleCall<'_>) -> Reply) -> Self {
        Self { name, token: TokenKind::Session, service: None, required: &[], run }
    }

    const fn opened_by(mut self, token: TokenKind) -> Self {
        self.token = token;
        self
    }

    const fn of_service(mut self, code: u32) -> Self {
        self.service = Some(code);
        self
    }

    const fn requires(mut self, parameters: &'static [&'static str]) -> Self {
        self.required = parameters;
        self
    }
}

/// Every rule of this server, family by family.
const FAMILIES: [&[Rule]; 13] = [
    autenticacao::RULES,
    pessoas::RULES,
    contratos::RULES,
    conexoes::RULES,
    faturas::RULES,
    pagamento::RULES,
    atendimentos::RULES,
    ordens_servico::RULES,
    planos::RULES,
    cobranca::RULES,
    enderecos::RULES,
    rede::RULES,
    leads::RULES,
];
