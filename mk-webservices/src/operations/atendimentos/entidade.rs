//! The ticket as the core-api shows it.

use isp_core::record;
use isp_core::wire::{self, YesNo};
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// A ticket of the core-api. Only one example is known, the answer to a change of an open ticket: the
/// types of the fields that are null there are assumptions.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AtendimentoCore {
    /// Ticket code, `cd_atendimento` of the rules.
    pub id: u64,
    /// Protocol, `AAMM.n`. Text: `2601.10` is not `2601.1`.
    pub protocolo: String,
    /// Day of opening.
    #[serde(default, with = "wire::date::option")]
    pub data_abertura: Option<Date>,
    /// Time of opening, `HH:MM:SS`.
    pub hora_abertura: Option<String>,
    /// When it was stored, as written: local time with a `Z` that does not mean UTC.
    pub data_hora_insert: Option<String>,
    /// When work on it began, written likewise. Null in the example.
    pub data_hora_start: Option<String>,
    /// What the customer said.
    pub info_cliente: Option<String>,
    /// Whether it is closed.
    pub finalizado: Option<YesNo>,
    /// State, `"I"` in the example; other values are unknown.
    pub situacao: Option<String>,
    /// Customer code (`CodigoPessoa`).
    pub pessoa_id: Option<u64>,
    /// Connection code.
    pub conexao_id: Option<u64>,
    /// Contract code.
    pub contrato_id: Option<u64>,
    /// Process code (`codprocesso`).
    pub processo_atendimento_id: Option<u64>,
    /// Code of the opening classification.
    pub classificacao_atendimento_id: Option<u64>,
    /// Company code.
    pub provedor_empresa_id: Option<u64>,
    /// Day of closing. Null in the example.
    #[serde(default, with = "wire::date::option")]
    pub data_finalizado: Option<Date>,
    /// Time of closing, `HH:MM:SS`. Null in the example.
    pub hora_finalizado: Option<String>,
    /// Operator's code as text. Open tickets have it too, so it does not mean that the ticket is closed.
    pub operador_encerramento: Option<String>,
    /// Login of the operator who opened it.
    pub operador_abertura: Option<String>,
    /// Workspace code.
    pub workspace_id: Option<u64>,
    /// Comment at closing. Null in the example.
    pub texto_encerramento: Option<String>,
    /// Code of the closing classification. Null in the example.
    pub classificacao_encerramento_id: Option<u64>,
    /// Subprocess code.
    pub subprocesso_id: Option<u64>,
    /// Code of the technician in charge. Null in the example.
    pub cd_tec_responsavel_contato: Option<u64>,
    /// Circuit code. Null in the example.
    pub circuito_id: Option<u64>,
    /// Probably a code of [`OrigemContato`](super::OrigemContato).
    pub como_foi_contato: Option<u64>,
}

impl AtendimentoCore {
    /// Day and time of opening in the server's local time; midnight when the time cannot be read.
    pub fn abertura(&self) -> Option<DateTime> {
        let time = self.hora_abertura.as_deref().and_then(|text| text.trim().parse::<Time>().ok());
        self.data_abertura.map(|day| day.to_datetime(time.unwrap_or(Time::midnight())))
    }
}
