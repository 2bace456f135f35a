//! Customers by windows of codes.

use std::ops::{Bound, RangeBounds};
use std::time::Duration;

use isp_core::http::Operation;
use isp_core::stream::{Requested, Seen, Source};
use isp_core::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

use super::{Items, Page, Pages, limited};
use crate::Client;
use crate::dialect::MkDialect;
use crate::operations::pessoas::{Cliente, WSMKConsultaClientes};

/// Most codes in a window. For a wider one MK returns a partial list without an error.
pub(crate) const WIDEST: u64 = 500;
/// Codes have gaps, but rarely one of this many windows.
pub(crate) const EMPTY_WINDOWS: u32 = 20;

impl Client {
    /// All customers in a range of codes (`1..=60_000`, or `1..` if the last code is not known), by
    /// windows of `WSMKConsultaClientes`.
    ///
    /// With a last code, every window up to it is requested. Without one, the stream ends after 20
    /// windows in a row without a customer, which
    /// [`empty_windows`](ClientesEmJanelas::empty_windows) changes. There may be more customers after
    /// a wider gap. If it found nobody at all, it ends with an error that says up to which code it
    /// searched; a stream that was resumed in the middle does not. Real servers are slow here: see
    /// [`with_timeout`](ClientesEmJanelas::with_timeout).
    #[doc(alias = "WSMKConsultaClientes")]
    pub fn clientes_em_janelas(&self, codigos: impl RangeBounds<u64>) -> ClientesEmJanelas {
        let (first, last) = limits(&codigos);
        ClientesEmJanelas {
            client: self.clone(),
            first,
            last,
            window: WIDEST,
            empty_windows: EMPTY_WINDOWS,
            at_once: 1,
            timeout: None,
            next_to_request: Some(first),
            received: CodeCursor::at(first),
            found_nobody: true,
        }
    }
}

/// First and last code of a range; no last one if it has no end.
pub(crate) fn limits(codes: &impl RangeBounds<u64>) -> (u64, Option<u64>) {
    let first = match codes.start_bound() {
        Bound::Included(first) => *first,
        Bound::Excluded(before) => before.saturating_add(1),
        Bound::Unbounded => 1,
    };
    let last = match codes.end_bound() {
        Bound::Included(last) => Some(*last),
        Bound::Excluded(after) => Some(after.saturating_sub(1)),
        Bound::Unbounded => None,
    };
    // No customer has the code 0.
    (first.max(1), last)
}

/// Where a stream of customers continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CodeCursor {
    /// The first code that was not read.
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

/// A list of customers by windows of codes; see [`Client::clientes_em_janelas`].
#[derive(Debug, Clone)]
#[must_use = "nothing is requested until the items or pages are polled"]
pub struct ClientesEmJanelas {
    client: Client,
    first: u64,
    last: Option<u64>,
    window: u64,
    empty_windows: u32,
    at_once: usize,
    timeout: Option<Duration>,
    /// First code of the next window; `None` after the largest possible code.
    next_to_request: Option<u64>,
    /// The position after the last window received.
    received: CodeCursor,
    /// Whether every window from the first code on was empty.
    found_nobody: bool,
}

impl ClientesEmJanelas {
    /// Codes in a window: 1 to 500, by default 500. A wider one is an error, since MK would return
    /// a partial list.
    pub fn window(mut self, codes: u64) -> Self {
        self.window = codes;
        self
    }

    /// After how many empty windows in a row the stream ends if no last code is given; at least 1,
    /// by default 20. The [cursor](CodeCursor::empty_windows) says how many windows were empty.
    pub fn empty_windows(mut self, windows: u32) -> Self {
        self.empty_windows = windows;
        self
    }

    /// How many windows are requested at the same time, by default one. If no last code is given,
    /// the last of them may be unnecessary requests.
    pub fn at_once(mut self, windows: usize) -> Self {
        self.at_once = windows;
        self
    }

    /// A time limit for each window, instead of the client's.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// The customers, one by one.
    pub fn items(self) -> Items<Self> {
        self.pages().items()
    }

    /// The customers, window by window.
    pub fn pages(self) -> Pages<Self> {
        Pages::new(self)
    }

    fn check(&self) -> Result<(), Error> {
        let what = if self.window == 0 || self.window > WIDEST {
            format!("a window holds 1 to {WIDEST} codes: MK returns partial lists for wider ones")
        } else if self.empty_windows == 0 {
            "a stream cannot end after 0 empty windows".to_owned()
        } else if self.last.is_some_and(|last| last < self.first) {
            "the range of codes is empty".to_owned()
        } else {
            return Ok(());
        };
        Err(of_operation(Error::invalid_input(what)))
    }

    /// The customers of a window. A customer outside it is an error.
    async fn read(self, (first, last): (u64, u64)) -> Result<Page<Cliente, CodeCursor>, Error> {
        let call = self.client.consulta_clientes().cd_cliente_inicio(first).cd_cliente_fim(last);
        let items = limited(call, self.timeout).await?;
        if items.iter().all(|customer| (first..=last).contains(&customer.codigo_pessoa)) {
            return Ok(Page { items, cursor: CodeCursor::at(last.saturating_add(1)) });
        }
        let what = "the server sent customers outside the window: it does not know the parameters";
        Err(of_operation(Error::new(ErrorKind::NotUnderstood, what))
            .with_advice("read the customers in another way: this server cannot list them by code"))
    }
}

impl Source for ClientesEmJanelas {
    type Item = Cliente;
    type Page = Page<Cliente, CodeCursor>;
    type Cursor = CodeCursor;

    fn pages_at_once(&self) -> usize {
        self.at_once
    }

    fn request(&mut self) -> Result<Option<Requested<Self::Page>>, Error> {
        self.check()?;
        if self.is_over() {
            return Ok(None);
        }
        let last = self.last.unwrap_or(u64::MAX);
        let window = self.next_to_request.and_then(|first| window(first, last, self.window));
        let Some(window) = window else { return Ok(None) };
        self.next_to_request = window.1.checked_add(1);
        Ok(Some(Box::pin(self.clone().read(window))))
    }

    fn receive(&mut self, mut page: Self::Page, _: &mut Seen) -> Result<Self::Page, Error> {
        if page.items.is_empty() {
            page.cursor.empty_windows = self.received.empty_windows.saturating_add(1);
            let gives_up = self.last.is_none() && page.cursor.empty_windows >= self.empty_windows;
            if gives_up && self.found_nobody {
                return Err(nobody_found(self.first, page.cursor));
            }
        } else {
            self.found_nobody = false;
        }
        self.received = page.cursor;
        Ok(page)
    }

    fn is_over(&self) -> bool {
        self.last.is_none() && self.received.empty_windows >= self.empty_windows
    }

    fn items_of(page: Self::Page) -> Vec<Cliente> {
        page.items
    }

    fn position(&self) -> CodeCursor {
        self.received
    }

    fn move_to(&mut self, cursor: CodeCursor) -> Vec<u64> {
        self.next_to_request = Some(cursor.next_code);
        self.received = cursor;
        self.found_nobody = cursor == CodeCursor::at(self.first);
        Vec::new()
    }
}

/// First and last code of the window that begins at `first`; `None` after the last code.
fn window(first: u64, last: u64, width: u64) -> Option<(u64, u64)> {
    (first <= last).then(|| (first, first.saturating_add(width - 1).min(last)))
}

/// The error of a search that ended after so many empty windows that it gave up, and had found no
/// customer before them.
pub(crate) fn nobody_found(first: u64, end: CodeCursor) -> Error {
    let searched = end.next_code.saturating_sub(1);
    let what = format!("no customer has a code from {first} to {searched}: the search ended there");
    of_operation(Error::new(ErrorKind::Configuration, what))
        .with_advice("begin at the first code in use, or name the last one")
}

fn of_operation(error: Error) -> Error {
    error.with_system(MkDialect::SYSTEM).with_operation(WSMKConsultaClientes::SPEC.name)
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;

    fn windows(first: u64, last: u64, width: u64) -> Vec<(u64, u64)> {
        let next = |(_, end): &(u64, u64)| window(end.checked_add(1)?, last, width);
        iter::successors(window(first, last, width), next).collect()
    }

    #[test]
    fn windows_follow_each_other_without_a_gap_and_end_at_the_last_code() {
        assert_eq!(windows(1, 12, 5), [(1, 5), (6, 10), (11, 12)]);
        assert_eq!(windows(7, 7, 5), [(7, 7)]);
        assert_eq!(windows(8, 7, 5), []);
    }

    #[test]
    fn the_largest_code_ends_the_list() {
        let last = windows(u64::MAX - 6, u64::MAX, 5);
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
