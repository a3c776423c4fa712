//! What came of a test.

use std::path::PathBuf;
use std::time::Duration;

use depicted::Report;

use super::name::Name;
use crate::exit::Exit;

/// What came of a test.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) name: Name,
    /// The file that it is in, and where.
    pub(crate) suite: PathBuf,
    pub(crate) line: Option<usize>,
    pub(crate) verdict: Verdict,
    /// How often its page was captured.
    pub(crate) tries: u32,
    pub(crate) elapsed: Duration,
}

/// What a test says.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// A reference was made.
    Updated(Change),
    /// The picture is the same as the reference.
    Passed(Box<Report>),
    /// It differs.
    Failed(Box<Report>),
    /// There is no reference to compare with, as this says.
    Missing(String),
    /// There is no result, and why.
    Trouble(String),
    /// It was not run, because of what is told of its file.
    NotRun,
}

/// What became of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    New,
    Changed,
    Unchanged,
}

impl Verdict {
    /// In one word, for programs.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Updated(_) => "updated",
            Self::Passed(_) => "passed",
            Self::Failed(_) => "different",
            Self::Missing(_) => "missing_reference",
            Self::Trouble(_) => "error",
            Self::NotRun => "not_run",
        }
    }

    /// Why it is neither fine nor different.
    pub(crate) fn trouble(&self) -> Option<&str> {
        match self {
            Self::Missing(why) | Self::Trouble(why) => Some(why),
            Self::NotRun => Some("not run"),
            Self::Updated(_) | Self::Passed(_) | Self::Failed(_) => None,
        }
    }

    /// What the comparison says.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self {
            Self::Passed(report) | Self::Failed(report) => Some(report),
            _ => None,
        }
    }
}

/// All that came of a run.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    pub(crate) tests: Vec<Outcome>,
    /// What went wrong with files of tests: their servers, and what was waited for.
    pub(crate) suites: Vec<(PathBuf, String)>,
    /// Whether references were made, and nothing compared.
    pub(crate) updating: bool,
    pub(crate) interrupted: bool,
    pub(crate) elapsed: Duration,
}

impl Outcomes {
    /// How many there are of which.
    pub(crate) fn count(&self, wanted: impl Fn(&Verdict) -> bool) -> usize {
        self.tests.iter().filter(|test| wanted(&test.verdict)).count()
    }

    /// How to exit: trouble outranks a difference.
    pub(crate) fn exit(&self) -> Exit {
        if self.interrupted {
            Exit::Interrupted
        } else if !self.suites.is_empty() || self.count(|verdict| verdict.trouble().is_some()) > 0 {
            Exit::Trouble
        } else if self.count(|verdict| matches!(verdict, Verdict::Failed(_))) > 0 {
            Exit::Different
        } else {
            Exit::Fine
        }
    }

    /// The last line: `2 of 3 tests passed, 1 differs`.
    pub(crate) fn line(&self) -> String {
        let all = self.tests.len();
        let noun = if all == 1 { "test" } else { "tests" };
        let done = self.count(|verdict| matches!(verdict, Verdict::Updated(_) | Verdict::Passed(_)));
        let what = if self.updating { "updated" } else { "passed" };
        let mut line = format!("{done} of {all} {noun} {what}");
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(_)));
        for (count, words) in [
            (failed, if failed == 1 { "differs" } else { "differ" }),
            (self.count(|verdict| matches!(verdict, Verdict::Missing(_))), "without a reference"),
            (self.count(|verdict| matches!(verdict, Verdict::Trouble(_))), "with an error"),
            (self.count(|verdict| matches!(verdict, Verdict::NotRun)), "not run"),
        ] {
            if count > 0 {
                line += &format!(", {count} {words}");
            }
        }
        if self.interrupted {
            line += ", interrupted";
        }
        line
    }
}
