//! How a service order is closed.

use isp_core::Error;
use isp_core::http::{Parameter, ParameterSpec, SimNao, Slot, Text};

/// What [`PutOs`](super::PutOs) needs to close a service order.
///
/// ```
/// use mk_webservices::operations::ordens_servico::{EncerramentoOs, PutOs};
///
/// let closing = EncerramentoOs::new("operador.exemplo", "Troca de conector", 8).with_ticket(8);
/// let operation = PutOs::closing(8001, closing);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncerramentoOs {
    operador: Text,
    servico_prestado: Text,
    classificacao: u64,
    ticket: Option<u64>,
}

impl EncerramentoOs {
    /// Closes the service order and leaves its ticket as it is: login of the operator
    /// (`operadorEncerramento`), what was done (`servicoPrestado`), code of a closing classification
    /// (`classificacaoEncerramento`).
    pub fn new(operador: &str, servico_prestado: &str, classificacao: u64) -> Self {
        Self {
            operador: operador.into(),
            servico_prestado: servico_prestado.into(),
            classificacao,
            ticket: None,
        }
    }

    /// Closes its ticket too (`fecharAtendimentoAssociado`), with a closing classification
    /// (`classificEncerramentoAtendmento`; the vendor's name lacks two letters).
    #[must_use]
    pub fn with_ticket(self, classificacao: u64) -> Self {
        Self { ticket: Some(classificacao), ..self }
    }
}

/// `encerrarOs`: `N`, or `S` and what belongs to it.
#[derive(Clone)]
pub(super) struct EncerrarOs(Option<EncerramentoOs>);

impl From<Option<EncerramentoOs>> for EncerrarOs {
    fn from(closing: Option<EncerramentoOs>) -> Self {
        Self(closing)
    }
}

impl Parameter for EncerrarOs {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::required("encerrarOs"),
        ParameterSpec::optional("operadorEncerramento"),
        ParameterSpec::optional("servicoPrestado"),
        ParameterSpec::optional("classificacaoEncerramento"),
        ParameterSpec::optional("fecharAtendimentoAssociado"),
        ParameterSpec::optional("classificEncerramentoAtendmento"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        SimNao::from(self.0.is_some()).write(slot.beside("encerrarOs"))?;
        let Some(closing) = &self.0 else { return Ok(()) };
        closing.operador.write(slot.beside("operadorEncerramento"))?;
        closing.servico_prestado.write(slot.beside("servicoPrestado"))?;
        closing.classificacao.write(slot.beside("classificacaoEncerramento"))?;
        let with_ticket = SimNao::from(closing.ticket.is_some());
        with_ticket.write(slot.beside("fecharAtendimentoAssociado"))?;
        match closing.ticket {
            Some(code) => code.write(slot.beside("classificEncerramentoAtendmento")),
            None => Ok(()),
        }
    }
}
