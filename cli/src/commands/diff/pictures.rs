//! Two pictures in, one verdict out.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use depicted::{Differ, Options, Report, Side};

use crate::args::DiffArgs;
use crate::exit::Exit;
use crate::files::{Input, Target, check_replaces, is_same_file};
use crate::folders::{Drawn, Outcome};
use crate::output::{Teller, cannot_tell, note};
use crate::page::{Page, Subject};
use crate::terminal::{self, Protocol};
use crate::trouble::Trouble;
use crate::viewer;

/// Compares, tells, and says how to exit.
///
/// # Errors
/// When there is no result, or it cannot be shown.
pub(super) fn run(before: PathBuf, after: PathBuf, args: DiffArgs) -> Result<Exit, Trouble> {
    let mut teller = Teller::new(args.voice);
    let plan = Plan::new(before, after, args)?;
    let start = Instant::now();
    let (report, highlight) = plan.compare(&mut teller)?;
    if let Some(page) = &plan.page {
        plan.write(page, &report, highlight.as_ref(), start.elapsed())?;
        teller.detail(&format!("written: {}", page.display()));
    }
    teller.report(&report, plan.target.as_ref())?;
    if report.same() {
        return Ok(Exit::Fine);
    }
    plan.show(&mut teller, highlight.as_ref())?;
    if let Some(file) = &plan.open {
        viewer::open(file)?;
    }
    Ok(Exit::Different)
}

/// What was typed, checked and ready to run.
struct Plan {
    before: Input,
    after: Input,
    target: Option<Target>,
    page: Option<PathBuf>,
    /// How the picture is shown in the terminal, or why it cannot be.
    show: Option<Result<Protocol, String>>,
    /// What is opened where the pictures differ.
    open: Option<PathBuf>,
    options: Options,
}

impl Plan {
    fn new(before: PathBuf, after: PathBuf, args: DiffArgs) -> Result<Self, Trouble> {
        let mut options = args.options()?;
        let (output, page) = (args.output.is_some(), args.page.html.is_some());
        let shown = args.view.show.is_some();
        let folders = "is for two directories: leave it out for two pictures";
        args.refuse(&[
            ("jobs", args.folders.jobs.is_some(), folders),
            ("json-lines", args.folders.voice.json_lines, folders),
            (
                "output-always",
                args.output_always && !output && !shown,
                "needs a file: give --output FILE as well",
            ),
            (
                "open",
                args.view.open && !output && !page,
                "needs a file: give --output FILE or --html FILE as well",
            ),
        ])?;
        let (before, after) = (Input::new(before), Input::new(after));
        if before == Input::Stdin && after == Input::Stdin {
            return Err(Trouble::usage(
                "standard input holds one picture and both are '-': give the other one as a file",
            ));
        }
        let target = args.output.map(|typed| Target::new(typed, &before, &after)).transpose()?;
        let to_stdout = target == Some(Target::Stdout);
        for (given, flag) in [(args.voice.json, "--json"), (shown, "--show")] {
            if given && to_stdout {
                return Err(Trouble::usage(format!(
                    "{flag} and --output - both take standard output: give --output the name of a file"
                )));
            }
        }
        if args.view.open && to_stdout && !page {
            return Err(Trouble::usage("--open and --output -: there is no file to open, give --output one"));
        }
        let show = args.view.show.map(terminal::protocol);
        let open =
            args.view.open.then(|| args.page.html.clone().or_else(|| target.as_ref()?.file())).flatten();
        let Some(page) = args.page.html else {
            return Ok(Self { before, after, target, page: None, show, open, options });
        };
        Page::check(&page)?;
        check_replaces("--html", &page, [(Side::Before, before.file()), (Side::After, after.file())])?;
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
        Ok(Self { before, after, target, page: Some(page), show, open, options })
    }

    /// The report, and the highlighted picture where a page or a terminal wants to show one.
    fn compare(&self, teller: &mut Teller) -> Result<(Report, Option<Drawn>), Trouble> {
        let start = Instant::now();
        let mut drawn = Vec::new();
        let wanted = self.page.is_some() || matches!(self.show, Some(Ok(_)));
        let differ = Differ::new(self.options.clone()).clock(move || start.elapsed());
        let differ = match &self.target {
            Some(Target::File(path)) => differ.highlight_to_path(path),
            Some(Target::Stdout) if !wanted => differ.highlight_to_writer(teller.stdout()),
            _ if wanted => differ.highlight_to_writer(&mut drawn),
            _ => differ,
        };
        let mut report = differ
            .diff(self.before.picture(), self.after.picture())
            .map_err(|error| Trouble::engine(&error, &self.before, &self.after))?;
        let highlight = match &self.target {
            _ if !report.highlight_written || !wanted => None,
            Some(Target::File(path)) => Some(Drawn::File(path.clone())),
            Some(Target::Stdout) => {
                teller.stdout().write_all(&drawn).map_err(|error| cannot_tell(&error))?;
                Some(Drawn::Memory(drawn))
            }
            None => Some(Drawn::Memory(drawn)),
        };
        // What is drawn to be shown only is not a file that anyone could open.
        report.highlight_written &= self.target.is_some();
        Ok((report, highlight))
    }

    /// Shows the highlighted picture in the terminal.
    fn show(&self, teller: &mut Teller, highlight: Option<&Drawn>) -> Result<(), Trouble> {
        match (&self.show, highlight) {
            (Some(Err(why)), _) => note(&format!("not shown: {why}")),
            (Some(Ok(protocol)), Some(highlight)) => {
                let cannot = |error| Trouble::io(format!("cannot show the highlighted picture: {error}"));
                let text = terminal::text(*protocol, &highlight.bytes().map_err(cannot)?).map_err(cannot)?;
                teller.picture(&text)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn write(
        &self,
        page: &std::path::Path,
        report: &Report,
        highlight: Option<&Drawn>,
        elapsed: Duration,
    ) -> Result<(), Trouble> {
        let mut page = Page::create(page)?;
        let outcome = Outcome::Compared { report: Box::new(report.clone()), highlight: highlight.cloned() };
        let names = [self.before.to_string(), self.after.to_string()];
        page.add(&Subject { name: &names[1], before: &self.before, after: &self.after, outcome: &outcome })?;
        page.finish(&names, elapsed)
    }
}
