//! Customers by windows of codes.

use std::iter;
use std::ops::{Bound, RangeBounds};
use std::time::Duration;

use isp_core::http::Operation;
use isp_core::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

use super::pages::{Items, Page, Pages, Step};
use crate::Client;
use crate::dialect::MkDialect;
use crate::operations::pessoas::{Cliente, WSMKConsultaClientes};

/// Wider windows are cut off in silence.
const WIDEST: u64 = 500;
/// Codes have gaps, but hardly one of so many windows.
const EMPTY_WINDOWS: u32 = 20;

impl Client {
    /// All customers of a range of codes (`1..=60_000`, or `1..` where the last code is not known), by
    /// windows of `WSMKConsultaClientes`.
    ///
    /// Without a last code the walk ends after 20 windows in a row without a customer, which
    /// [`empty_windows`](ClientesEmJanelas::empty_windows) changes; with one it asks for every window
    /// up to it. Real servers are slow here: see [`with_timeout`](ClientesEmJanelas::with_timeout).
    #[doc(alias = "WSMKConsultaClientes")]
    pub fn clientes_em_janelas(&self, codigos: impl RangeBounds<u64>) -> ClientesEmJanelas {
        let first = match codigos.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 1,
        };
        let last = match codigos.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(after) => Some(after.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        ClientesEmJanelas {
            client: self.clone(),
            // No customer has the code 0.
            first: first.max(1),
            last,
            cursor: None,
            window: WIDEST,
            empty_windows: EMPTY_WINDOWS,
            at_once: 1,
            timeout: None,
        }
    }
}

/// Where a walk over customers goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CodeCursor {
    /// The first code that was not asked for.
    pub next_code: u64,
    /// How many windows in a row were empty just before it.
    pub empty_windows: u32,
}

impl CodeCursor {
    /// Begins at a code.
    pub const fn at(next_code: u64) -> Self {
        Self { next_code, empty_windows: 0 }
    }
}

/// A walk over customers by windows of codes; see [`Client::clientes_em_janelas`].
#[derive(Debug, Clone)]
#[must_use = "a walk does nothing until its items or pages are polled"]
pub struct ClientesEmJanelas {
    client: Client,
    first: u64,
    last: Option<u64>,
    cursor: Option<CodeCursor>,
    window: u64,
    empty_windows: u32,
    at_once: usize,
    timeout: Option<Duration>,
}

impl ClientesEmJanelas {
    /// Codes in a window, 500 unless said. More are refused: MK would cut the answer off in silence.
    pub fn window(mut self, codes: u64) -> Self {
        self.window = codes;
        self
    }

    /// After how many empty windows in a row the walk ends when no last code is given.
    pub fn empty_windows(mut self, windows: u32) -> Self {
        self.empty_windows = windows;
        self
    }

    /// How many windows are asked for at the same time; one unless said. When no last code is given,
    /// some of them are asked for in vain at the end.
    pub fn at_once(mut self, windows: usize) -> Self {
        self.at_once = windows;
        self
    }

    /// Goes on where an earlier walk over the same range stopped.
    pub fn resume(mut self, cursor: CodeCursor) -> Self {
        self.cursor = Some(cursor);
        self
    }

    /// A time limit for each window, instead of the client's.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// The customers, one by one.
    pub fn items(self) -> Items<Cliente, CodeCursor> {
        self.pages().items()
    }

    /// The customers, window by window.
    pub fn pages(self) -> Pages<Cliente, CodeCursor> {
        let start = self.cursor.unwrap_or(CodeCursor::at(self.first));
        if let Err(error) = self.check() {
            return Pages::refused(start, error);
        }
        let limit = match self.last {
            Some(_) => u32::MAX,
            None => self.empty_windows,
        };
        if start.empty_windows >= limit {
            return Pages::ended(start);
        }
        let windows = windows(start.next_code, self.last.unwrap_or(u64::MAX), self.window);
        let (client, timeout) = (self.client, self.timeout);
        let mut empty_windows = start.empty_windows;
        Pages::new(
            start,
            self.at_once,
            windows,
            move |window| ask(client.clone(), window, timeout),
            move |(last, items)| {
                empty_windows = if items.is_empty() { empty_windows.saturating_add(1) } else { 0 };
                let cursor = CodeCursor { next_code: last.saturating_add(1), empty_windows };
                Step { page: Page { items, cursor }, is_last: empty_windows >= limit }
            },
        )
    }

    fn check(&self) -> Result<(), Error> {
        let what = if self.window == 0 || self.window > WIDEST {
            format!("a window holds 1 to {WIDEST} codes, since MK cuts off wider ones in silence")
        } else if self.empty_windows == 0 {
            "a walk cannot end after 0 empty windows".to_owned()
        } else if self.last.is_some_and(|last| last < self.first) {
            "the range of codes is empty".to_owned()
        } else {
            return Ok(());
        };
        Err(of_operation(Error::invalid_input(what)))
    }
}

/// First and last code of each window.
fn windows(first: u64, last: u64, width: u64) -> impl Iterator<Item = (u64, u64)> {
    let starts = iter::successors(Some(first), move |start| start.checked_add(width));
    starts
        .take_while(move |start| *start <= last)
        .map(move |start| (start, start.saturating_add(width - 1).min(last)))
}

/// The customers of a window, with its last code.
async fn ask(
    client: Client,
    (first, last): (u64, u64),
    timeout: Option<Duration>,
) -> Result<(u64, Vec<Cliente>), Error> {
    let mut call = client.consulta_clientes().cd_cliente_inicio(first).cd_cliente_fim(last);
    if let Some(limit) = timeout {
        call = call.with_timeout(limit).with_attempt_timeout(limit);
    }
    let customers = call.await?;
    let inside = |customer: &Cliente| (first..=last).contains(&customer.codigo_pessoa);
    if customers.iter().all(inside) {
        return Ok((last, customers));
    }
    let what = "customers outside the window came: the server does not know its parameters";
    Err(of_operation(Error::new(ErrorKind::NotUnderstood, what))
        .with_advice("ask for the customers in another way: this server cannot be walked by code"))
}

fn of_operation(error: Error) -> Error {
    error.with_system(MkDialect::SYSTEM).with_operation(WSMKConsultaClientes::SPEC.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_follow_each_other_without_a_gap_and_end_at_the_last_code() {
        assert_eq!(windows(1, 12, 5).collect::<Vec<_>>(), [(1, 5), (6, 10), (11, 12)]);
        assert_eq!(windows(7, 7, 5).collect::<Vec<_>>(), [(7, 7)]);
        assert_eq!(windows(8, 7, 5).count(), 0);
    }

    #[test]
    fn the_largest_code_ends_the_walk() {
        let last = windows(u64::MAX - 6, u64::MAX, 5).collect::<Vec<_>>();
        assert_eq!(last, [(u64::MAX - 6, u64::MAX - 2), (u64::MAX - 1, u64::MAX)]);
    }

    #[test]
    fn a_cursor_survives_being_saved() {
        let cursor = CodeCursor { next_code: 501, empty_windows: 3 };
        let saved = serde_json::to_string(&cursor).unwrap();
        assert_eq!(saved, r#"{"next_code":501,"empty_windows":3}"#);
        assert_eq!(serde_json::from_str::<CodeCursor>(&saved).unwrap(), cursor);
    }
}
