//! The flags of `depicted site-diff`.

use clap::Args;

use super::{CaptureArgs, CrawlArgs, ReleaseArgs, ServerArgs, exit_codes};

/// Have a server capture every page of a site, and compare each with that of the same path in the last good release
///
/// Pages are found by following links from the start page. A page is a test if its address has the start page's scheme,
/// host and port and a path below the start page's, it answers without an error, and it is HTML. A run is named by the
/// path of its page, so releases of different hosts can be compared. Standard output is the page of the results.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 fine, 1 with --wait: something differs or failed, 2 trouble.")]
#[command(after_long_help = concat!(exit_codes!(), "

Examples, with DEPICTED_SERVER and DEPICTED_BUILD set:
  depicted site-diff https://example.com/docs/
      every page below /docs/
  depicted site-diff http://localhost:3000/ --crawl-depth 1 --wait
      the start page and what it links to, and waits for the result
  depicted site-diff http://localhost:3000/ --ignore-prefix /blog --max-pages 50
      at most 50 pages, none of the blog"))]
pub(crate) struct SiteArgs {
    /// The page to start at
    #[arg(value_name = "START_URL")]
    pub(crate) start: String,

    #[command(flatten)]
    pub(crate) server: ServerArgs,

    #[command(flatten)]
    pub(crate) release: ReleaseArgs,

    #[command(flatten)]
    pub(crate) crawl: CrawlArgs,

    #[command(flatten)]
    pub(crate) capture: CaptureArgs,
}
