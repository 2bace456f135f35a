//! Tickets of a period.

use isp_core::Error;
use isp_core::record;
use isp_core::wire;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Tickets of a period.
    ///
    /// Of all customers: there is no filter. The answer does not contain the protocol.
    WSMKAtendimentos, fn atendimentos -> Vec<Atendimento> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Opened from this day on.
            data_inicio: IsoDate(Date),
            /// Opened up to this day.
            data_termino: IsoDate(Date),
        }
        check: WSMKAtendimentos::has_a_period,
    }
}

impl WSMKAtendimentos {
    fn has_a_period(&self) -> Result<(), Error> {
        match (self.data_inicio, self.data_termino) {
            (Some(first), Some(last)) if first > last => {
                Err(Error::invalid_input("data_inicio is after data_termino"))
            }
            _ => Ok(()),
        }
    }
}

/// A ticket.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Atendimento {
    /// Ticket code, not the protocol.
    pub codigo_atendimento: u64,
    /// Customer code.
    pub codigo_cliente: u64,
    /// Contract code.
    pub contratoid: Option<u64>,
    /// `"F"` for finished; other values are unknown.
    pub codigo_status: Option<String>,
    /// State in words.
    pub descricao_status: Option<String>,
    /// Day of opening.
    #[serde(default, with = "wire::date::option")]
    pub data_abertura: Option<Date>,
    /// Time of opening, `HH:mm:ss`.
    pub hr_abertura: Option<String>,
    /// Attendant's code.
    pub codigo_atendente: Option<u64>,
    /// Attendant's name.
    pub nome_atendente: Option<String>,
}

impl Atendimento {
    /// Day and time of opening in the server's local time; `None` unless both are present.
    pub fn abertura(&self) -> Option<DateTime> {
        let time = self.hr_abertura.as_deref()?.trim().parse::<Time>().ok()?;
        Some(self.data_abertura?.to_datetime(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    fn operation() -> WSMKAtendimentos {
        WSMKAtendimentos::new().data_inicio(date(2031, 2, 1)).data_termino(date(2031, 2, 28))
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKAtendimentos.rule?sys=MK0&token=TOKEN&data_inicio=2031-02-01&data_termino=2031-02-28"
        );
        assert_eq!(
            request(&WSMKAtendimentos::new()),
            "GET /mk/WSMKAtendimentos.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_refused() {
        refusal(&operation().data_termino(date(2031, 1, 1)));
    }

    #[test]
    fn it_reads_a_bare_list() {
        let tickets = decoded(&operation(), "WSMKAtendimentos.ok.json");
        assert_eq!(tickets[0].abertura(), Some(date(2031, 2, 10).at(8, 5, 0, 0)));
        assert_eq!(tickets[1].contratoid, None);
        assert!(decoded(&operation(), "WSMKAtendimentos.vazio.json").is_empty());
        decode_error(&operation(), r#"{"status":"OK"}"#);
    }
}
