//! What is finished, although units finish in any order.

use std::collections::{HashSet, VecDeque};
use std::mem;

use super::cursor::{Position, SweepCursor, SweptList};

/// A page with units that are not finished.
struct OpenPage {
    number: u64,
    /// Where the page is read again.
    position: Position,
    unfinished: usize,
    finished: Vec<Box<str>>,
}

/// What is finished of a sweep. Pages are closed in their order.
pub(super) struct Progress {
    list: SweptList,
    pages: VecDeque<OpenPage>,
    pages_read: u64,
    /// The page that is read next.
    next: Position,
    /// Parts that were given of unfinished units.
    parts: HashSet<(Box<str>, Box<str>)>,
    /// Units that an earlier sweep finished, and that no page had yet.
    finished_before: HashSet<Box<str>>,
    /// How many units this sweep has finished.
    finished: u64,
}

impl Progress {
    pub(super) fn at(cursor: SweepCursor) -> Self {
        Self {
            list: cursor.list,
            pages: VecDeque::new(),
            pages_read: 0,
            next: cursor.position,
            parts: cursor.parts.into_iter().collect(),
            finished_before: cursor.finished.into_iter().collect(),
            finished: 0,
        }
    }

    /// The page that is read next.
    pub(super) fn next(&self) -> &Position {
        &self.next
    }

    pub(super) fn finished(&self) -> u64 {
        self.finished
    }

    /// Opens the page that was read and returns its number. `units` loses those that an earlier sweep
    /// finished.
    pub(super) fn open_page<U>(
        &mut self,
        units: &mut Vec<U>,
        key: impl Fn(&U) -> &str,
        next: Position,
    ) -> u64 {
        let mut finished = Vec::new();
        units.retain(|unit| {
            let before = self.finished_before.take(key(unit));
            let is_new = before.is_none();
            finished.extend(before);
            is_new
        });
        self.pages_read += 1;
        self.pages.push_back(OpenPage {
            number: self.pages_read,
            position: mem::replace(&mut self.next, next),
            unfinished: units.len(),
            finished,
        });
        self.close_pages();
        self.pages_read
    }

    /// Whether a part is still to be given.
    pub(super) fn is_new(&self, unit: &str, part: &str) -> bool {
        // Most sweeps have no such parts.
        self.parts.is_empty() || !self.parts.contains(&(unit.into(), part.into()))
    }

    /// A part of a unit was given, and more of them follow.
    pub(super) fn give(&mut self, unit: &str, part: Box<str>) {
        self.parts.insert((unit.into(), part));
    }

    /// All parts of a unit were given.
    pub(super) fn finish(&mut self, page: u64, unit: Box<str>) {
        self.finished += 1;
        self.parts.retain(|(known, _)| *known != unit);
        if let Some(page) = self.pages.iter_mut().find(|open| open.number == page) {
            page.unfinished = page.unfinished.saturating_sub(1);
            page.finished.push(unit);
        }
        self.close_pages();
    }

    /// Where a later sweep continues.
    pub(super) fn cursor(&self) -> SweepCursor {
        let position = self.pages.front().map_or(&self.next, |page| &page.position);
        let finished = self.pages.iter().flat_map(|page| &page.finished);
        SweepCursor {
            list: self.list,
            position: position.clone(),
            finished: finished.chain(&self.finished_before).cloned().collect(),
            parts: self.parts.iter().cloned().collect(),
        }
    }

    fn close_pages(&mut self) {
        while self.pages.front().is_some_and(|page| page.unfinished == 0) {
            self.pages.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CustomerCursor;

    fn after(text: &str) -> Position {
        Position::After(CustomerCursor::new(text))
    }

    fn open(progress: &mut Progress, units: &[&'static str], next: Position) -> (u64, usize) {
        let mut units = units.to_vec();
        let page = progress.open_page(&mut units, |unit| unit, next);
        (page, units.len())
    }

    #[test]
    fn the_cursor_is_at_the_first_page_with_an_unfinished_unit() {
        let mut progress = Progress::at(SweepCursor::first(SweptList::AllCustomers));
        let (first, _) = open(&mut progress, &["1", "2"], after("2"));
        let (second, _) = open(&mut progress, &["3", "4"], Position::End);
        progress.finish(second, "4".into());
        progress.finish(first, "2".into());
        let cursor = progress.cursor();
        assert_eq!(cursor.position, Position::First);
        assert_eq!(cursor.finished, ["2".into(), "4".into()]);

        progress.finish(first, "1".into());
        let cursor = progress.cursor();
        assert_eq!((&cursor.position, &cursor.finished[..]), (&after("2"), &["4".into()][..]));

        let mut resumed = Progress::at(cursor.clone());
        assert_eq!(resumed.cursor(), cursor);
        let (page, units) = open(&mut resumed, &["3", "4"], Position::End);
        assert_eq!(units, 1, "4 is finished");
        assert_eq!(resumed.cursor(), cursor);
        resumed.finish(page, "3".into());
        assert_eq!(resumed.cursor().position, Position::End);
    }

    #[test]
    fn a_page_without_units_is_closed_at_once_and_a_page_behind_it_stays_open() {
        let mut progress = Progress::at(SweepCursor::first(SweptList::AllCustomers));
        open(&mut progress, &[], after("1"));
        assert_eq!(progress.cursor().position, after("1"));
        open(&mut progress, &["2"], after("2"));
        open(&mut progress, &[], after("3"));
        assert_eq!(progress.cursor().position, after("1"));
    }

    #[test]
    fn parts_are_kept_until_their_unit_is_finished() {
        let mut progress = Progress::at(SweepCursor::first(SweptList::DueDates));
        let (page, _) = open(&mut progress, &["2026-09-01"], Position::End);
        progress.give("2026-09-01", "10123".into());
        let resumed = Progress::at(progress.cursor());
        assert!(!resumed.is_new("2026-09-01", "10123"));
        assert!(resumed.is_new("2026-09-01", "10124"));
        assert!(resumed.is_new("2026-09-02", "10123"));
        progress.finish(page, "2026-09-01".into());
        assert!(progress.cursor().parts.is_empty());
    }
}
