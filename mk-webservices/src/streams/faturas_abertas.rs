//! Open invoices by windows of due dates.

use std::ops::RangeInclusive;
use std::time::Duration;

use isp_core::Error;
use isp_core::http::Operation;
use isp_core::stream::{Requested, Seen, Source};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Items, Page, Pages, limited};
use crate::Client;
use crate::dialect::MkDialect;
use crate::operations::faturas::{FaturaAberta, FormatoData, WSMKFaturasAbertas};

impl Client {
    /// All customers' open invoices with a due date in `vencimentos`, by windows of
    /// `WSMKFaturasAbertas`: by default day by day, so that each invoice's due date is known
    /// although MK does not send it.
    ///
    /// Each invoice is returned once, even if MK repeats it.
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
            days: 1,
            at_once: 1,
            timeout: None,
            format: FormatoData::default(),
            next_to_request: Some(first),
            received: DayCursor::at(first),
        }
    }
}

/// Where a stream of open invoices continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DayCursor {
    /// The first due date that was not read.
    pub next_day: Date,
}

impl DayCursor {
    /// Begins at a due date.
    pub const fn at(next_day: Date) -> Self {
        Self { next_day }
    }
}

/// An open invoice, with the window that its due date is in.
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

/// A list of open invoices by windows of due dates; see [`Client::faturas_abertas_em_janelas`].
///
/// A cursor keeps no ids: an invoice whose due date was postponed before the list is resumed may be
/// returned again.
#[derive(Debug, Clone)]
#[must_use = "nothing is requested until the items or pages are polled"]
pub struct FaturasAbertasEmJanelas {
    client: Client,
    first: Date,
    last: Date,
    days: u16,
    at_once: usize,
    timeout: Option<Duration>,
    format: FormatoData,
    /// First day of the next window; `None` after the last possible day.
    next_to_request: Option<Date>,
    /// The position after the last window received.
    received: DayCursor,
}

impl FaturasAbertasEmJanelas {
    /// Days in a window: at least 1, by default 1. With more, the exact due dates are not known;
    /// two weeks may be thousands of rows.
    pub fn window(mut self, days: u16) -> Self {
        self.days = days;
        self
    }

    /// How many windows are requested at the same time, by default one.
    pub fn at_once(mut self, windows: usize) -> Self {
        self.at_once = windows;
        self
    }

    /// How the due dates are written, by default as in the manual.
    pub fn formato_data(mut self, format: FormatoData) -> Self {
        self.format = format;
        self
    }

    /// A time limit for each window, instead of the client's.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// The invoices, one by one.
    pub fn items(self) -> Items<Self> {
        self.pages().items()
    }

    /// The invoices, window by window.
    pub fn pages(self) -> Pages<Self> {
        Pages::new(self)
    }

    fn check(&self) -> Result<(), Error> {
        let what = if self.days == 0 {
            "a window holds at least one day"
        } else if self.last < self.first {
            "the range of due dates is empty"
        } else {
            return Ok(());
        };
        let error = Error::invalid_input(what).with_system(MkDialect::SYSTEM);
        Err(error.with_operation(WSMKFaturasAbertas::SPEC.name))
    }

    /// The invoices of a window, each with the window.
    async fn read(
        self,
        (first, last): (Date, Date),
    ) -> Result<Page<FaturaAbertaNaJanela, DayCursor>, Error> {
        let call = self.client.faturas_abertas(first, last).formato_data(self.format);
        let answer = limited(call, self.timeout).await?;
        let row =
            |fatura| FaturaAbertaNaJanela { dt_venc_inicio: first, dt_venc_fim: last, fatura };
        let items = answer.lista_faturas.into_iter().map(row).collect();
        Ok(Page { items, cursor: DayCursor::at(last.saturating_add(1.day())) })
    }
}

impl Source for FaturasAbertasEmJanelas {
    type Item = FaturaAbertaNaJanela;
    type Page = Page<FaturaAbertaNaJanela, DayCursor>;
    type Cursor = DayCursor;

    fn pages_at_once(&self) -> usize {
        self.at_once
    }

    fn request(&mut self) -> Result<Option<Requested<Self::Page>>, Error> {
        self.check()?;
        let window = self.next_to_request.and_then(|first| window(first, self.last, self.days));
        let Some(window) = window else { return Ok(None) };
        self.next_to_request = window.1.tomorrow().ok();
        Ok(Some(Box::pin(self.clone().read(window))))
    }

    fn receive(&mut self, mut page: Self::Page, seen: &mut Seen) -> Result<Self::Page, Error> {
        seen.retain_new(&mut page.items, |invoice| invoice.fatura.cd_fatura);
        self.received = page.cursor;
        Ok(page)
    }

    fn items_of(page: Self::Page) -> Vec<FaturaAbertaNaJanela> {
        page.items
    }

    fn position(&self) -> DayCursor {
        self.received
    }

    fn move_to(&mut self, cursor: DayCursor) -> Vec<u64> {
        self.next_to_request = Some(cursor.next_day);
        self.received = cursor;
        Vec::new()
    }
}

/// First and last day of the window that begins at `first`; `None` after the last day.
fn window(first: Date, last: Date, days: u16) -> Option<(Date, Date)> {
    let end = first.saturating_add((i64::from(days) - 1).days());
    (first <= last).then(|| (first, end.min(last)))
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;
    use jiff::civil::date;

    fn windows(first: Date, last: Date, days: u16) -> Vec<(Date, Date)> {
        let next = |(_, end): &(Date, Date)| window(end.tomorrow().ok()?, last, days);
        iter::successors(window(first, last, days), next).collect()
    }

    #[test]
    fn windows_follow_each_other_without_a_gap_and_end_at_the_last_day() {
        let (first, last) = (date(2026, 2, 27), date(2026, 3, 3));
        assert_eq!(
            windows(first, last, 2),
            [
                (date(2026, 2, 27), date(2026, 2, 28)),
                (date(2026, 3, 1), date(2026, 3, 2)),
                (date(2026, 3, 3), date(2026, 3, 3)),
            ]
        );
        assert!(windows(first, last, 1).iter().all(|(start, end)| start == end));
        assert_eq!(windows(last, first, 1), []);
    }

    #[test]
    fn the_last_possible_day_ends_the_list() {
        let first = Date::MAX.yesterday().unwrap();
        assert_eq!(windows(first, Date::MAX, 30), [(first, Date::MAX)]);
        assert_eq!(windows(first, Date::MAX, 1).len(), 2);
    }

    #[test]
    fn a_cursor_survives_being_saved() {
        let cursor = DayCursor::at(date(2026, 3, 1));
        let saved = serde_json::to_string(&cursor).unwrap();
        assert_eq!(saved, r#"{"next_day":"2026-03-01"}"#);
        assert_eq!(serde_json::from_str::<DayCursor>(&saved).unwrap(), cursor);
    }
}
