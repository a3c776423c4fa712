//! The page of a run: the one of `depicted diff --html`, with the reference before and the picture of the run after.

use std::path::Path;

use depicted::Side;

use crate::files::{Input, cannot_write, folder_of};
use crate::folders::{Drawn, Outcome as Compared};
use crate::local::outcome::{Outcome, Outcomes, Verdict};
use crate::local::work::Work;
use crate::page::{Page, Subject};
use crate::trouble::Trouble;

/// Writes the page.
///
/// # Errors
/// When a picture cannot be read, or the page cannot be written.
pub(super) fn write(path: &Path, work: &Work, outcomes: &Outcomes) -> Result<(), Trouble> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, error))?;
    let mut page = Page::create(path)?;
    for (suite, why) in &outcomes.suites {
        let input = Input::File(suite.clone());
        let outcome = Compared::Failed(Trouble::io(why.clone()));
        page.add(&Subject {
            name: &suite.display().to_string(),
            before: &input,
            after: &input,
            outcome: &outcome,
        })?;
    }
    for test in &outcomes.tests {
        let Some(outcome) = compared(test, work) else { continue };
        let (before, after) = (Input::File(work.reference(&test.name)), Input::File(work.run(&test.name)));
        page.add(&Subject { name: test.name.as_str(), before: &before, after: &after, outcome: &outcome })?;
    }
    let names = [work.dir().display().to_string(), work.runs().display().to_string()];
    page.finish(&names, outcomes.elapsed)
}

/// A result as pages show them.
fn compared(test: &Outcome, work: &Work) -> Option<Compared> {
    match &test.verdict {
        Verdict::Updated(_) => None,
        Verdict::Passed(report) => Some(Compared::Compared { report: report.clone(), highlight: None }),
        Verdict::Failed(report) => {
            let highlight = report.highlight_written.then(|| Drawn::File(work.diff(&test.name)));
            Some(Compared::Compared { report: report.clone(), highlight })
        }
        Verdict::Missing(_) => Some(Compared::Only(Side::After)),
        Verdict::Trouble(why) => Some(Compared::Failed(Trouble::io(why.clone()))),
        Verdict::NotRun => Some(Compared::Failed(Trouble::io("not run"))),
    }
}
