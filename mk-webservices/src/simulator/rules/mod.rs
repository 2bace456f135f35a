//! The rules: tables from names to functions, one file for each family of rules.
//!
//! To add a rule, add a row to its family's `RULES` and a function to the same file; a rule whose
//! answer is undocumented is a row of [`undocumented`].

#![allow(clippy::unnecessary_wraps, reason = "every rule has the table's signature")]

mod administracao;
mod atendimentos;
mod autenticacao;
mod cobranca;
mod conexoes;
mod contratos;
mod contratos_mudancas;
mod estoque;
mod faturas;
mod leads;
mod liquidacao;
mod ordens_servico;
mod pagamento;
mod pessoas;
mod planos;
mod rede;
mod undocumented;
mod values;
mod wsmk_faturas;

use isp_core::testing::World;
use serde_json::Value;

use super::answers::Refusal;
use super::parameters::Parameters;
use super::quirks::Quirks;
use super::state::{Credentials, Files, SentMessages, Settlements};
use super::tokens::Tokens;

/// What a rule answers.
type Reply = Result<Value, Refusal>;

/// What a rule reads and changes besides the world.
pub(super) struct RuleCall<'a> {
    pub(super) parameters: &'a Parameters,
    pub(super) quirks: &'a Quirks,
    pub(super) credentials: &'a Credentials,
    pub(super) tokens: &'a Tokens,
    pub(super) sent_messages: &'a SentMessages,
    pub(super) files: &'a Files,
    pub(super) settlements: &'a Settlements,
    /// The server's own address, for links.
    pub(super) base_url: String,
}

/// Which token a rule requires.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TokenKind {
    /// None: the rule is a login.
    None,
    /// The session token of `WSAutenticacao`.
    Session,
    /// That, or the operator's own token: the vendor calls these rules "specific".
    SessionOrOperator,
}

/// A rule.
pub(super) struct Rule {
    name: &'static str,
    pub(super) token: TokenKind,
    /// The name of the token's parameter.
    pub(super) token_name: &'static str,
    /// The service code by which a profile grants it; `None` if it is not known.
    pub(super) service: Option<u32>,
    /// Required parameters: without them it answers error 004.
    pub(super) required: &'static [&'static str],
    pub(super) run: fn(&mut World, &RuleCall<'_>) -> Reply,
}

pub(super) fn find(name: &str) -> Option<&'static Rule> {
    FAMILIES.into_iter().flatten().find(|rule| rule.name == name)
}

impl Rule {
    const fn new(name: &'static str, run: fn(&mut World, &RuleCall<'_>) -> Reply) -> Self {
        Self {
            name,
            token: TokenKind::Session,
            token_name: "token",
            service: None,
            required: &[],
            run,
        }
    }

    const fn token_name(mut self, name: &'static str) -> Self {
        self.token_name = name;
        self
    }

    const fn token(mut self, token: TokenKind) -> Self {
        self.token = token;
        self
    }

    const fn service(mut self, code: u32) -> Self {
        self.service = Some(code);
        self
    }

    const fn required(mut self, parameters: &'static [&'static str]) -> Self {
        self.required = parameters;
        self
    }
}

/// Every rule of this server.
const FAMILIES: [&[Rule]; 18] = [
    autenticacao::RULES,
    pessoas::RULES,
    contratos::RULES,
    contratos_mudancas::RULES,
    conexoes::RULES,
    faturas::RULES,
    wsmk_faturas::RULES,
    pagamento::RULES,
    liquidacao::RULES,
    atendimentos::RULES,
    ordens_servico::RULES,
    planos::RULES,
    cobranca::RULES,
    leads::RULES,
    estoque::RULES,
    administracao::RULES,
    rede::RULES,
    undocumented::RULES,
];
