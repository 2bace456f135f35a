//! Schedule a service order.

use isp_core::Error;
use isp_core::record;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Schedule a service order.
    ///
    /// Licensed separately.
    WSMKAgendamentoOrdem, fn agendamento_ordem -> AgendamentoOrdem {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Service-order code.
            "codigoOS" codigo_os: u64,
            /// Technician's code.
            tecnico: u64,
            /// Begin, in the server's local time.
            data_hora_inicio: BrazilianDateTime(DateTime),
            /// End, in the server's local time.
            data_hora_fim: BrazilianDateTime(DateTime),
        }
        optional: {
            /// Code of the schedule's group.
            "CodAgendaGrupo" cod_agenda_grupo: u64,
        }
        check: WSMKAgendamentoOrdem::ends_after_it_begins,
    }
}

impl WSMKAgendamentoOrdem {
    fn ends_after_it_begins(&self) -> Result<(), Error> {
        in_order(self.data_hora_inicio.get(), self.data_hora_fim.get())
    }
}

/// Refuses an appointment that ends before it begins.
pub(super) fn in_order(begin: DateTime, end: DateTime) -> Result<(), Error> {
    if begin > end {
        return Err(Error::invalid_input("data_hora_inicio is after data_hora_fim"));
    }
    Ok(())
}

/// Confirmation.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AgendamentoOrdem {
    /// `OS <n> Agendada com sucesso.`
    pub mensagem: String,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    fn operation(hour: i8) -> WSMKAgendamentoOrdem {
        let begin = date(2026, 1, 15).at(8, 5, 0, 0);
        WSMKAgendamentoOrdem::new(8004, 77, begin, date(2026, 1, 15).at(hour, 30, 9, 0))
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAgendamentoOrdem.rule?sys=MK0&token=TOKEN&codigoOS=8004&tecnico=77\
                    &data_hora_inicio=15%2F01%2F2026+08%3A05%3A00\
                    &data_hora_fim=15%2F01%2F2026+09%3A30%3A09";
        assert_eq!(request(&operation(9)), path);
        assert_eq!(request(&operation(9).cod_agenda_grupo(2)), format!("{path}&CodAgendaGrupo=2"));
    }

    #[test]
    fn an_appointment_that_ends_before_it_begins_is_refused() {
        assert!(refusal(&operation(7)).contains("data_hora_fim"));
    }

    #[test]
    fn it_reads_the_sentence() {
        let done = decoded(&operation(9), "WSMKAgendamentoOrdem.ok.json");
        assert_eq!(done.mensagem, "OS 8004 Agendada com sucesso.");
        decode_error(&operation(9), "{}");
    }
}
