//! What was typed, checked and ready to run.

use std::path::{Path, PathBuf};
use std::time::Duration;

use depicted::Options;

use super::filter::select;
use super::report::{Form, Speaker};
use super::suite::{Suite, suites};
use super::work::Work;
use super::{run, watch};
use crate::args::{LocalArgs, TestArgs};
use crate::capture::{Browser, seconds};
use crate::exit::Exit;
use crate::jobs::jobs;
use crate::options;
use crate::trouble::Trouble;

/// What is done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It becomes the reference.
    Update,
    /// It is compared with the reference.
    Test,
}

/// What was typed.
pub(crate) struct Plan {
    pub(super) mode: Mode,
    pub(super) work: Work,
    pub(super) program: PathBuf,
    pub(super) jobs: usize,
    pub(super) retries: u32,
    pub(super) timeout: Duration,
    /// Whether the pictures of tests that passed are kept.
    pub(super) keep: bool,
    pub(super) forms: Vec<Form>,
    pub(super) speaker: Speaker,
    filter: Option<String>,
    options: Options,
    /// Beside the directory, what is watched.
    watched: Option<Vec<PathBuf>>,
    list: bool,
}

impl Plan {
    /// Of `depicted update`.
    ///
    /// # Errors
    /// For a flag that cannot be used.
    pub(crate) fn update(args: LocalArgs) -> Result<Self, Trouble> {
        Self::new(Mode::Update, args, Options::default())
    }

    /// Of `depicted test`.
    ///
    /// # Errors
    /// For a flag that cannot be used.
    pub(crate) fn test(args: TestArgs) -> Result<Self, Trouble> {
        let mut options = args.options();
        if options.threads == 0 {
            // Tests run beside each other already.
            options.threads = 1;
        }
        options::check(&options)?;
        let TestArgs { local, keep, report, watch, watch_path, .. } = args;
        let watched = (watch || !watch_path.is_empty()).then_some(watch_path);
        let plan = Self::new(Mode::Test, local, options)?;
        let forms = Form::all(&report, &plan.work)?;
        Ok(Self { keep, forms, watched, ..plan })
    }

    fn new(mode: Mode, args: LocalArgs, options: Options) -> Result<Self, Trouble> {
        if !args.dir.is_dir() {
            return Err(Trouble::usage(format!("there is no directory {}", args.dir.display())));
        }
        // A listing needs no browser.
        let program = if args.list { PathBuf::new() } else { Browser::find(args.chromium.as_deref())? };
        Ok(Self {
            mode,
            work: Work::new(&args.dir),
            program,
            jobs: jobs(args.jobs)?,
            retries: args.retries,
            timeout: seconds(args.timeout)?,
            keep: false,
            forms: Vec::new(),
            speaker: Speaker { quiet: args.quiet, verbose: args.verbose },
            filter: args.filter,
            options,
            watched: None,
            list: args.list,
        })
    }

    /// Runs, and says how to exit.
    ///
    /// # Errors
    /// When nothing can be run.
    pub(crate) fn run(self) -> Result<Exit, Trouble> {
        if self.list {
            Speaker::list(&self.suites()?)?;
            return Ok(Exit::Fine);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Trouble::io(format!("cannot start threads: {error}")))?;
        let exit = match &self.watched {
            Some(paths) => runtime.block_on(watch::watch(&self, paths)),
            None => runtime.block_on(run::run(&self)),
        };
        // A comparison that nobody waits for is left to the end of the process.
        runtime.shutdown_background();
        exit
    }

    /// The files of tests as they are now, with the tests that the filter selects, and whether that is all of them.
    ///
    /// # Errors
    /// When there is nothing to run.
    pub(super) fn suites(&self) -> Result<Vec<Suite>, Trouble> {
        let mut suites = suites(self.work.dir(), &self.options)?;
        let dir = self.work.dir().display();
        let all: usize = suites.iter().map(|suite| suite.tests.len()).sum();
        if all == 0 {
            return Err(Trouble::usage(format!("no tests: the files in {dir} have empty lists of them")));
        }
        let Some(filter) = &self.filter else { return Ok(suites) };
        let names: Vec<&str> =
            suites.iter().flat_map(|suite| &suite.tests).map(|test| test.name.as_str()).collect();
        let mut selected = select(filter, &names).map_err(Trouble::usage)?.into_iter();
        for suite in &mut suites {
            suite.tests.retain(|_| selected.next().unwrap_or_default());
        }
        suites.retain(|suite| !suite.tests.is_empty());
        if suites.is_empty() {
            return Err(Trouble::usage(format!(
                "--filter {filter} matches none of the {all} tests in {dir}: --list shows their names"
            )));
        }
        Ok(suites)
    }

    /// Whether only some tests are run.
    pub(super) fn is_part(&self) -> bool {
        self.filter.is_some()
    }

    /// The directory of tests.
    pub(super) fn dir(&self) -> &Path {
        self.work.dir()
    }
}
