//! The flags of `depicted pair-diff`.

use clap::Args;

use super::{CaptureArgs, ReleaseArgs, ServerArgs, exit_codes};

/// Have a server capture two pages and compare them
///
/// The first is the reference, the second the new page; --before and --after say the same in any order. The run is named
/// by the path of the new page. Standard output is the page of the results.
#[derive(Args, Debug)]
#[command(override_usage = "depicted pair-diff [OPTIONS] <BEFORE> <AFTER>")]
#[command(after_help = "Exit codes: 0 fine, 1 with --wait: they differ or failed, 2 trouble.")]
#[command(after_long_help = concat!(exit_codes!(), "

Examples, with DEPICTED_SERVER and DEPICTED_BUILD set:
  depicted pair-diff https://example.com/ https://next.example.com/
      compares the next version of a page with the one that is out
  depicted pair-diff --after http://localhost:3000/ --before https://example.com/ --wait
      the same by names, and waits for the result"))]
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

    #[command(flatten)]
    pub(crate) server: ServerArgs,

    #[command(flatten)]
    pub(crate) release: ReleaseArgs,

    #[command(flatten)]
    pub(crate) capture: CaptureArgs,
}
