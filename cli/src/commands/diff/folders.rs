//! Two directories in, a verdict for every pair out.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use depicted::{ErrorKind, Options, Picture, RgbaView, Side};

use crate::args::{DiffArgs, FolderVoice, Voice};
use crate::exit::Exit;
use crate::files::{EXTENSIONS, Input, is_same_file, list};
use crate::folders::{Comparer, Highlights, Item, Kind, Outcome, Summary, in_order, items};
use crate::names::slashed;
use crate::output::{FolderTeller, Progress, Teller};
use crate::page::{Page, Subject};
use crate::trouble::Trouble;

/// The most pairs that are compared at a time.
const MOST_JOBS: usize = 1024;

/// Compares, tells, and says how to exit.
///
/// # Errors
/// When there is no result at all.
pub(super) fn run(args: DiffArgs) -> Result<Exit, Trouble> {
    let teller = Teller::new(args.voice);
    Plan::new(args, &teller)?.run(&teller)
}

/// What was typed, checked and ready to run.
struct Plan {
    items: Vec<Item>,
    comparer: Comparer,
    jobs: usize,
    page: Option<PathBuf>,
    voice: Voice,
    folder_voice: FolderVoice,
}

impl Plan {
    fn new(args: DiffArgs, teller: &Teller) -> Result<Self, Trouble> {
        let mut options = args.options();
        check(&options)?;
        let jobs = jobs(args.folders.jobs)?;
        let items = paths(&args.before, &args.after, teller)?;

        let inputs = [(Side::Before, &*args.before), (Side::After, &*args.after)];
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
        let comparer = Comparer { before: args.before, after: args.after, options, highlights, drawn };
        Ok(Self { items, comparer, jobs, page, voice: args.voice, folder_voice: args.folders.voice })
    }

    fn run(self, teller: &Teller) -> Result<Exit, Trouble> {
        let start = Instant::now();
        let Self { items, comparer, jobs, page, voice, folder_voice } = self;
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

/// Lets the engine look at the options before there are many pairs to say the same of.
fn check(options: &Options) -> Result<(), Trouble> {
    let pixel = || Picture::from_rgba(RgbaView::new(&[0; 4], 1, 1).expect("one pixel has four bytes"));
    match depicted::diff(pixel(), pixel(), options) {
        Err(error) if error.kind() == ErrorKind::BadOption => {
            Err(Trouble { code: error.code(), side: error.side(), message: error.to_string() })
        }
        _ => Ok(()),
    }
}

/// How many pairs are compared at a time.
fn jobs(typed: Option<usize>) -> Result<usize, Trouble> {
    match typed.unwrap_or(0) {
        0 => Ok(thread::available_parallelism().map_or(1, NonZero::get)),
        jobs if jobs <= MOST_JOBS => Ok(jobs),
        jobs => Err(Trouble::usage(format!(
            "jobs {jobs} is out of range: give 0 (as many as there are cores) to {MOST_JOBS}"
        ))),
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
