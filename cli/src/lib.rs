//! The command line of Depicted, as a library: the binary `depicted` calls it, and so can any package that ships the
//! same commands.
//!
//! What was typed (`args`) becomes a checked plan inside a command (`commands`), the engine does the work, and the
//! result is told on the standard streams (`output`).

mod args;
#[cfg(feature = "capture")]
mod capture;
mod commands;
mod config;
#[cfg(feature = "server")]
mod crawl;
#[cfg(all(feature = "capture", feature = "server"))]
mod demo;
mod exit;
mod files;
mod folders;
#[cfg(any(feature = "capture", feature = "server"))]
mod interrupt;
mod jobs;
#[cfg(feature = "capture")]
mod local;
mod names;
mod options;
mod output;
mod page;
#[cfg(feature = "server")]
mod remote;
mod serve;
mod terminal;
mod trouble;
mod viewer;
mod words;

pub use exit::Exit;
pub use page::{Shown, write_page};

use std::ffi::OsString;

/// Runs the command line, the name of the program first, as the process does: reads files, standard input and the
/// environment, writes to standard output and standard error, and returns how to exit.
///
/// ```
/// let exit = depicted_cli::run(["depicted".into(), "--version".into()]);
/// assert_eq!(exit, depicted_cli::Exit::Fine);
/// ```
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    match args::parse(args, |name| std::env::var_os(name)) {
        Ok(cli) => commands::run(cli),
        Err(told) => {
            // Help that nobody reads any more is no trouble.
            let _ = told.print();
            if told.use_stderr() { Exit::Trouble } else { Exit::Fine }
        }
    }
}
