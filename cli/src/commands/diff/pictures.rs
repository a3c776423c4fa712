//! Two pictures in, one verdict out.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use depicted::{Differ, Options, Report, Side};

use crate::args::DiffArgs;
use crate::exit::Exit;
use crate::files::{Input, Target, is_same_file};
use crate::folders::{Drawn, Outcome};
use crate::output::{Teller, cannot_tell};
use crate::page::{Page, Subject};
use crate::trouble::Trouble;

/// Compares, tells, and says how to exit.
///
/// # Errors
/// When there is no result.
pub(super) fn run(args: DiffArgs) -> Result<Exit, Trouble> {
    let mut teller = Teller::new(args.voice);
    let plan = Plan::new(args)?;
    let start = Instant::now();
    let (report, highlight) = plan.compare(&mut teller)?;
    if let Some(page) = &plan.page {
        plan.show(page, &report, highlight, start.elapsed())?;
        teller.detail(&format!("written: {}", page.display()));
    }
    teller.report(&report, plan.target.as_ref())?;
    Ok(if report.same() { Exit::Fine } else { Exit::Different })
}

/// What was typed, checked and ready to run.
struct Plan {
    before: Input,
    after: Input,
    target: Option<Target>,
    page: Option<PathBuf>,
    options: Options,
}

impl Plan {
    fn new(args: DiffArgs) -> Result<Self, Trouble> {
        let mut options = args.options();
        let given =
            [("--jobs", args.folders.jobs.is_some()), ("--json-lines", args.folders.voice.json_lines)];
        if let Some((flag, _)) = given.iter().find(|(_, given)| *given) {
            return Err(Trouble::usage(format!(
                "{flag} is for two directories: leave it out for two pictures"
            )));
        }
        let (before, after) = (Input::new(args.before), Input::new(args.after));
        if before == Input::Stdin && after == Input::Stdin {
            return Err(Trouble::usage(
                "standard input holds one picture and both are '-': give the other one as a file",
            ));
        }
        let target = args.output.map(|typed| Target::new(typed, &before, &after)).transpose()?;
        if args.voice.json && target == Some(Target::Stdout) {
            return Err(Trouble::usage(
                "--json and --output - both take standard output: give --output the name of a file",
            ));
        }
        let Some(page) = args.page.html else {
            return Ok(Self { before, after, target, page: None, options });
        };
        Page::check(&page)?;
        for (side, input) in [(Side::Before, &before), (Side::After, &after)] {
            if matches!(input, Input::File(input) if is_same_file(&page, input)) {
                return Err(Trouble::usage(format!(
                    "--html {} would replace the {side} picture: give the name of another file",
                    page.display()
                )));
            }
        }
        if matches!(&target, Some(Target::File(target)) if *target == page || is_same_file(&page, target)) {
            return Err(Trouble::usage(format!(
                "--html and --output are both {}: give two names",
                page.display()
            )));
        }
        if target.is_none() {
            options.highlight = Page::highlight(&options.highlight);
        }
        // What is on the page is read twice.
        let (before, after) = (before.held(&options.limits)?, after.held(&options.limits)?);
        Ok(Self { before, after, target, page: Some(page), options })
    }

    /// The report, and the highlighted picture where a page wants to show one.
    fn compare(&self, teller: &mut Teller) -> Result<(Report, Option<Drawn>), Trouble> {
        let start = Instant::now();
        let mut drawn = Vec::new();
        let differ = Differ::new(self.options.clone()).clock(move || start.elapsed());
        let differ = match (&self.target, &self.page) {
            (None, None) => differ,
            (Some(Target::File(path)), _) => differ.highlight_to_path(path),
            (Some(Target::Stdout), None) => differ.highlight_to_writer(teller.stdout()),
            (_, Some(_)) => differ.highlight_to_writer(&mut drawn),
        };
        let mut report = differ
            .diff(self.before.picture(), self.after.picture())
            .map_err(|error| Trouble::engine(&error, &self.before, &self.after))?;
        let highlight = match &self.target {
            _ if !report.highlight_written || self.page.is_none() => None,
            Some(Target::File(path)) => Some(Drawn::File(path.clone())),
            Some(Target::Stdout) => {
                teller.stdout().write_all(&drawn).map_err(|error| cannot_tell(&error))?;
                Some(Drawn::Memory(drawn))
            }
            None => Some(Drawn::Memory(drawn)),
        };
        // What is drawn for a page only is not a file that anyone could open.
        report.highlight_written &= self.target.is_some();
        Ok((report, highlight))
    }

    fn show(
        &self,
        page: &std::path::Path,
        report: &Report,
        highlight: Option<Drawn>,
        elapsed: Duration,
    ) -> Result<(), Trouble> {
        let mut page = Page::create(page)?;
        let outcome = Outcome::Compared { report: Box::new(report.clone()), highlight };
        let names = [self.before.to_string(), self.after.to_string()];
        page.add(&Subject { name: &names[1], before: &self.before, after: &self.after, outcome: &outcome })?;
        page.finish(&names, elapsed)
    }
}
