//! The flags of `depicted pair-diff`.

use std::path::PathBuf;

use clap::Args;

use super::{CaptureArgs, ReleaseArgs, ServerArgs};
use crate::args::options::OptionArgs;
use crate::args::typed::Typed;

/// Capture two pages and compare them: here, or by a server
///
/// The first is the reference, the second the new page; --before and --after say the same in any order.
///
/// Without --server a browser of this machine captures both. The verdict is one line on standard output, as that of
/// `depicted diff`, and a directory has both pictures, what differs, what happened, and a page that shows all of it.
///
/// With --server the server captures and compares, as its build says. The run is named by the path of the new page.
/// Standard output is then the page of the results.
#[derive(Args, Debug)]
#[command(override_usage = "depicted pair-diff [OPTIONS] <BEFORE> <AFTER>")]
#[command(after_help = "Exit codes: 0 the same, 1 different, 2 trouble; by a server only with --wait.")]
#[command(after_long_help = "\
Exit codes:
  0    the same; by a server: handed over, and with --wait the same, approved, or a baseline
  1    different; by a server only with --wait: or failed, or the release was marked bad
  2    trouble: wrong usage, a page that cannot be captured, a file that cannot be used, a
       server that refuses or cannot be reached, or --timeout ran out
  130  interrupted

Environment:
  A variable is read as if its flag was typed. DEPICTED_SECRET is the secret of the API key;
  it has no flag, since what is typed can be seen by others. DEPICTED_SERVER makes it the
  server's task.

Examples:
  depicted pair-diff https://example.com/ https://next.example.com/
      compares the next version of a page with the one that is out, here
  depicted pair-diff https://example.com/ http://localhost:3000/ --width 400 --output phone
      as a phone shows it, with the results in phone/
  depicted pair-diff https://example.com/ http://localhost:3000/ --metric exact
      says of any byte of any pixel that differs
Examples, with DEPICTED_SERVER and DEPICTED_BUILD set:
  depicted pair-diff --after http://localhost:3000/ --before https://example.com/ --wait
      by a server, by names, and waits for the result")]
pub(crate) struct PairArgs {
    /// The page before, and the page after
    #[arg(value_name = "BEFORE> <AFTER", num_args = 2, conflicts_with_all = ["before_url", "after_url"])]
    #[arg(required_unless_present = "before_url")]
    pub(crate) pages: Vec<String>,

    /// The page before: the reference
    ///
    /// It goes with --after, in place of two pages without names.
    #[arg(id = "before_url", long = "before", value_name = "URL", requires = "after_url")]
    pub(crate) before: Option<String>,

    /// The page after: the new one
    ///
    /// It goes with --before.
    #[arg(id = "after_url", long = "after", value_name = "URL", requires = "before_url")]
    pub(crate) after: Option<String>,

    /// Write pictures and the page to this directory, which is made when it is needed; what is there is replaced
    #[arg(
        id = "output_dir",
        help_heading = "Without a server",
        short = 'o',
        long = "output",
        value_name = "DIR"
    )]
    #[arg(default_value = "pair-diff")]
    pub(crate) output: PathBuf,

    /// The browser [default: $CHROMIUM, or the first Chromium on the search path]
    #[arg(help_heading = "Without a server", long, value_name = "PROGRAM")]
    pub(crate) chromium: Option<PathBuf>,

    #[command(flatten)]
    options: OptionArgs,

    #[command(flatten)]
    pub(crate) server: ServerArgs,

    #[command(flatten)]
    pub(crate) release: ReleaseArgs,

    #[command(flatten)]
    pub(crate) capture: CaptureArgs,

    /// Which of these were typed.
    #[arg(skip)]
    pub(crate) typed: Typed,
}

#[cfg(feature = "capture")]
impl PairArgs {
    /// The engine's options: its defaults, patched by what was given.
    pub(crate) fn options(&self) -> depicted::Options {
        self.options.over(depicted::Options::default())
    }
}
