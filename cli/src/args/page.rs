//! The flag for the page that shows the result.

use std::path::PathBuf;

use clap::Args;

/// Where the page goes.
#[derive(Args, Debug)]
pub(crate) struct PageArgs {
    /// Write a page that shows the result to this HTML file
    ///
    /// It is one file that loads nothing else: before, after and the highlight of each differing pair are in it as they
    /// are, so that large pictures make a large page. TIFF and QOI are named and not shown, since browsers cannot. The
    /// file appears, or is replaced, when it is complete, whatever the verdict is; without any result it stays as it
    /// was.
    #[arg(help_heading = "Output", long = "html", value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}
