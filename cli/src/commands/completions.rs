//! `depicted completions`: what a shell needs to complete the command line.

use clap_complete::generate;

use crate::args::{CompletionsArgs, command};
use crate::exit::Exit;
use crate::output::print;

/// Prints the completions, and says how to exit.
pub(super) fn run(args: &CompletionsArgs) -> Exit {
    let mut text = Vec::new();
    generate(args.shell, &mut command(), "depicted", &mut text);
    print(&text)
}
