//! The flags of the commands of local tests.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::Args;
use depicted::Options;

use super::options::OptionArgs;
use super::values::{number, whole};

/// Capture the pages of a directory of tests as the references that `depicted test` compares with
///
/// The directory has files of tests, *.yaml or *.yml, which say what is captured and how. The picture of the test
/// shop/cart is shop/cart.png in it. Keep these pictures with the tests.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 all captured, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    all pages were captured
  2    trouble: wrong usage, a page that cannot be captured, no test that matches, a server
       that does not start; all other pages were captured
  130  interrupted

Examples:
  depicted update tests/pages
  depicted update tests/pages --filter shop/*")]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    pub(crate) local: LocalArgs,
}

/// Capture the pages of a directory of tests and compare them with the references
///
/// What differs is told with its distortion and its pictures, and shown on a page, DIR/.depicted/report.html, that is
/// one file. `depicted approve` takes the new pictures as references. A test whose page cannot be captured, or which
/// has no reference, is trouble; the others are run all the same.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 the same, 1 different, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    nothing differs
  1    a page differs
  2    trouble: wrong usage, a page that cannot be captured, a missing reference, no test that
       matches, a server that does not start; all other tests were run
  130  interrupted

Examples:
  depicted test tests/pages
  depicted test tests/pages --filter shop/*-shop/old --jobs 2
      all tests in shop/ but shop/old, two at a time
  depicted test tests/pages --report html=out/report.html --report junit=out/junit.xml
      results for people and for what shows test results
  depicted test tests/pages --watch --watch-path src
      again whenever a test or a file in src changes")]
pub(crate) struct TestArgs {
    #[command(flatten)]
    pub(crate) local: LocalArgs,

    #[command(flatten)]
    options: OptionArgs,

    /// Keep the pictures and logs of tests that passed, in DIR/.depicted
    #[arg(help_heading = "Output", long)]
    pub(crate) keep: bool,

    /// Write a report: html, junit, json or github, and =FILE for another file than in DIR/.depicted; may be repeated
    ///
    /// html: a page with all pictures in it, always written. junit: XML for what shows test results. json: for
    /// programs. github: remarks beside the tests' lines, on standard output, always where GITHUB_ACTIONS is true.
    #[arg(help_heading = "Output", long, value_name = "FORMAT[=FILE]")]
    pub(crate) report: Vec<String>,

    /// Run again whenever a file in DIR changes, until Ctrl-C
    #[arg(help_heading = "Tests", long)]
    pub(crate) watch: bool,

    /// Run again whenever a file here changes, too; may be repeated
    #[arg(help_heading = "Tests", long, value_name = "PATH")]
    pub(crate) watch_path: Vec<PathBuf>,
}

impl TestArgs {
    /// The engine's options: its defaults, patched by what was given.
    pub(crate) fn options(&self) -> Options {
        self.options.over(Options::default())
    }
}

/// What both have in common.
#[derive(Args, Debug)]
pub(crate) struct LocalArgs {
    /// The directory of tests
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// Run only tests with these names: GLOB[:GLOB...][-GLOB[:GLOB...]], those behind the dash left out
    ///
    /// A glob matches a whole name, and a star matches slashes as well. Nothing in front of the dash means all. Where
    /// names have dashes, the first reading that selects anything counts; a dash behind a backslash is part of a name.
    #[arg(
        help_heading = "Tests",
        long,
        value_name = "GLOBS",
        alias = "test_filter",
        allow_hyphen_values = true
    )]
    pub(crate) filter: Option<String>,

    /// Print the names of the tests, and run nothing
    #[arg(help_heading = "Tests", long, alias = "list_tests")]
    pub(crate) list: bool,

    /// Capture this many pages at a time, 0 for as many as there are cores [default: 0]
    #[arg(help_heading = "Tests", short, long, value_name = "PAGES", value_parser = whole::<usize>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) jobs: Option<usize>,

    /// Try this many times more where a page cannot be captured
    #[arg(help_heading = "Tests", long, value_name = "TIMES", value_parser = whole::<u32>, default_value = "2")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) retries: u32,

    /// How long a capture may take, in seconds
    #[arg(help_heading = "Tests", long, value_name = "SECONDS", value_parser = number, default_value = "30")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) timeout: f64,

    /// The browser [default: $CHROMIUM, or the first Chromium on the search path]
    #[arg(help_heading = "Tests", long, value_name = "PROGRAM")]
    pub(crate) chromium: Option<PathBuf>,

    /// Print no results: the exit code tells them; trouble is told all the same
    #[arg(help_heading = "Output", short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Add details on standard error: each step, and how long it took
    #[arg(help_heading = "Output", short, long)]
    pub(crate) verbose: bool,
}

/// Take the pictures of the last `depicted test` as references, without another run
///
/// These are the pictures of tests that differed, or had no reference.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  depicted approve --dir tests/pages homepage shop/*
  depicted approve --dir tests/pages --all")]
pub(crate) struct ApproveArgs {
    /// The names of the tests, or globs as of --filter
    #[arg(value_name = "NAME", required_unless_present = "all")]
    pub(crate) names: Vec<String>,

    /// Take all of them
    #[arg(long, conflicts_with = "names")]
    pub(crate) all: bool,

    /// The directory of tests
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) dir: PathBuf,

    /// Print no names
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Write a first file of tests, DIR/tests.yaml
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  depicted init tests/pages --url http://localhost:3000/")]
pub(crate) struct InitArgs {
    /// The directory of tests, which is made if it is not there
    #[arg(value_name = "DIR", default_value = "tests/pages")]
    pub(crate) dir: PathBuf,

    /// The page that the first tests capture
    #[arg(long, value_name = "URL", default_value = "http://localhost:8000/")]
    pub(crate) url: String,
}
