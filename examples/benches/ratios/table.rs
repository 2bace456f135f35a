//! The table of ratios.

use std::fmt;

/// One figure, measured on both sides where the other side has it.
pub(crate) struct Row {
    figure: &'static str,
    bare: String,
    this: String,
    ratio: String,
    bar: String,
    limit: Option<Limit>,
}

/// Which ratios are good enough.
enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

impl Limit {
    /// What is wrong with a ratio, if anything is.
    fn missed(&self, ratio: f64) -> &'static str {
        match *self {
            Self::AtMost(largest) if ratio > largest => ABOVE,
            Self::AtLeast(smallest) if ratio < smallest => ", below",
            Self::AtMost(_) | Self::AtLeast(_) => "",
        }
    }
}

const ABOVE: &str = ", above";

impl Row {
    pub(crate) fn new(figure: &'static str) -> Self {
        let empty = String::new;
        Self { figure, bare: empty(), this: empty(), ratio: empty(), bar: empty(), limit: None }
    }

    /// The largest ratio that is good enough.
    pub(crate) fn at_most(mut self, ratio: &'static str) -> Self {
        self.limit = ratio.parse().ok().map(Limit::AtMost);
        self.bar = format!("≤ {ratio}");
        self
    }

    /// The smallest part of the ideal that is good enough.
    pub(crate) fn at_least(mut self, ratio: &'static str) -> Self {
        self.limit = ratio.parse().ok().map(Limit::AtLeast);
        self.bar = format!("≥ {ratio}");
        self
    }

    /// The figures of both sides, written by `text`, and their ratio.
    pub(crate) fn compared(self, bare: f64, this: f64, text: impl Fn(f64) -> String) -> Self {
        let ratio = this / bare;
        self.with_ratio(ratio, format!("{ratio:.2}"), text(bare), text(this))
    }

    /// The time that is possible at best, in place of the other side's, the time that was needed,
    /// and how much of the ideal was reached.
    pub(crate) fn of_ideal(self, ideal: f64, this: f64, text: impl Fn(f64) -> String) -> Self {
        let ratio = ideal / this;
        self.with_ratio(ratio, format!("{ratio:.3}"), text(ideal), text(this))
    }

    fn with_ratio(mut self, ratio: f64, written: String, bare: String, this: String) -> Self {
        self.bare = bare;
        self.this = this;
        self.ratio = written;
        self.ratio.push_str(self.limit.as_ref().map_or("", |limit| limit.missed(ratio)));
        self
    }

    /// A figure that the other side does not have.
    pub(crate) fn alone(mut self, this: String) -> Self {
        self.this = this;
        self
    }

    /// A figure that the other side does not have, and the largest that is good enough.
    pub(crate) fn alone_at_most(
        mut self,
        largest: f64,
        this: f64,
        text: impl Fn(f64) -> String,
    ) -> Self {
        self.bar = format!("≤ {}", text(largest));
        self.alone(format!("{}{}", text(this), if this > largest { ABOVE } else { "" }))
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
