//! Cancel or reschedule a service order.

use isp_core::Error;
use isp_core::http::{Answer, Parameter, ParameterSpec, Slot};
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded};
use serde::{Deserialize, Serialize};

use super::wsmk_agendamento_ordem::in_order;
use crate::Client;
use crate::operation::operation;

operation! {
    /// Cancel or reschedule a service order.
    ///
    /// Licensed separately. See [`Client::cancelar_ordem`] and [`Client::reagendar_ordem`].
    WSMKCancelarReagendarOrdem -> CancelarReagendarOrdem {
        effect: Once,
        proof: Proof::AnyOf(&[
            Proof::StatusWord,
            Proof::Sentence {
                member: "mensagem",
                sentence: "OS - <n>[S, Agendamento executado com sucesso]",
            },
        ]),
        evidence: Manual,
        required: {
            "codigoOS" codigo_os: u64,
            acao: Acao,
        }
        optional: {
            /// Technician's code. This parameter has a capital here.
            "Tecnico" tecnico: u64,
            /// Code of the schedule's group.
            "CodAgendaGrupo" cod_agenda_grupo: u64,
        }
        new: private,
        read: read,
    }
}

impl WSMKCancelarReagendarOrdem {
    /// Cancels a service order, by its code.
    pub fn cancelar(codigo_os: u64) -> Self {
        Self::new(codigo_os, Acao::Cancelar)
    }

    /// Reschedules a service order: its code, begin and end in the server's local time.
    pub fn reagendar(codigo_os: u64, inicio: DateTime, fim: DateTime) -> Self {
        Self::new(codigo_os, Acao::Reagendar { inicio, fim })
    }
}

impl Client {
    /// Cancel a service order, by its code.
    ///
    /// `GET /mk/WSMKCancelarReagendarOrdem.rule`
    #[doc(alias = "WSMKCancelarReagendarOrdem")]
    pub fn cancelar_ordem(&self, codigo_os: u64) -> Call<WSMKCancelarReagendarOrdem> {
        self.call(WSMKCancelarReagendarOrdem::cancelar(codigo_os))
    }

    /// Reschedule a service order: its code, begin and end in the server's local time.
    ///
    /// `GET /mk/WSMKCancelarReagendarOrdem.rule`
    #[doc(alias = "WSMKCancelarReagendarOrdem")]
    pub fn reagendar_ordem(
        &self,
        codigo_os: u64,
        inicio: DateTime,
        fim: DateTime,
    ) -> Call<WSMKCancelarReagendarOrdem> {
        self.call(WSMKCancelarReagendarOrdem::reagendar(codigo_os, inicio, fim))
    }
}

/// What to do with the service order.
#[derive(Clone, Copy)]
enum Acao {
    Cancelar,
    Reagendar { inicio: DateTime, fim: DateTime },
}

impl Parameter for Acao {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::optional("cancelar_os"),
        ParameterSpec::optional("reagendar_os"),
        ParameterSpec::optional("data_hora_inicio"),
        ParameterSpec::optional("data_hora_fim"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        match *self {
            Self::Cancelar => SimNao::from(true).write(slot.beside("cancelar_os")),
            Self::Reagendar { inicio, fim } => {
                in_order(inicio, fim)?;
                SimNao::from(true).write(slot.beside("reagendar_os"))?;
                BrazilianDateTime::from(inicio).write(slot.beside("data_hora_inicio"))?;
                BrazilianDateTime::from(fim).write(slot.beside("data_hora_fim"))
            }
        }
    }
}

/// Confirmation, in one of two fields.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CancelarReagendarOrdem {
    /// After a cancellation a sentence: `OS cancelada com sucesso.` After a change of schedule `None`.
    pub status: Option<String>,
    /// After a change of schedule: `OS - <n>[S, Agendamento executado com sucesso]`.
    pub mensagem: Option<String>,
}

impl CancelarReagendarOrdem {
    /// The confirmation, from whichever field has it.
    pub fn frase(&self) -> Option<&str> {
        self.mensagem.as_deref().or(self.status.as_deref())
    }
}

/// An answer without a confirmation is not success.
fn read(answer: &Answer) -> Result<Decoded<CancelarReagendarOrdem>, DecodeError> {
    let decoded = answer.decode::<CancelarReagendarOrdem>()?;
    match decoded.value.frase() {
        Some(_) => Ok(decoded),
        None => Err(DecodeError::unexpected("$", "`status` or `mensagem`", "neither")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    const PATH: &str = "GET /mk/WSMKCancelarReagendarOrdem.rule?sys=MK0&token=TOKEN&codigoOS=8004";

    fn operation() -> WSMKCancelarReagendarOrdem {
        WSMKCancelarReagendarOrdem::cancelar(8004)
    }

    fn rescheduled(last_hour: i8) -> WSMKCancelarReagendarOrdem {
        let day = date(2026, 1, 15);
        WSMKCancelarReagendarOrdem::reagendar(8004, day.at(8, 0, 0, 0), day.at(last_hour, 0, 0, 0))
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), format!("{PATH}&cancelar_os=S"));
    }

    #[test]
    fn rescheduling_names_times_technician_and_group() {
        assert_eq!(
            request(&rescheduled(9).tecnico(77).cod_agenda_grupo(2)),
            format!(
                "{PATH}&reagendar_os=S&data_hora_inicio=15%2F01%2F2026+08%3A00%3A00\
                 &data_hora_fim=15%2F01%2F2026+09%3A00%3A00&Tecnico=77&CodAgendaGrupo=2"
            )
        );
    }

    #[test]
    fn an_appointment_that_ends_before_it_begins_is_refused() {
        assert!(refusal(&rescheduled(7)).contains("is after"));
    }

    #[test]
    fn success_is_a_sentence_in_either_place() {
        let cancelled = decoded(&operation(), "WSMKCancelarReagendarOrdem.cancelar.ok.json");
        assert_eq!(cancelled.frase(), Some("OS cancelada com sucesso."));
        let changed = decoded(&operation(), "WSMKCancelarReagendarOrdem.reagendar.ok.json");
        assert_eq!(changed.frase(), Some("OS - 8004[S, Agendamento executado com sucesso]"));
        assert_eq!(changed.status, None);
    }

    #[test]
    fn an_answer_without_either_is_an_error() {
        for body in ["{}", "[]", r#"{"status":""}"#, "null"] {
            decode_error(&operation(), body);
        }
    }
}
