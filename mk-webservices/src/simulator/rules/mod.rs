//! The rules: a table from names to functions, one file for each family.
//!
//! A further rule is a line in [`RULES`] and a function beside its sisters.

#![allow(clippy::unnecessary_wraps, reason = "every rule has the table's signature")]

mod atendimentos;
mod autenticacao;
mod conexoes;
mod contratos;
mod faturas;
mod pagamento;
mod pessoas;
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
    RULES.iter().find(|rule| rule.name == name)
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

/// Every rule of this server.
static RULES: &[Rule] = &[
    Rule::new("WSAutenticacao", autenticacao::autenticacao).opened_by(TokenKind::None).requires(&[
        "token",
        "password",
        "cd_servico",
    ]),
    Rule::new("WSAutenticacaoOperador", autenticacao::operador)
        .opened_by(TokenKind::None)
        .requires(&["username", "password"]),
    Rule::new("WSMKConsultaDoc", pessoas::consulta_doc).of_service(6).requires(&["doc"]),
    Rule::new("WSMKConsultaClientes", pessoas::consulta_clientes),
    Rule::new("WSMKContratosPorCliente", contratos::contratos_por_cliente)
        .of_service(8)
        .requires(&["cd_cliente"]),
    Rule::new("WSMKConexoesPorCliente", conexoes::conexoes_por_cliente)
        .of_service(9)
        .requires(&["cd_cliente"]),
    Rule::new("WSMKConsultaConexaoAutenticada", conexoes::conexao_autenticada)
        .requires(&["codconexao"]),
    Rule::new("WSMKAutoDesbloqueio", conexoes::auto_desbloqueio)
        .opened_by(TokenKind::SessionOrOperator)
        .requires(&["cd_conexao"]),
    Rule::new("WSMKFaturasPendentes", faturas::faturas_pendentes)
        .of_service(7)
        .requires(&["cd_cliente"]),
    Rule::new("WSMKFaturasAbertas", faturas::faturas_abertas)
        .requires(&["dt_venc_inicio", "dt_venc_fim"]),
    Rule::new("WSMKSegundaViaCobranca", pagamento::segunda_via)
        .of_service(1)
        .requires(&["cd_fatura"]),
    Rule::new("WSMKLDViaSMS", pagamento::ld_via_sms).of_service(21).requires(&["cd_fatura"]),
    Rule::new("WSMKRetornarCopieColaPix", pagamento::copie_cola_pix),
    Rule::new("WSMKAtendimentos", atendimentos::atendimentos),
    Rule::new("WSMKListaProcessos", atendimentos::lista_processos).of_service(11),
    Rule::new("WSMKListaClassificacoesAte", atendimentos::lista_classificacoes).of_service(10),
    Rule::new("WSMKNovoAtendimento", atendimentos::novo_atendimento)
        .opened_by(TokenKind::SessionOrOperator)
        .requires(&["cd_cliente", "cd_processo", "cd_classificacao_ate", "origem_contato", "info"]),
];
