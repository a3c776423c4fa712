//! One file a command.

mod diff;

use crate::args::{Cli, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(cli: Cli) -> Exit {
    match cli.command {
        Command::Diff(args) => diff::run(*args),
    }
}
