//! Two directories in, a verdict for every pair out.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use depicted::Side;

use crate::args::{DiffArgs, FolderVoice, Voice};
use crate::exit::Exit;
use crate::files::{EXTENSIONS, Input, is_same_file, list};
use crate::folders::{Comparer, Highlights, Item, Kind, Outcome, Summary, in_order, items};
use crate::jobs::jobs;
use crate::names::slashed;
use crate::options;
use crate::output::{FolderTeller, Progress, Teller};
use crate::page::{Page, Subject};
use crate::trouble::Trouble;
use crate::viewer;

/// Compares, tells, and says how to exit.
///
/// # Errors
/// When there is no result at all.
pub(super) fn run(before: PathBuf, after: PathBuf, args: DiffArgs) -> Result<Exit, Trouble> {
    let teller = Teller::new(args.voice);
    Plan::new(before, after, args, &teller)?.run(&teller)
}

/// What was typed, checked and ready to run.
struct Plan {
    items: Vec<Item>,
    comparer: Comparer,
    jobs: usize,
    page: Option<PathBuf>,
    /// Whether the page is opened where anything differs.
    open: bool,
    voice: Voice,
    folder_voice: FolderVoice,
}

impl Plan {
    fn new(before: PathBuf, after: PathBuf, args: DiffArgs, teller: &Teller) -> Result<Self, Trouble> {
        args.refuse(&[
            ("show", args.view.show.is_some(), "is for two pictures: leave it out for two directories"),
            (
                "open",
                args.view.open && args.page.html.is_none(),
                "opens the page of two directories: give --html FILE as well",
            ),
            (
                "output-always",
                args.output_always && args.output.is_none(),
                "needs a directory: give --output DIR as well",
            ),
        ])?;
        let mut options = args.options()?;
        options::check(&options)?;
        let jobs = jobs(args.folders.jobs)?;
        let items = paths(&before, &after, teller)?;

        let inputs = [(Side::Before, &*before), (Side::After, &*after)];
        let pairs = || items.iter().filter(|item| item.kind == Kind::Pair).map(|item| &*item.path);
        let format = options.highlight.format;
        let highlights =
            args.output.map(|typed| Highlights::new(typed, format, inputs, pairs())).transpose()?;
        let page = args.page.html;
        if let Some(page) = &page {
            Page::check(page)?;
            check_page(page, inputs, &items)?;
        }
        if options.threads == 0 {
            options.threads = (jobs / pairs().count().max(1)).max(1);
        }
        let drawn = page.is_some();
        if drawn && highlights.is_none() {
            options.highlight = Page::highlight(&options.highlight);
        }
        let comparer = Comparer { before, after, options, highlights, drawn };
        let (open, voice, folder_voice) = (args.view.open, args.voice, args.folders.voice);
        Ok(Self { items, comparer, jobs, page, open, voice, folder_voice })
    }

    fn run(self, teller: &Teller) -> Result<Exit, Trouble> {
        let start = Instant::now();
        let Self { items, comparer, jobs, page, open, voice, folder_voice } = self;
        let mut shown = page.as_deref().map(Shown::create).transpose()?;
        let mut folder_teller = FolderTeller::new(voice, folder_voice, comparer.highlights.is_some());
        let mut progress = Progress::new(voice, folder_voice, items.len());
        let mut summary = Summary::default();

        let compared = in_order(
            items.len(),
            jobs,
            |number| comparer.outcome(&items[number]),
            |outcome| progress.done(outcome),
            |number, outcome| {
                summary.count(&outcome);
                if let Some(shown) = &mut shown {
                    shown.add(&comparer, &items[number], &outcome);
                }
                folder_teller.outcome(&items[number], &outcome)
            },
        );
        progress.clear();
        compared?;
        let elapsed = start.elapsed();
        folder_teller.finish(&summary, elapsed)?;
        if let Some(shown) = shown {
            shown.finish(&comparer, elapsed)?;
        }
        if let Some(page) = &page {
            teller.detail(&format!("written: {}", page.display()));
            if open && summary.exit() != Exit::Fine {
                viewer::open(page)?;
            }
        }
        Ok(summary.exit())
    }
}

/// A page in the making. Trouble with it waits until all is compared and told.
struct Shown(Result<Page, Trouble>);

impl Shown {
    fn create(path: &Path) -> Result<Self, Trouble> {
        Page::create(path).map(|page| Self(Ok(page)))
    }

    fn add(&mut self, comparer: &Comparer, item: &Item, outcome: &Outcome) {
        let Ok(page) = &mut self.0 else { return };
        let subject = Subject {
            name: &slashed(&item.path),
            before: &Input::File(comparer.before.join(&item.path)),
            after: &Input::File(comparer.after.join(&item.path)),
            outcome,
        };
        if let Err(trouble) = page.add(&subject) {
            self.0 = Err(trouble);
        }
    }

    fn finish(self, comparer: &Comparer, elapsed: Duration) -> Result<(), Trouble> {
        let names = [&comparer.before, &comparer.after].map(|path| path.display().to_string());
        self.0?.finish(&names, elapsed)
    }
}

/// All that there is to compare.
fn paths(before: &Path, after: &Path, teller: &Teller) -> Result<Vec<Item>, Trouble> {
    let listings = [list(before, Side::Before)?, list(after, Side::After)?];
    for (listing, path) in listings.iter().zip([before, after]) {
        if listing.left_out > 0 {
            let files = if listing.left_out == 1 { "file is no picture" } else { "files are no pictures" };
            teller.detail(&format!("left out: {} {files} by name in {}", listing.left_out, path.display()));
        }
    }
    let [before_listing, after_listing] = listings;
    let items = items(before_listing, after_listing);
    if items.is_empty() {
        return Err(Trouble::usage(format!(
            "nothing to compare: no pictures in {} and {}, that is, no files whose names end in .{}",
            before.display(),
            after.display(),
            EXTENSIONS.join(", .")
        )));
    }
    Ok(items)
}

/// Checks that a page replaces no picture.
fn check_page(page: &Path, inputs: [(Side, &Path); 2], items: &[Item]) -> Result<(), Trouble> {
    if !page.exists() {
        return Ok(());
    }
    for item in items {
        for (side, root) in inputs {
            if is_same_file(page, &root.join(&item.path)) {
                return Err(Trouble::usage(format!(
                    "--html {} would replace a picture {side}: give the name of another file",
                    page.display()
                )));
            }
        }
    }
    Ok(())
}
