//! What was typed, and the help that says what can be.

mod defaults;
mod diff;
mod folders;
mod options;
mod page;
mod values;
mod voice;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub(crate) use diff::DiffArgs;
pub(crate) use folders::FolderVoice;
pub(crate) use voice::Voice;

/// Compares screenshots and says what a person would see.
#[derive(Debug, Parser)]
#[command(name = "depicted", bin_name = "depicted", version, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 the same, 1 different, 2 trouble.")]
#[command(after_long_help = "\
Exit codes:
  0    nothing differs
  1    something differs
  2    trouble: wrong usage, a picture that cannot be read, a file that cannot be written
  130  interrupted

Examples:
  depicted diff before.png after.png
  depicted diff before.png after.png --output diff.png
  depicted diff shots/main shots/branch --html report.html
  depicted help diff")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Diff(Box<DiffArgs>),
}

/// Reads the command line.
///
/// # Errors
/// What is to be printed in place of a run: help, the version, or what is wrong.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let mut command = command();
    let mut matches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// The whole command line.
fn command() -> clap::Command {
    Cli::command().mut_subcommand("diff", defaults::state)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }
}
