//! A due date as `WSMKFaturasAbertas` takes it.

use isp_core::Error;
use isp_core::http::{Parameter, Slot};
use jiff::civil::Date;

/// How the due dates of [`WSMKFaturasAbertas`](super::WSMKFaturasAbertas) are written.
///
/// The manual and the clients of real servers disagree, and no answer tells in which form a server has
/// read a date: try the form with an invoice whose due date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum FormatoData {
    /// `AAAA/MM/DD`: the form of the manual.
    #[default]
    AnoMesDia,
    /// `DD/MM/AAAA`: three clients send it with success, and newer documentation has it.
    DiaMesAno,
    /// `AAAA-MM-DD`: one client sends it with success.
    Iso,
}

/// A day and the form that it is sent in.
#[derive(Debug, Clone, Copy)]
pub struct DataVencimento {
    pub(super) day: Date,
    pub(super) format: FormatoData,
}

impl From<Date> for DataVencimento {
    fn from(day: Date) -> Self {
        Self { day, format: FormatoData::default() }
    }
}

impl Parameter for DataVencimento {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self.day.strftime(match self.format {
            FormatoData::AnoMesDia => "%Y/%m/%d",
            FormatoData::DiaMesAno => "%d/%m/%Y",
            FormatoData::Iso => "%Y-%m-%d",
        }))
    }
}
