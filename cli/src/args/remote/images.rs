//! The flags of `depicted diff-my-images`.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::Args;

use super::{ReleaseArgs, ServerArgs, exit_codes};

/// Hand pictures to a server, which compares each with that of the same name in the last good release
///
/// The file is a JSON list of tests: {"name":"/home","image_path":"shots/home.png","log_path":"shots/home.log",
/// "url":"https://example.com/","run_failed":false}, where all but the name and the picture may be left out; a test whose
/// "run_failed" is true needs no picture. Paths begin at the directory that the command is called in. A picture that
/// there is nothing good to compare with is a baseline. Every path is looked at before anything is sent. Standard output
/// is the page of the results.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 fine, 1 with --wait: something differs or failed, 2 trouble.")]
#[command(after_long_help = concat!(exit_codes!(), "

Examples:
  depicted diff-my-images shots.json --server https://depicted.example.com --build 7 --key ci
      with the secret of the key in DEPICTED_SECRET
  depicted diff-my-images shots.json --server http://localhost:8080 --build 1 --wait --timeout 120
      waits up to two minutes, prints what differs, and exits with 1 if anything does
  depicted diff-my-images - --server http://localhost:8080 --build 1 --release-name v1.4.0
      reads the list from standard input"))]
pub(crate) struct ImagesArgs {
    /// The list of tests, - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,

    #[command(flatten)]
    pub(crate) server: ServerArgs,

    #[command(flatten)]
    pub(crate) release: ReleaseArgs,
}
