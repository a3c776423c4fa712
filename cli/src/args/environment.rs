//! The environment: a variable for every flag of most commands, read as if the flag had been typed with its value.
//!
//! A variable is a default for many runs, so where what was typed leaves it no meaning it is passed over.

use std::ffi::{OsStr, OsString};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, parser::ValueSource};

use crate::files::STREAM;

/// In front of the name of every variable.
const PREFIX: &str = "DEPICTED_";

/// The commands whose flags have variables.
pub(super) const WITH: [&str; 10] = [
    "diff",
    "update",
    "test",
    "approve",
    "init",
    "diff-my-images",
    "diff-my-urls",
    "pair-diff",
    "site-diff",
    "worker",
];

/// What has no variable: it says what is to be done, not how.
const WITHOUT: [&str; 9] =
    ["help", "serve_stdio", "list", "watch", "all", "url", "before_url", "after_url", "output_dir"];

/// What a switch may be set to, in letters of either case.
const YES: [&str; 4] = ["true", "1", "yes", "on"];
const NO: [&str; 4] = ["false", "0", "no", "off"];

/// The flags that the environment gave, by their long names.
#[derive(Debug, Default)]
pub(crate) struct Environment(Vec<String>);

impl Environment {
    /// Whether this flag came from the environment.
    pub(super) fn gave(&self, flag: &str) -> bool {
        self.0.iter().any(|given| given == flag)
    }

    /// Takes what the environment gives into what was typed, behind the name of the command: `typed` is what
    /// the command made of it without.
    ///
    /// # Errors
    /// For a switch that is neither on nor off.
    pub(super) fn extend(
        args: &mut Vec<OsString>,
        command: &Command,
        typed: &ArgMatches,
        variables: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, clap::Error> {
        let is_typed =
            |arg: &Arg| typed.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
        let value_of = |arg: &Arg| typed.get_raw(arg.get_id().as_str()).and_then(|mut values| values.next());
        let typed: Vec<&Arg> = command.get_arguments().filter(|arg| is_typed(arg)).collect();
        let stdout_is_taken = typed.iter().any(|arg| takes_stdout(arg, value_of(arg)));
        let fits = |arg: &Arg| {
            !typed.iter().any(|other| other.get_id() == arg.get_id() || excludes(command, arg, other))
        };
        let mut given = Vec::new();
        let mut words = Vec::new();
        for arg in command.get_arguments().filter(|arg| fits(arg)) {
            let Some((flag, name)) = arg.get_long().zip(variable(arg)) else { continue };
            let Some(value) = variables(&name).filter(|value| !value.is_empty()) else { continue };
            if stdout_is_taken && takes_stdout(arg, Some(&value)) {
                continue;
            }
            let before = words.len();
            words.extend(self::words(arg, flag, &name, value)?);
            if words.len() > before {
                given.push(flag.to_owned());
            }
        }
        args.splice(2..2, words);
        Ok(Self(given))
    }

    /// Says of an error which variables are behind it.
    pub(super) fn blame(&self, mut error: clap::Error) -> clap::Error {
        let mut told = String::new();
        for kind in [ContextKind::InvalidArg, ContextKind::PriorArg] {
            match error.get(kind) {
                Some(ContextValue::String(flag)) => told += flag,
                Some(ContextValue::Strings(flags)) => told += &flags.join(" "),
                _ => {}
            }
            told.push(' ');
        }
        let is_told =
            |flag: &&String| told.split([' ', '=']).any(|word| word.strip_prefix("--") == Some(flag));
        let mut names: Vec<String> = self.0.iter().filter(is_told).map(|flag| name(flag)).collect();
        if names.is_empty() {
            names = self.0.iter().map(|flag| name(flag)).collect();
        }
        let tip = format!("the environment says so: change or unset {}", names.join(", "));
        let mut tips = match error.get(ContextKind::Suggested) {
            Some(ContextValue::StyledStrs(tips)) => tips.clone(),
            _ => Vec::new(),
        };
        tips.push(StyledStr::from(tip));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
        error
    }
}

/// Adds `[env: …]` to the long help of every flag that has a variable.
pub(super) fn state(command: Command) -> Command {
    command.mut_args(|arg| {
        let Some(name) = variable(&arg) else { return arg };
        let long = arg.get_long_help().or(arg.get_help()).cloned().unwrap_or_default().to_string();
        let beside_default = long.rsplit("\n\n").next().is_some_and(|last| last.starts_with("[default: "));
        let space = if beside_default { " " } else { "\n\n" };
        arg.long_help(format!("{long}{space}[env: {name}]"))
    })
}

/// The variable of a flag. Settings of the server bring their own, which are read elsewhere.
fn variable(arg: &Arg) -> Option<String> {
    let has_none = WITHOUT.contains(&arg.get_id().as_str()) || arg.get_env().is_some();
    let flag = arg.get_long().filter(|_| !has_none)?;
    Some(name(flag))
}

fn name(flag: &str) -> String {
    format!("{PREFIX}{}", flag.replace('-', "_").to_ascii_uppercase())
}

/// Whether two flags cannot be given together.
fn excludes(command: &Command, one: &Arg, other: &Arg) -> bool {
    let names = |arg, other: &Arg| {
        command.get_arg_conflicts_with(arg).iter().any(|arg| arg.get_id() == other.get_id())
    };
    names(one, other) || names(other, one)
}

/// Whether standard output is for what a flag asks for, and for nothing else.
fn takes_stdout(arg: &Arg, value: Option<&OsStr>) -> bool {
    match arg.get_id().as_str() {
        "json" | "show" => true,
        "output" => value.is_some_and(|value| value == STREAM),
        _ => false,
    }
}

/// What to type in place of a variable.
fn words(arg: &Arg, flag: &str, name: &str, value: OsString) -> Result<Vec<OsString>, clap::Error> {
    let typed = |value: OsString| {
        let mut word = OsString::from(format!("--{flag}="));
        word.push(value);
        word
    };
    match arg.get_action() {
        ArgAction::SetTrue => {
            let is = |names: &[&str]| names.iter().any(|name| value.eq_ignore_ascii_case(name));
            match (is(&YES), is(&NO)) {
                (true, _) => Ok(vec![format!("--{flag}").into()]),
                (_, true) => Ok(Vec::new()),
                _ => Err(clap::Error::raw(
                    ErrorKind::InvalidValue,
                    format!(
                        "the environment variable {name} is '{}': give true or false\n",
                        value.to_string_lossy()
                    ),
                )),
            }
        }
        ArgAction::Append => match value.to_str() {
            Some(text) => Ok(text.split_whitespace().map(|one| typed(one.into())).collect()),
            None => Ok(vec![typed(value)]),
        },
        _ => Ok(vec![typed(value)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The flags of all commands that have variables.
    fn flags() -> Vec<Arg> {
        let command = super::super::command();
        let known = WITH.iter().filter_map(|name| command.find_subcommand(name));
        known
            .flat_map(|command| command.get_arguments().filter(|arg| arg.get_long().is_some()))
            .cloned()
            .collect()
    }

    fn names() -> Vec<String> {
        flags().iter().filter_map(variable).collect()
    }

    #[test]
    fn every_flag_has_a_variable_and_says_so() {
        let mut stated = 0;
        for arg in flags() {
            let help = arg.get_long_help().or(arg.get_help()).expect("a flag has help").to_string();
            match variable(&arg) {
                Some(name) => assert!(help.ends_with(&format!("[env: {name}]")), "{help}"),
                None => assert!(WITHOUT.contains(&arg.get_id().as_str()) || arg.get_env().is_some()),
            }
            stated += usize::from(help.contains("[env: "));
        }
        assert_eq!(stated, names().len());
        assert!(names().contains(&"DEPICTED_MAX_DIFFERENT_PIXELS".to_owned()));
    }

    /// The tests of this repository have variables of their own.
    #[test]
    fn no_variable_is_one_of_the_tests() {
        for taken in ["BLESS", "CASE", "CORPUS", "DIFFERENTIAL"] {
            assert!(!names().contains(&format!("{PREFIX}{taken}")), "{taken}");
        }
    }
}
