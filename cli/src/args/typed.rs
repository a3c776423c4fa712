//! What was typed, by what it is about: for commands in which flags exclude others that the environment may give.

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

/// The flags that were typed, each with the heading that the help has it under.
#[derive(Debug, Default)]
pub(crate) struct Typed(Vec<(String, String)>);

impl Typed {
    /// Of a command.
    pub(super) fn new(command: &Command, matches: &ArgMatches) -> Self {
        let typed = command
            .get_arguments()
            .filter(|arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine));
        let named = |arg: &clap::Arg| {
            Some((arg.get_long()?.to_owned(), arg.get_help_heading().unwrap_or_default().to_owned()))
        };
        Self(typed.filter_map(named).collect())
    }

    /// The first one under any of these headings.
    pub(crate) fn under(&self, headings: &[&str]) -> Option<&str> {
        let found = self.0.iter().find(|(_, heading)| headings.contains(&heading.as_str()));
        found.map(|(flag, _)| flag.as_str())
    }
}
