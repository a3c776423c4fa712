//! The arguments of the commands that are about the command line itself.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// Print completions of the command line for a shell
///
/// They are made of the same definitions as the help.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  depicted completions bash > ~/.local/share/bash-completion/completions/depicted
  depicted completions zsh > ~/.zfunc/_depicted
      with ~/.zfunc in $fpath, before compinit
  depicted completions fish > ~/.config/fish/completions/depicted.fish
  depicted completions elvish >> ~/.config/elvish/rc.elv
  depicted completions powershell >> $PROFILE")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Print the manual, or write it to a directory, one page a command
///
/// The pages are made of the same definitions as the help. Without a directory all pages are printed, one after the
/// other.
#[derive(Args, Debug)]
#[command(after_long_help = "\
Examples:
  depicted man | man -l -
  depicted man --output ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// Write the pages to this directory, which is made when it is needed
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}
