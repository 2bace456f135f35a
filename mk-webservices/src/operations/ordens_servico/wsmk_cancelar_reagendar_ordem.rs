//! Cancel or reschedule a service order.

use isp_core::Error;
use isp_core::http::{Answer, Proof};
use isp_core::wire::{DecodeError, Decoded};
use serde::{Deserialize, Serialize};

use super::wsmk_agendamento_ordem::in_order;
use crate::operation::operation;

operation! {
    /// Cancel or reschedule a service order: exactly one of `cancelar_os` and `reagendar_os` is true. To
    /// reschedule it, give begin and end. Licensed separately.
    WSMKCancelarReagendarOrdem = "WSMKCancelarReagendarOrdem",
    fn cancelar_reagendar_ordem -> CancelarReagendarOrdem {
        title: "cancel or reschedule a service order",
        family: "ordens_servico",
        service: None,
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
            /// Service-order code.
            "codigoOS" codigo_os: int,
        }
        optional: {
            /// Whether to cancel it.
            cancelar_os: sn,
            /// Whether to reschedule it.
            reagendar_os: sn,
            /// From when, in the server's local time.
            data_hora_inicio: datetime_br,
            /// Until when, in the server's local time.
            data_hora_fim: datetime_br,
            /// Technician's code. Here the parameter has a capital.
            "Tecnico" tecnico: int,
            /// Code of the schedule's group.
            "CodAgendaGrupo" cod_agenda_grupo: int,
        }
        check: WSMKCancelarReagendarOrdem::does_one_thing,
        read: read,
    }
}

impl WSMKCancelarReagendarOrdem {
    fn does_one_thing(&self) -> Result<(), Error> {
        let cancels = self.cancelar_os == Some(true);
        let reschedules = self.reagendar_os == Some(true);
        if cancels == reschedules {
            return Err(Error::invalid_input(
                "WSMKCancelarReagendarOrdem needs exactly one of cancelar_os and reagendar_os",
            ));
        }
        match (self.data_hora_inicio, self.data_hora_fim) {
            (Some(begin), Some(end)) => in_order(begin, end),
            _ if reschedules => Err(Error::invalid_input(
                "to reschedule, data_hora_inicio and data_hora_fim are needed",
            )),
            _ => Ok(()),
        }
    }
}

/// That it is done, told in one of two places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CancelarReagendarOrdem {
    /// After a cancellation a sentence: `OS cancelada com sucesso.` After a change of schedule `None`.
    pub status: Option<String>,
    /// After a change of schedule: `OS - <n>[S, Agendamento executado com sucesso]`.
    pub mensagem: Option<String>,
}

impl CancelarReagendarOrdem {
    /// What the server said, wherever it said it.
    pub fn frase(&self) -> Option<&str> {
        self.mensagem.as_deref().or(self.status.as_deref())
    }
}

/// An answer that says nothing is not success.
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
        WSMKCancelarReagendarOrdem::new(8004)
    }

    fn rescheduled(last_hour: i8) -> WSMKCancelarReagendarOrdem {
        operation()
            .reagendar_os(true)
            .data_hora_inicio(date(2026, 1, 15).at(8, 0, 0, 0))
            .data_hora_fim(date(2026, 1, 15).at(last_hour, 0, 0, 0))
    }

    #[test]
    fn cancelling_needs_no_more_than_the_order() {
        assert_eq!(request(&operation().cancelar_os(true)), format!("{PATH}&cancelar_os=S"));
    }

    #[test]
    fn rescheduling_names_times_technician_and_group() {
        let change = rescheduled(9).cancelar_os(false).tecnico(77).cod_agenda_grupo(2);
        assert_eq!(
            request(&change),
            format!(
                "{PATH}&cancelar_os=N&reagendar_os=S&data_hora_inicio=15%2F01%2F2026+08%3A00%3A00\
                 &data_hora_fim=15%2F01%2F2026+09%3A00%3A00&Tecnico=77&CodAgendaGrupo=2"
            )
        );
    }

    #[test]
    fn neither_and_both_are_refused() {
        for wrong in [
            operation(),
            operation().cancelar_os(false),
            operation().cancelar_os(false).reagendar_os(false),
            rescheduled(9).cancelar_os(true),
        ] {
            assert!(refusal(&wrong).contains("exactly one"));
        }
    }

    #[test]
    fn a_new_schedule_without_or_against_time_is_refused() {
        assert!(refusal(&operation().reagendar_os(true)).contains("data_hora_inicio"));
        assert!(refusal(&rescheduled(7)).contains("lies after"));
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
