//! What came of a release: in words, as JSON, and as an exit code.

use std::fmt::Write;

use depicted::numbers::significant;
use depicted::workflow::{BuildId, Counts, ReleaseStatus, RunStatus};
use depicted_client::{Release, ReleaseState, RunState};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::exit::Exit;
use crate::names::printable;

/// What came of a release.
#[derive(Debug)]
pub(super) struct Outcome {
    build: BuildId,
    pub(super) release: Release,
    runs: usize,
    pub(super) results_url: String,
    settled: Option<Settled>,
}

/// What it is for a program.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    build: BuildId,
    release: &'a str,
    number: i64,
    runs: usize,
    results_url: &'a str,
    outcome: Option<&'a Settled>,
}

#[derive(Debug, Serialize)]
struct Settled {
    status: ReleaseStatus,
    summary: String,
    tested: String,
    counts: Counts,
    problems: Vec<Problem>,
}

/// A run that is not as it should be.
#[derive(Debug, Serialize)]
struct Problem {
    name: String,
    status: RunStatus,
    distortion: Option<f64>,
}

impl Outcome {
    pub(super) fn new(build: BuildId, release: Release, runs: usize, results_url: String) -> Self {
        Self { build, release, runs, results_url, settled: None }
    }

    /// Takes in what the wait brought.
    pub(super) fn settle(&mut self, state: ReleaseState, runs: Vec<RunState>) {
        let ReleaseState { status, counts, summary, tested, .. } = state;
        let or = |said: String, own: String| if said.is_empty() { own } else { said };
        let (summary, tested) = (or(summary, counts.summary()), or(tested, counts.tested()));
        let is_fine = |status| {
            matches!(status, RunStatus::DiffNotFound | RunStatus::DiffApproved | RunStatus::NoDiffNeeded)
        };
        let problems = runs.into_iter().filter(|run| !is_fine(run.status));
        let problems =
            problems.map(|RunState { name, status, distortion, .. }| Problem { name, status, distortion });
        self.settled = Some(Settled { status, summary, tested, counts, problems: problems.collect() });
    }

    /// A table of what is not as it should be, and a line with the sum.
    pub(super) fn text(&self) -> Option<String> {
        let settled = self.settled.as_ref()?;
        let mut text = table(&settled.problems);
        let marked = match settled.status {
            ReleaseStatus::Good => ", marked good",
            ReleaseStatus::Bad => ", marked bad",
            _ => "",
        };
        // Writing to a string cannot fail.
        let _ = write!(text, "{}: {}{marked}", printable(&settled.summary), printable(&settled.tested));
        Some(text)
    }

    pub(super) fn json(&self) -> String {
        let document = Document {
            schema: 1,
            build: self.build,
            release: &self.release.name,
            number: self.release.number,
            runs: self.runs,
            results_url: &self.results_url,
            outcome: self.settled.as_ref(),
        };
        serde_json::to_string(&document).expect("names and numbers are JSON")
    }

    /// What a person decided goes before what was counted.
    pub(super) fn exit(&self) -> Exit {
        match &self.settled {
            Some(Settled { status: ReleaseStatus::Bad, .. }) => Exit::Different,
            Some(Settled { status: ReleaseStatus::Good, .. }) | None => Exit::Fine,
            Some(settled) if settled.counts.failed > 0 => Exit::Different,
            Some(_) => Exit::Fine,
        }
    }
}

/// A line a run, under the heads of the columns.
fn table(problems: &[Problem]) -> String {
    let mut text = String::new();
    if problems.is_empty() {
        return text;
    }
    let names: Vec<String> = problems.iter().map(|problem| printable(&problem.name)).collect();
    let name_width = names.iter().map(|name| name.width()).max().unwrap_or(0).max("run".len());
    let heads = ("run", "what", "distortion".to_owned());
    let rows = problems.iter().zip(&names).map(|(problem, name)| {
        (
            name.as_str(),
            problem.status.label(),
            problem.distortion.map_or_else(|| "-".to_owned(), significant),
        )
    });
    for (name, what, distortion) in std::iter::once(heads).chain(rows) {
        let space = " ".repeat(name_width - name.width());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}{space}  {what:<12}  {distortion:>10}");
    }
    text
}

#[cfg(test)]
mod tests {
    use depicted::workflow::RunId;

    use super::*;

    fn outcome(status: ReleaseStatus, runs: &[(&str, RunStatus, Option<f64>)]) -> Outcome {
        let counts: Counts = runs.iter().map(|(_, status, _)| *status).collect();
        let release = Release { name: "r".into(), number: 2 };
        let mut outcome = Outcome::new(BuildId(7), release.clone(), runs.len(), "http://h/r".into());
        let run = |&(name, status, distortion): &(&str, RunStatus, Option<f64>)| RunState {
            id: RunId(1),
            name: name.into(),
            status,
            distortion,
            url: None,
        };
        let state = ReleaseState {
            name: release.name,
            number: 2,
            status,
            url: None,
            results_url: None,
            counts,
            summary: String::new(),
            tested: String::new(),
        };
        outcome.settle(state, runs.iter().map(run).collect());
        outcome
    }

    /// Checklist 137.
    #[test]
    fn the_exit_is_by_the_outcome() {
        use RunStatus::{DiffApproved, DiffFound, DiffNotFound, Failed, NoDiffNeeded};
        let exit = |release, status| outcome(release, &[("a", status, None)]).exit();
        for status in [DiffNotFound, DiffApproved, NoDiffNeeded] {
            assert_eq!(exit(ReleaseStatus::Reviewing, status), Exit::Fine, "{status}");
        }
        for status in [DiffFound, Failed] {
            assert_eq!(exit(ReleaseStatus::Reviewing, status), Exit::Different, "{status}");
            assert_eq!(exit(ReleaseStatus::Good, status), Exit::Fine, "{status}");
        }
        assert_eq!(exit(ReleaseStatus::Bad, DiffNotFound), Exit::Different);
    }

    #[test]
    fn what_is_not_as_it_should_be_is_a_table() {
        let outcome = outcome(
            ReleaseStatus::Reviewing,
            &[
                ("/shop/ü\u{1b}[31m", RunStatus::DiffFound, Some(0.0386)),
                ("/a", RunStatus::Failed, None),
                ("/b", RunStatus::DiffNotFound, Some(0.0)),
                ("/c", RunStatus::NoDiffNeeded, None),
            ],
        );
        let expected = "\
run                what          distortion
/shop/ü\\u{1b}[31m  Diff found        0.0386
/a                 Run failed             -
2 failures: 3 tested, 1 baseline";
        assert_eq!(outcome.text().unwrap(), expected);
        assert!(outcome.json().starts_with(r#"{"schema":1,"build":7,"release":"r","number":2,"runs":4,"#));
    }
}
