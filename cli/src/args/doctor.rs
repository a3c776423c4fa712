//! The flags of `depicted doctor`.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::values::{number, whole};

/// Say whether pages can be captured here: the browser, its fonts, the folders it needs
///
/// `depicted doctor page URL` says whether the picture of a page is the same each time.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit codes: 0 pages can be captured, 2 they cannot.")]
#[command(after_long_help = "\
Exit codes:
  0    pages can be captured
  2    trouble: there is no browser, it does not start, or a folder cannot be written to
  130  interrupted

Examples:
  depicted doctor
  depicted doctor page http://localhost:3000/")]
pub(crate) struct DoctorArgs {
    #[command(subcommand)]
    pub(crate) what: Option<DoctorCommand>,

    /// The browser [default: $DEPICTED_CHROMIUM, $CHROMIUM, or the first Chromium on the search path]
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) chromium: Option<PathBuf>,
}

/// What else can be looked at.
#[derive(Debug, Subcommand)]
pub(crate) enum DoctorCommand {
    Page(Box<DoctorPageArgs>),
}

/// Capture a page several times, and say whether the pictures are the same, or which part of the page varies
///
/// A page that varies fails its tests without a change of anybody's. What varies can be masked in the configuration of
/// captures, or stilled: `freezeTime` for clocks, `seed` for random numbers, `waitFor` for what comes late,
/// `resourcesToIgnore` for what is not the page's own.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 stable, 1 it varies, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    stable: all pictures are the same, bit by bit
  1    it varies
  2    trouble: wrong usage, no browser, or the page cannot be captured
  130  interrupted

Examples:
  depicted doctor page http://localhost:3000/
  depicted doctor page http://localhost:3000/ --captures 20 --keep shots
      twenty times, and keeps the pictures to look at
  depicted doctor page http://localhost:3000/ --config '{\"mask\":[\"time\"],\"seed\":1}'
      tries whether a mask and repeated random numbers make it stable")]
pub(crate) struct DoctorPageArgs {
    /// The address of the page
    #[arg(value_name = "URL")]
    pub(crate) url: String,

    /// How often to capture it, 2 to 1000
    #[arg(short = 'n', long, value_name = "TIMES", value_parser = whole::<usize>, default_value = "5")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) captures: usize,

    /// How to capture it: a JSON object, or a file with one, as `config` is in tests
    #[arg(long, visible_alias = "config", value_name = "FILE|JSON")]
    pub(crate) capture_config: Option<String>,

    /// How long a capture may take, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = number, default_value = "60")]
    #[arg(allow_negative_numbers = true)]
    pub(crate) timeout: f64,

    /// The browser [default: $DEPICTED_CHROMIUM, $CHROMIUM, or the first Chromium on the search path]
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) chromium: Option<PathBuf>,

    /// Keep every picture and its log in this directory, which is made when it is needed
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,

    /// Print the result as one line of JSON
    ///
    /// It is {"schema":1,"url":...,"stable":false,"captures":5,"identical":3,"width":1280,"height":800,"distortion":...,
    /// "visible":1,"regions":[{"x":...,"y":...,"width":...,"height":...},...],"still":5,"held":0,"pictures":[...],
    /// "elapsed_ms":...}: how many pictures are the first one, bit by bit; the greatest distortion and how many `depicted
    /// diff` would call different; how many captures stood still, and how many only with the page's scripts held.
    /// Trouble is then told as JSON too, on standard error.
    #[arg(long)]
    pub(crate) json: bool,
}
