//! What stands around the sections: the numbers of all, the lists, and the end.

use std::time::Duration;

use askama::Template;
use depicted::numbers::grouped;
use depicted::{Report, Side};

use super::Subject;
use super::policy::{SCRIPT, SCRIPT_SHA256, STYLE};
use crate::folders::{Outcome, Summary};

/// All paths, by what came of them.
#[derive(Default)]
pub(super) struct Index {
    /// Path and verdict; the first is number 1.
    pub(super) different: Vec<(String, String)>,
    /// Path and reason.
    pub(super) failed: Vec<(String, String)>,
    pub(super) only_before: Vec<String>,
    pub(super) only_after: Vec<String>,
    pub(super) same: Vec<String>,
}

impl Index {
    /// Takes in one path; returns how many differing ones there are now.
    pub(super) fn add(&mut self, subject: &Subject<'_>) -> usize {
        let name = subject.name.to_owned();
        match subject.outcome {
            Outcome::Compared { report, .. } if report.same() => self.same.push(name),
            Outcome::Compared { report, .. } => self.different.push((name, words(report))),
            Outcome::Only(Side::Before) => self.only_before.push(name),
            Outcome::Only(Side::After) => self.only_after.push(name),
            Outcome::Failed(trouble) => self.failed.push((name, trouble.message.clone())),
        }
        self.different.len()
    }
}

/// The verdict without its first word, which is the same for all, and with no number broken over two lines.
fn words(report: &Report) -> String {
    let words = report.to_string();
    let words = words.strip_prefix("different: ").unwrap_or(&words);
    let mut text = String::with_capacity(words.len());
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let between =
            text.ends_with(|c: char| c.is_ascii_digit()) && rest.peek().is_some_and(char::is_ascii_digit);
        text.push(if c == ' ' && between { '\u{a0}' } else { c });
    }
    text
}

/// By which measure all pairs were compared.
pub(super) struct Measured(String);

impl Measured {
    /// That of one report, and so of all.
    pub(super) fn new(report: &Report) -> Self {
        let threshold = report.threshold.map_or_else(String::new, |number| format!(", threshold {number}"));
        Self(format!("metric {} {}{threshold}", report.metric, report.metric_version))
    }
}

/// All before the sections.
#[derive(Template)]
#[template(path = "page/head.html")]
pub(super) struct Head<'a> {
    style: &'static str,
    script_sha256: &'static str,
    title: String,
    /// The title as far as the counts below do not say it.
    headline: String,
    before: &'a str,
    after: &'a str,
    /// Class, number and name.
    counts: Vec<(&'static str, String, &'static str)>,
    measured: &'a str,
    index: &'a Index,
    /// Lists of names: class, title, names, whether it is open.
    lists: Vec<(&'static str, &'static str, &'a [String], bool)>,
}

impl<'a> Head<'a> {
    pub(super) fn new(
        [before, after]: &'a [String; 2],
        summary: &Summary,
        index: &'a Index,
        measured: Option<&'a Measured>,
    ) -> Self {
        let counts = [
            ("different", summary.different, "different"),
            ("failed", summary.failed, "not compared"),
            ("only", summary.only_before, "only in before"),
            ("only", summary.only_after, "only in after"),
            ("same", summary.same, "the same"),
        ];
        let counts = counts.into_iter().filter(|(_, count, _)| *count > 0);
        let lists = [
            ("only", "Only in before", &index.only_before[..], true),
            ("only", "Only in after", &index.only_after[..], true),
            ("same", "The same", &index.same[..], false),
        ];
        Self {
            style: STYLE,
            script_sha256: SCRIPT_SHA256,
            title: summary.to_string(),
            headline: summary.pairs(),
            before,
            after,
            counts: counts.map(|(class, count, name)| (class, grouped(count), name)).collect(),
            measured: measured.map_or("", |measured| &measured.0),
            index,
            lists: lists.into_iter().filter(|(_, _, names, _)| !names.is_empty()).collect(),
        }
    }
}

/// All behind the sections.
#[derive(Template)]
#[template(path = "page/foot.html")]
pub(super) struct Foot {
    version: &'static str,
    seconds: String,
    script: &'static str,
}

impl Foot {
    pub(super) fn new(elapsed: Duration) -> Self {
        let seconds = format!("{:.1}", elapsed.as_secs_f64());
        Self { version: env!("CARGO_PKG_VERSION"), seconds, script: SCRIPT }
    }
}
