//! Open invoices by windows of due dates.

use std::collections::HashSet;
use std::iter;
use std::ops::RangeInclusive;
use std::time::Duration;

use isp_core::Error;
use isp_core::http::Operation;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::pages::{Items, Page, Pages, Step};
use crate::Client;
use crate::dialect::MkDialect;
use crate::operations::faturas::{FaturaAberta, WSMKFaturasAbertas};

impl Client {
    /// Everybody's open invoices with a due date in `vencimentos`, by windows of
    /// `WSMKFaturasAbertas`: day by day, so that each invoice's due date is known although MK does not
    /// send it.
    ///
    /// An invoice comes once, however often MK repeats it.
    #[doc(alias = "WSMKFaturasAbertas")]
    pub fn faturas_abertas_em_janelas(
        &self,
        vencimentos: RangeInclusive<Date>,
    ) -> FaturasAbertasEmJanelas {
        let (first, last) = vencimentos.into_inner();
        FaturasAbertasEmJanelas {
            client: self.clone(),
            first,
            last,
            cursor: None,
            days: 1,
            at_once: 1,
            timeout: None,
        }
    }
}

/// Where a walk over open invoices goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DayCursor {
    /// The first due date that was not asked for.
    pub next_day: Date,
}

impl DayCursor {
    /// Begins at a due date.
    pub const fn at(next_day: Date) -> Self {
        Self { next_day }
    }
}

/// An open invoice, with the window in which its due date lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FaturaAbertaNaJanela {
    /// First due date of the window.
    pub dt_venc_inicio: Date,
    /// Last due date of the window.
    pub dt_venc_fim: Date,
    /// The invoice.
    pub fatura: FaturaAberta,
}

impl FaturaAbertaNaJanela {
    /// The due date, if the window is a single day.
    pub fn data_vencimento(&self) -> Option<Date> {
        (self.dt_venc_inicio == self.dt_venc_fim).then_some(self.dt_venc_inicio)
    }
}

/// A walk over open invoices by windows of due dates; see [`Client::faturas_abertas_em_janelas`].
#[derive(Debug, Clone)]
#[must_use = "a walk does nothing until its items or pages are polled"]
pub struct FaturasAbertasEmJanelas {
    client: Client,
    first: Date,
    last: Date,
    cursor: Option<DayCursor>,
    days: u16,
    at_once: usize,
    timeout: Option<Duration>,
}

impl FaturasAbertasEmJanelas {
    /// Days in a window, one unless said. With more, the due dates are not known to the day; a
    /// fortnight may be thousands of rows.
    pub fn window(mut self, days: u16) -> Self {
        self.days = days;
        self
    }

    /// How many windows are asked for at the same time; one unless said.
    pub fn at_once(mut self, windows: usize) -> Self {
        self.at_once = windows;
        self
    }

    /// Goes on where an earlier walk over the same dates stopped. What came before is not remembered:
    /// an invoice whose due date was put off in between comes again.
    pub fn resume(mut self, cursor: DayCursor) -> Self {
        self.cursor = Some(cursor);
        self
    }

    /// A time limit for each window, instead of the client's.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// The invoices, one by one.
    pub fn items(self) -> Items<FaturaAbertaNaJanela, DayCursor> {
        self.pages().items()
    }

    /// The invoices, window by window.
    pub fn pages(self) -> Pages<FaturaAbertaNaJanela, DayCursor> {
        let start = self.cursor.unwrap_or(DayCursor::at(self.first));
        if let Err(error) = self.check() {
            let error = error.with_operation(WSMKFaturasAbertas::SPEC.name);
            return Pages::refused(start, error.with_system(MkDialect::SYSTEM));
        }
        let (client, timeout) = (self.client, self.timeout);
        let mut seen = HashSet::new();
        Pages::new(
            start,
            self.at_once,
            windows(start.next_day, self.last, self.days),
            move |window| ask(client.clone(), window, timeout),
            move |((first, last), mut invoices)| {
                invoices.retain(|invoice: &FaturaAberta| seen.insert(invoice.cd_fatura));
                let beside = |fatura| FaturaAbertaNaJanela {
                    dt_venc_inicio: first,
                    dt_venc_fim: last,
                    fatura,
                };
                let items = invoices.into_iter().map(beside).collect();
                let cursor = DayCursor::at(last.saturating_add(1.day()));
                Step { page: Page { items, cursor }, is_last: false }
            },
        )
    }

    fn check(&self) -> Result<(), Error> {
        if self.days == 0 {
            return Err(Error::invalid_input("a window holds at least one day"));
        }
        if self.last < self.first {
            return Err(Error::invalid_input("the range of due dates is empty"));
        }
        Ok(())
    }
}

/// First and last day of a window.
type Window = (Date, Date);

fn windows(first: Date, last: Date, days: u16) -> impl Iterator<Item = Window> {
    let days = i64::from(days);
    let starts = iter::successors(Some(first), move |start| start.checked_add(days.days()).ok());
    starts
        .take_while(move |start| *start <= last)
        .map(move |start| (start, start.saturating_add((days - 1).days()).min(last)))
}

/// The rows of a window, with the window.
async fn ask(
    client: Client,
    (first, last): Window,
    timeout: Option<Duration>,
) -> Result<(Window, Vec<FaturaAberta>), Error> {
    let mut call = client.faturas_abertas(first, last);
    if let Some(limit) = timeout {
        call = call.with_timeout(limit).with_attempt_timeout(limit);
    }
    Ok(((first, last), call.await?.lista_faturas))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn windows_follow_each_other_without_a_gap_and_end_at_the_last_day() {
        let (first, last) = (date(2026, 2, 27), date(2026, 3, 3));
        let by_two: Vec<_> = windows(first, last, 2).collect();
        assert_eq!(
            by_two,
            [
                (date(2026, 2, 27), date(2026, 2, 28)),
                (date(2026, 3, 1), date(2026, 3, 2)),
                (date(2026, 3, 3), date(2026, 3, 3)),
            ]
        );
        assert!(windows(first, last, 1).all(|(start, end)| start == end));
        assert_eq!(windows(last, first, 1).count(), 0);
    }

    #[test]
    fn the_end_of_time_ends_the_walk() {
        let first = Date::MAX.yesterday().unwrap();
        assert_eq!(windows(first, Date::MAX, 30).collect::<Vec<_>>(), [(first, Date::MAX)]);
        assert_eq!(windows(first, Date::MAX, 1).count(), 2);
    }

    #[test]
    fn a_cursor_survives_being_saved() {
        let cursor = DayCursor::at(date(2026, 3, 1));
        let saved = serde_json::to_string(&cursor).unwrap();
        assert_eq!(saved, r#"{"next_day":"2026-03-01"}"#);
        assert_eq!(serde_json::from_str::<DayCursor>(&saved).unwrap(), cursor);
    }
}
