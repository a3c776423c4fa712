//! Lines for people, while tests run: results on standard output, everything else on standard error.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::shell::{braces, told};
use crate::local::outcome::{Change, Outcome, Outcomes, Verdict};
use crate::local::suite::Suite;
use crate::local::work::Work;
use crate::names::printable;
use crate::output::{Bar, Stdout, cannot_tell, note, remark};
use crate::trouble::Trouble;
use crate::words;

/// How much is said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaker {
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
}

impl Speaker {
    /// Prints the names of tests.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn list(suites: &[Suite]) -> Result<(), Trouble> {
        let mut text = String::new();
        for suite in suites {
            text += &format!("{}:\n", told(&suite.path));
            for test in &suite.tests {
                text += &format!("    {}\n", test.name);
            }
        }
        print(&mut Stdout::new(), &text)
    }
}

/// Tells of tests.
pub(crate) struct Teller {
    speaker: Speaker,
    work: Work,
    stdout: Stdout,
    progress: Bar,
}

impl Teller {
    /// For this many tests.
    pub(crate) fn new(speaker: Speaker, work: Work, total: usize) -> Self {
        let progress = Bar::new(!speaker.quiet && !speaker.verbose, total, "tests");
        Self { speaker, work, stdout: Stdout::new(), progress }
    }

    /// What is being done, for `--verbose`.
    pub(crate) fn step(&self, step: &str) {
        if self.speaker.verbose {
            remark(step);
        }
    }

    /// What is wrong with a whole file of tests.
    pub(crate) fn trouble(&self, suite: &Path, why: &str) {
        self.progress.without(|| note(&format!("{}: {why}", suite.display())));
    }

    /// One more is done.
    pub(crate) fn done(&self, outcome: &Outcome) {
        self.progress.done();
        self.step(&format!("{}: done after {:.1} s", outcome.name, outcome.elapsed.as_secs_f64()));
    }

    /// What came of a test.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn outcome(&mut self, outcome: &Outcome) -> Result<(), Trouble> {
        if let Some(why) = outcome.verdict.trouble().filter(|_| self.speaker.quiet && outcome.tries > 0) {
            note(&format!("{}: {why}", outcome.name));
        }
        let text = text(outcome, &self.work);
        self.say(&text)
    }

    /// How all ended.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn finish(&mut self, outcomes: &Outcomes, reports: &[PathBuf]) -> Result<(), Trouble> {
        self.progress.clear();
        let mut text = String::new();
        for report in reports {
            let _ = writeln!(text, "Report: {}", told(report));
        }
        if outcomes.count(|verdict| matches!(verdict, Verdict::Failed(_) | Verdict::Missing(_))) > 0 {
            let dir = super::shell::escaped(&self.work.dir().to_string_lossy());
            let _ = writeln!(text, "To take the new pictures: depicted approve --dir {dir} --all");
        }
        let _ = writeln!(text, "{}", outcomes.line());
        self.say(&text)
    }

    fn say(&mut self, text: &str) -> Result<(), Trouble> {
        if self.speaker.quiet {
            return Ok(());
        }
        let Self { stdout, progress, .. } = self;
        progress.without(|| print(stdout, text))
    }
}

fn print(stdout: &mut Stdout, text: &str) -> Result<(), Trouble> {
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| cannot_tell(&error))
}

/// `demo passed (no diff)`, or what else there is to say.
fn text(outcome: &Outcome, work: &Work) -> String {
    let name = &outcome.name;
    match &outcome.verdict {
        Verdict::Updated(Change::New) => format!("{name} updated (new)\n"),
        Verdict::Updated(Change::Changed) => format!("{name} updated (changed)\n"),
        Verdict::Updated(Change::Unchanged) => format!("{name} updated (unchanged)\n"),
        Verdict::Passed(report) if report.within_tolerance => format!("{name} passed (within tolerance)\n"),
        Verdict::Passed(_) => format!("{name} passed (no diff)\n"),
        Verdict::Failed(report) => {
            let paths = [work.reference(name), work.run(name), work.diff(name)];
            let [reference, run, diff] = paths.each_ref().map(|path| told(path));
            format!(
                "{name} failed\n    Distortion: {} ({})\n    Ref:  {reference}\n    Run:  {run}\n    Diff: {diff}\n    \
                 (all) {}\n",
                report.distortion,
                words::what(report),
                braces(&paths)
            )
        }
        Verdict::Missing(why) | Verdict::Trouble(why) => {
            format!("{name} failed\n    Error: {}\n", printable(why))
        }
        Verdict::NotRun => format!("{name} not run\n"),
    }
}
