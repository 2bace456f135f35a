//! How a ticket is closed.

use isp_core::Error;
use isp_core::http::{Parameter, ParameterSpec, SimNao, Slot, Text};

/// What [`PutAtendimentosProtocolo`](super::PutAtendimentosProtocolo) needs to close a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncerramentoAtendimento {
    classificacao: u64,
    comentario: Option<Text>,
}

impl EncerramentoAtendimento {
    /// Closes the ticket with the code of a closing classification (`classificacaoEncerramento`).
    pub fn new(classificacao: u64) -> Self {
        Self { classificacao, comentario: None }
    }

    /// Adds a comment (`comentarioEncerramento`).
    #[must_use]
    pub fn with_comentario(self, comentario: &str) -> Self {
        Self { comentario: Some(comentario.into()), ..self }
    }
}

/// `finalizado`: `N`, or `S` and what belongs to it.
#[derive(Clone)]
pub(super) struct Finalizado(Option<EncerramentoAtendimento>);

impl From<Option<EncerramentoAtendimento>> for Finalizado {
    fn from(closing: Option<EncerramentoAtendimento>) -> Self {
        Self(closing)
    }
}

impl Parameter for Finalizado {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::required("finalizado"),
        ParameterSpec::optional("classificacaoEncerramento"),
        ParameterSpec::optional("comentarioEncerramento"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        SimNao::from(self.0.is_some()).write(slot.beside("finalizado"))?;
        let Some(closing) = &self.0 else { return Ok(()) };
        closing.classificacao.write(slot.beside("classificacaoEncerramento"))?;
        match &closing.comentario {
            Some(comment) => comment.write(slot.beside("comentarioEncerramento")),
            None => Ok(()),
        }
    }
}
