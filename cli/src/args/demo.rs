//! The flags of `depicted demo`.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::Args;

/// See it work: a server, a page in two versions, what differs, and the page to review it on
///
/// Starts a server in a temporary folder, on this machine alone and without sign-in, has it capture a page, marks that
/// release as good, has it capture the next version and compares the two. Then it serves until Ctrl-C and removes
/// everything. Where there is no browser, pictures that were taken earlier are handed over in place of captures.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 shown, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    it was shown, and ended by Ctrl-C
  2    trouble: the server does not start, or a picture is not made
  130  interrupted before anything was shown

Examples:
  depicted demo
  depicted demo --once
      ends as soon as the difference is told")]
pub(crate) struct DemoArgs {
    /// End when the difference is told
    #[arg(long)]
    pub(crate) once: bool,

    /// The browser [default: $DEPICTED_CHROMIUM, $CHROMIUM, or the first Chromium on the search path]
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) chromium: Option<PathBuf>,
}
