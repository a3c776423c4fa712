//! What a release comes to: counts of its runs, and the lines that a page shows of them.

use serde::{Deserialize, Serialize};

use super::RunStatus;

/// How many runs of a release are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Runs that test something: all but baselines and those that wait for a picture.
    pub total: u64,
    /// Of these, those that have a result.
    pub complete: u64,
    /// Results that are fine: the same, or approved.
    pub successful: u64,
    /// Results that are not: differences that nobody approved, and failures.
    pub failed: u64,
    /// Runs that wait for a picture or a comparison.
    pub pending: u64,
    /// Runs with nothing to compare with.
    pub baselines: u64,
}

/// How a page colours the line of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something failed.
    Error,
    /// Something is pending.
    Warning,
    /// All is well.
    Info,
    /// There is nothing to say.
    Neutral,
}

impl Counts {
    /// Adds so many runs of a status; a count stays at the largest number there is.
    #[must_use]
    pub fn plus(mut self, status: RunStatus, runs: u64) -> Self {
        let (tested, complete, field) = match status {
            RunStatus::DiffFound | RunStatus::Failed => (true, true, &mut self.failed),
            RunStatus::DiffApproved | RunStatus::DiffNotFound => (true, true, &mut self.successful),
            RunStatus::NeedsDiff => (true, false, &mut self.pending),
            RunStatus::DataPending => (false, false, &mut self.pending),
            RunStatus::NoDiffNeeded => (false, false, &mut self.baselines),
        };
        *field = field.saturating_add(runs);
        self.total = self.total.saturating_add(if tested { runs } else { 0 });
        self.complete = self.complete.saturating_add(if complete { runs } else { 0 });
        self
    }

    /// `3 tested`, `1 / 3 tested`, and `2 baselines` where there are any.
    pub fn tested(&self) -> String {
        let tested = if self.complete == self.total {
            format!("{} tested", self.total)
        } else {
            format!("{} / {} tested", self.complete, self.total)
        };
        match self.baselines {
            0 => tested,
            baselines => format!("{tested}, {}", several(baselines, "baseline")),
        }
    }

    /// The first that applies: `1 failure`, `All passing`, `2 pending`, `Nothing to test`.
    pub fn summary(&self) -> String {
        if self.failed > 0 {
            several(self.failed, "failure")
        } else if self.total > 0 && self.successful == self.total {
            "All passing".into()
        } else if self.pending > 0 {
            format!("{} pending", self.pending)
        } else {
            "Nothing to test".into()
        }
    }

    /// The colour of [`summary`](Self::summary).
    pub fn severity(&self) -> Severity {
        if self.failed > 0 {
            Severity::Error
        } else if self.total > 0 && self.successful == self.total {
            Severity::Info
        } else if self.total > 0 {
            Severity::Warning
        } else {
            Severity::Neutral
        }
    }
}

impl FromIterator<RunStatus> for Counts {
    fn from_iter<I: IntoIterator<Item = RunStatus>>(runs: I) -> Self {
        runs.into_iter().fold(Self::default(), |counts, status| counts.plus(status, 1))
    }
}

fn several(number: u64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
