//! The flags for two directories.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use clap::Args;

use super::values::whole;

/// How two directories are compared.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct FolderArgs {
    /// Compare this many pairs at a time, 0 for as many as there are cores; not for two pictures [default: 0]
    ///
    /// Each pair is compared on one thread, or on more where there are fewer pairs than jobs, or on --threads where
    /// that is given. What is printed is the same with any number of jobs. With --serve-stdio it is the number of
    /// requests that are answered at a time, in the order in which they are done.
    #[arg(help_heading = "Directories", short, long, value_name = "PAIRS", value_parser = whole::<usize>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) jobs: Option<usize>,

    #[command(flatten)]
    pub(crate) voice: FolderVoice,
}

/// How the result for two directories is told, where one picture has no such form.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct FolderVoice {
    /// Print a line of JSON for each pair, in order and as soon as it is known; only for directories
    ///
    /// A line is an object as in the "pairs" of --json. The last line is {"schema":1,"summary":{...},"elapsed_ms":...}.
    #[arg(help_heading = "Directories", long, conflicts_with_all = ["json", "quiet"])]
    pub(crate) json_lines: bool,
}
