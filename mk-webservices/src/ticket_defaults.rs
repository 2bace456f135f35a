//! Values shared by all tickets that a service opens.

use crate::operations::atendimentos::OrigemContato;

/// Values shared by all tickets opened through [`Isp::open_ticket`](isp_core::Isp::open_ticket).
/// A ticket that names its [kind](isp_core::Isp::ticket_kinds) has the process and the classification
/// of that kind instead.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TicketDefaults {
    /// Process code (`cd_processo`).
    pub cd_processo: u64,
    /// Classification code (`cd_classificacao_ate`), not a closing one.
    pub cd_classificacao_ate: u64,
    /// How the customer contacted the provider.
    pub origem_contato: OrigemContato,
    /// Login of the operator in whose name tickets are opened.
    pub op_abertura: Option<String>,
}

impl TicketDefaults {
    /// Tickets of this process and classification, opened by a bot.
    pub fn new(cd_processo: u64, cd_classificacao_ate: u64) -> Self {
        let origem_contato = OrigemContato::Bot;
        Self { cd_processo, cd_classificacao_ate, origem_contato, op_abertura: None }
    }

    /// Tickets with another origin of contact.
    pub fn from_origin(mut self, origem_contato: OrigemContato) -> Self {
        self.origem_contato = origem_contato;
        self
    }

    /// Tickets opened in an operator's name.
    pub fn opened_by(mut self, op_abertura: impl Into<String>) -> Self {
        self.op_abertura = Some(op_abertura.into());
        self
    }
}
