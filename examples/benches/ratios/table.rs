//! The table of ratios.

use std::fmt;

/// One figure, measured on both sides where the other side has it.
pub(crate) struct Row {
    figure: &'static str,
    bare: String,
    this: String,
    ratio: String,
    bar: String,
    largest_ratio: Option<f64>,
}

impl Row {
    pub(crate) fn new(figure: &'static str) -> Self {
        let empty = String::new;
        Self {
            figure,
            bare: empty(),
            this: empty(),
            ratio: empty(),
            bar: empty(),
            largest_ratio: None,
        }
    }

    /// The largest ratio that is good enough.
    pub(crate) fn at_most(mut self, ratio: &'static str) -> Self {
        self.largest_ratio = ratio.parse().ok();
        self.bounded(&format!("≤ {ratio}"))
    }

    /// What is good enough, where it is no ratio.
    pub(crate) fn bounded(mut self, bar: &str) -> Self {
        bar.clone_into(&mut self.bar);
        self
    }

    /// The figures of both sides, written by `text`, and their ratio.
    pub(crate) fn compared(mut self, bare: f64, this: f64, text: impl Fn(f64) -> String) -> Self {
        let ratio = this / bare;
        let above = self.largest_ratio.is_some_and(|largest| ratio > largest);
        self.bare = text(bare);
        self.this = text(this);
        self.ratio = format!("{ratio:.2}{}", if above { ", above" } else { "" });
        self
    }

    /// A figure that the other side does not have.
    pub(crate) fn alone(mut self, this: String) -> Self {
        self.this = this;
        self
    }

    /// Why nothing was measured.
    pub(crate) fn without_figures(self, why: &str) -> Self {
        self.alone(why.to_owned())
    }

    fn cells(&self) -> [&str; 5] {
        [self.figure, &self.bare, &self.this, &self.ratio, &self.bar]
    }
}

/// All rows, shown as a table of Markdown.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Extend<Row> for Table {
    fn extend<T: IntoIterator<Item = Row>>(&mut self, rows: T) {
        self.0.extend(rows);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEAD: [&str; 5] = ["figure", "bare", "this", "ratio", "bar"];
        let mut widths = HEAD.map(str::len);
        for row in &self.0 {
            for (width, cell) in widths.iter_mut().zip(row.cells()) {
                *width = cell.chars().count().max(*width);
            }
        }
        let line = |f: &mut fmt::Formatter<'_>, cells: [&str; 5]| {
            for (cell, width) in cells.into_iter().zip(widths) {
                write!(f, "| {cell:width$} ")?;
            }
            writeln!(f, "|")
        };
        line(f, HEAD)?;
        let dashes = widths.map(|width| "-".repeat(width));
        line(f, dashes.each_ref().map(String::as_str))?;
        for row in &self.0 {
            line(f, row.cells())?;
        }
        Ok(())
    }
}
