//! The differing pairs as a table, then what is in one directory only.

use std::fmt;

use depicted::numbers::{grouped, significant};
use depicted::{Report, Side};
use unicode_width::UnicodeWidthStr;

use super::highlight_name;
use crate::folders::Outcome;
use crate::names::printable;
use crate::trouble::Trouble;
use crate::words::what;

/// The heads of the columns; the last one is for `--output`.
const HEADS: [&str; 6] = ["path", "what", "distortion", "pixels", "regions", "highlight"];
/// Columns of numbers, which stand to the right.
const NUMBERS: std::ops::RangeInclusive<usize> = 2..=4;

/// All that is told at the end. What is the same is not in it.
#[derive(Default)]
pub(super) struct Table {
    columns: usize,
    rows: Vec<[String; 6]>,
    only: Vec<(Side, String)>,
    troubles: Vec<Trouble>,
}

impl Table {
    pub(super) fn new(highlights: bool) -> Self {
        Self { columns: HEADS.len() - usize::from(!highlights), ..Self::default() }
    }

    /// Takes in what came of one path.
    pub(super) fn add(&mut self, path: &str, outcome: &Outcome) {
        let path = printable(path);
        match outcome {
            Outcome::Compared { report, .. } if report.same() => {}
            Outcome::Compared { report, .. } => {
                let highlight = highlight_name(outcome).unwrap_or_default();
                self.rows.push(row(path, report, highlight));
            }
            Outcome::Only(side) => self.only.push((*side, path)),
            Outcome::Failed(trouble) => self.troubles.push(trouble.clone()),
        }
    }

    /// What could not be compared, and why.
    pub(super) fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// Writes lines of cells, as wide as the widest of each column.
    fn lines(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = HEADS.map(str::to_owned);
        let lines = || std::iter::once(&heads).chain(&self.rows);
        let widths: Vec<usize> = (0..self.columns)
            .map(|column| lines().map(|line| line[column].width()).max().unwrap_or(0))
            .collect();
        for line in lines() {
            let mut text = String::new();
            for (column, cell) in line.iter().enumerate().take(self.columns) {
                let space = " ".repeat(widths[column] - cell.width());
                text.push_str(if column == 0 { "" } else { "  " });
                let (left, right) = if NUMBERS.contains(&column) { (&space, cell) } else { (cell, &space) };
                text.extend([left.as_str(), right]);
            }
            writeln!(f, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.rows.is_empty() {
            self.lines(f)?;
        }
        for wanted in [Side::Before, Side::After] {
            for (_, path) in self.only.iter().filter(|(side, _)| *side == wanted) {
                writeln!(f, "only in {wanted}: {path}")?;
            }
        }
        Ok(())
    }
}

fn row(path: String, report: &Report, highlight: String) -> [String; 6] {
    [
        path,
        what(report),
        significant(report.distortion),
        grouped(report.pixels.different),
        grouped(report.regions_total),
        highlight,
    ]
}
