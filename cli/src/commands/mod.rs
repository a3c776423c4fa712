//! One file a command.

#[cfg(feature = "server")]
mod asynchronous;
mod completions;
#[cfg(feature = "server")]
mod db;
mod diff;
#[cfg(feature = "server")]
mod gc;
mod man;
#[cfg(feature = "server")]
mod serve;

use crate::args::{Cli, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(cli: Cli) -> Exit {
    match cli.command {
        Command::Diff(args) => diff::run(*args),
        #[cfg(feature = "server")]
        Command::Serve(args) => serve::run(*args),
        #[cfg(feature = "server")]
        Command::Db(args) => db::run(*args),
        #[cfg(feature = "server")]
        Command::Gc(args) => gc::run(*args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}
