//! The flags of `depicted diff-my-urls`.

#![expect(clippy::doc_markdown, reason = "the documentation of a flag is its help, shown as it is written")]

use std::path::PathBuf;

use clap::Args;

use super::{ReleaseArgs, ServerArgs, exit_codes};

/// Have a server capture pages, and compare them with others or with the last good release
///
/// The file is a JSON list of tests: {"name":"/home","run_url":"https://next.example.com/","run_config":{...},
/// "ref_url":"https://example.com/","ref_config":{...}}, where all but the name and "run_url" may be left out. With
/// "ref_url" the page is compared with that page, captured by "ref_config" (by "run_config" where there is none); without,
/// with that of the same name in the last good release. Configurations are those of captures: viewportSize, cookies,
/// injectCss and so on. Standard output is the page of the results.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes: 0 fine, 1 with --wait: something differs or failed, 2 trouble.")]
#[command(after_long_help = concat!(exit_codes!(), "

Examples:
  depicted diff-my-urls pages.json --server https://depicted.example.com --build 7 --key ci
      with the secret of the key in DEPICTED_SECRET
  depicted diff-my-urls pages.json --server http://localhost:8080 --build 1 --wait --json
      waits, and prints what came of it for a program to read"))]
pub(crate) struct UrlsArgs {
    /// The list of tests, - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,

    #[command(flatten)]
    pub(crate) server: ServerArgs,

    #[command(flatten)]
    pub(crate) release: ReleaseArgs,
}
