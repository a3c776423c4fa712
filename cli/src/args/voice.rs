//! The flags that say how a command speaks.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use clap::Args;

/// How results and trouble are told.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct Voice {
    /// Print the result as one line of JSON
    ///
    /// It is a JSON document of schema 1, the same as in every language that Depicted has an interface for; later
    /// versions add fields and take none away. Trouble is then told as JSON too, on standard error:
    /// {"error":{"code":"corrupt_image","message":"...","side":"before"}}, where the code is one of
    /// unsupported_format, corrupt_image, too_large, bad_option and io, and the side is before, after or null. Only a
    /// command line that cannot be understood is told as plain text.
    ///
    /// For directories it is one document with a line for each pair, sorted by path:
    /// {"schema":1,"pairs":[{"path":"shop/cart.png","verdict":"different","report":{...},"only_in":null,"error":null,
    /// "highlight":"diffs/shop/cart.png.diff.png"},...],"summary":{"total":...,"same":...,"different":...,
    /// "only_before":...,"only_after":...,"failed":...},"elapsed_ms":...}. The report is the document of one pair. A
    /// picture in one directory has "only_in": before or after, and no verdict. One that could not be compared has
    /// "error": {"code":...,"side":...,"message":...}, and nothing is on standard error.
    #[arg(help_heading = "Output", long, conflicts_with = "quiet")]
    pub(crate) json: bool,

    /// Print no verdict: the exit code tells it; trouble is told all the same
    #[arg(help_heading = "Output", short, long)]
    pub(crate) quiet: bool,

    /// Add details on standard error: the metric, the regions, the time by stage; for directories, a line a pair
    #[arg(help_heading = "Output", short, long)]
    pub(crate) verbose: bool,
}
