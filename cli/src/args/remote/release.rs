//! The flags of a release: its name, how it is handed over, and whether to wait for what comes of it.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use clap::Args;

use crate::args::values::whole;

/// A release, and what is told of it.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReleaseArgs {
    /// The name of the release; the same name again is a new attempt at it [default: the time in UTC]
    #[arg(help_heading = "Release", long, value_name = "NAME")]
    pub(crate) release_name: Option<String>,

    /// The page that people know the release by, as that of the change or of the build in continuous integration
    #[arg(help_heading = "Release", long, value_name = "URL")]
    pub(crate) release_url: Option<String>,

    /// Send this many tests at a time [default: 4]
    #[arg(help_heading = "Release", short, long, value_name = "TESTS", value_parser = whole::<usize>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) jobs: Option<usize>,

    /// Wait for what comes of the release, print what differs or failed, and exit by it
    ///
    /// It waits until every run has a result, or somebody marked the release. Marked good is fine whatever differs;
    /// marked bad is not.
    #[arg(help_heading = "Release", long)]
    pub(crate) wait: bool,

    /// The longest wait of --wait; more is trouble [default: 600]
    #[arg(help_heading = "Release", long, value_name = "SECONDS", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    pub(crate) timeout: Option<u64>,

    #[command(flatten)]
    pub(crate) voice: RemoteVoice,
}

/// How it is told.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct RemoteVoice {
    /// Print the result as one line of JSON
    ///
    /// It is {"schema":1,"build":...,"release":...,"number":...,"runs":...,"results_url":...,"outcome":...}, where the
    /// outcome is null without --wait, and with it {"status":...,"summary":...,"counts":{...},"problems":[{"name":...,
    /// "status":...,"distortion":...},...]}. Trouble is then told as JSON too, on standard error.
    #[arg(help_heading = "Output", long, conflicts_with = "quiet")]
    pub(crate) json: bool,

    /// Print nothing but trouble: the exit code tells the rest
    #[arg(help_heading = "Output", short, long)]
    pub(crate) quiet: bool,

    /// Add a line on standard error for each test, and for each page that is looked at
    #[arg(help_heading = "Output", short, long)]
    pub(crate) verbose: bool,
}
