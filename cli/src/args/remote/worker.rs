//! The flags of `depicted worker`.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use clap::Args;
use depicted_server::WorkerSettings;

use super::AccessArgs;

/// Do the work of a server elsewhere: capture pages and compare pictures
///
/// A server works off its queues itself; workers on other machines take part of it, or all of it where the server runs
/// with --diff-workers 0 --capture-workers 0. A worker keeps nothing: it takes a task on lease, fetches the files, sends
/// back what it found, and tells by a timer that it is alive. A task whose worker is not heard of is given to another.
/// Ctrl-C, or the signal of a supervisor, gives back what is not done; a second one ends the worker at once.
///
/// The key of a build does the work of that build, best one that was made for a worker; a superuser's does all. Its secret is
/// the variable DEPICTED_SECRET, or what is in --secret-file.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 stopped, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    it was told to stop, and gave back what was not done
  2    trouble: wrong usage, a server that refuses the key or cannot be reached at the start,
       no browser where captures were asked for
  130  interrupted a second time

Examples:
  depicted worker --server https://depicted.example.com --key workers
      with the secret of the key in DEPICTED_SECRET
  depicted worker --server http://localhost:5000 --key workers --jobs 4 --queue capture
      captures four pages at once, and compares nothing
  depicted worker --server http://localhost:5000 --key workers --queue run-pdiff --quiet
      compares, and prints nothing but trouble")]
pub(crate) struct WorkerArgs {
    #[command(flatten)]
    pub(crate) access: AccessArgs,

    #[command(flatten)]
    pub(crate) settings: WorkerSettings,

    /// Print no line for each task
    #[arg(help_heading = "Output", short, long)]
    pub(crate) quiet: bool,
}
