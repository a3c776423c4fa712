//! What was typed, and the help that says what can be.

mod defaults;
#[cfg(all(feature = "capture", feature = "server"))]
mod demo;
mod diff;
#[cfg(feature = "capture")]
mod doctor;
mod environment;
mod folders;
#[cfg(feature = "capture")]
mod local;
mod options;
mod page;
#[cfg(feature = "server")]
mod remote;
mod serve;
#[cfg(feature = "server")]
mod server;
mod tools;
#[cfg(feature = "server")]
mod typed;
mod values;
mod view;
mod voice;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

#[cfg(all(feature = "capture", feature = "server"))]
pub(crate) use demo::DemoArgs;
pub(crate) use diff::DiffArgs;
#[cfg(feature = "capture")]
pub(crate) use doctor::{DoctorArgs, DoctorCommand, DoctorPageArgs};
pub(crate) use folders::FolderVoice;
#[cfg(feature = "capture")]
pub(crate) use local::{ApproveArgs, InitArgs, LocalArgs, TestArgs, UpdateArgs};
#[cfg(feature = "server")]
pub(crate) use remote::{
    AccessArgs, CaptureArgs, CrawlArgs, ImagesArgs, PairArgs, ReleaseArgs, RemoteVoice, Robots, ServerArgs,
    SiteArgs, UrlsArgs, WorkerArgs,
};
#[cfg(feature = "server")]
pub(crate) use server::ServeArgs;
pub(crate) use tools::{CompletionsArgs, ManArgs};
pub(crate) use view::Show;
pub(crate) use voice::Voice;

use environment::Environment;

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
    #[cfg(all(feature = "capture", feature = "server"))]
    Demo(DemoArgs),
    #[cfg(feature = "capture")]
    Init(InitArgs),
    #[cfg(feature = "capture")]
    Update(UpdateArgs),
    #[cfg(feature = "capture")]
    Test(Box<TestArgs>),
    #[cfg(feature = "capture")]
    Approve(ApproveArgs),
    #[cfg(feature = "capture")]
    Doctor(DoctorArgs),
    #[cfg(feature = "server")]
    Serve(Box<ServeArgs>),
    #[cfg(feature = "server")]
    Worker(Box<WorkerArgs>),
    #[cfg(feature = "server")]
    Db(Box<depicted_server::DbArgs>),
    #[cfg(feature = "server")]
    Gc(Box<depicted_server::GcArgs>),
    #[cfg(feature = "server")]
    DiffMyImages(Box<ImagesArgs>),
    #[cfg(feature = "server")]
    DiffMyUrls(Box<UrlsArgs>),
    #[cfg(feature = "server")]
    PairDiff(Box<PairArgs>),
    #[cfg(feature = "server")]
    SiteDiff(Box<SiteArgs>),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Reads the command line, and what it leaves open from the variables of the environment.
///
/// # Errors
/// What is to be printed in place of a run: help, the version, or what is wrong.
pub(crate) fn parse(
    args: impl IntoIterator<Item = OsString>,
    variables: impl Fn(&str) -> Option<OsString>,
) -> Result<Cli, clap::Error> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    let mut command = command();
    // What was typed is read alone first: it decides which variables have a meaning, and its mistakes are told first.
    let mut matches = command.try_get_matches_from_mut(&args)?;
    let mut environment = Environment::default();
    #[cfg(feature = "server")]
    let typed = matches
        .subcommand()
        .and_then(|(name, typed)| Some(typed::Typed::new(command.find_subcommand(name)?, typed)));
    if let Some((name, typed)) = matches.subcommand()
        && environment::WITH.contains(&name)
        && let Some(chosen) = command.find_subcommand(name)
    {
        environment = Environment::extend(&mut args, chosen, typed, variables)?;
        matches = command.try_get_matches_from_mut(&args).map_err(|error| environment.blame(error))?;
    }
    #[cfg(feature = "server")]
    if let Some(serve) = matches.subcommand_matches("serve")
        && let Some(file) = serve.get_one::<std::path::PathBuf>("config")
    {
        command = server::with_file(command, file)?;
        matches = command.try_get_matches_from_mut(&args)?;
    }
    let mut cli = Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))?;
    match &mut cli.command {
        Command::Diff(args) => args.environment = environment,
        #[cfg(feature = "server")]
        Command::PairDiff(args) => args.typed = typed.unwrap_or_default(),
        _ => {}
    }
    Ok(cli)
}

/// The whole command line.
pub(crate) fn command() -> clap::Command {
    Cli::command().mut_subcommands(|command| match command.get_name() {
        "diff" | "test" | "pair-diff" => environment::state(defaults::state(command)),
        name if environment::WITH.contains(&name) => environment::state(command),
        _ => command,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }

    /// The commands in a text: what is between `depicted` and the end of a line, a pipe, a redirection or a remark.
    fn commands(text: &str) -> Vec<String> {
        let lines = text.lines().filter_map(|line| {
            let start =
                line.strip_prefix("depicted ").or(line.split_once("| depicted ").map(|(_, rest)| rest))?;
            let ends = [" | ", " > ", " >> ", " #", "`"].map(|end| start.find(end).unwrap_or(start.len()));
            Some(start[..ends.into_iter().min()?].trim().to_owned())
        });
        lines.collect()
    }

    #[test]
    fn the_examples_are_understood() {
        let mut text = include_str!("../../README.md").to_owned();
        let mut all = command();
        text += &all.render_long_help().to_string();
        for command in all.get_subcommands_mut() {
            text += &command.render_long_help().to_string();
        }
        let commands = commands(&text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n"));
        assert!(commands.len() > 25, "{commands:?}");
        // The name of the crate, in TOML, is no command, and neither is a form.
        for line in commands.iter().filter(|line| !line.starts_with('=') && !line.contains('[')) {
            let args = ["depicted"].into_iter().chain(line.split_whitespace()).map(Into::into);
            if let Err(error) = parse(args, |_| None) {
                // A file of an example is not there.
                if error.to_string().contains("cannot read /etc/") {
                    continue;
                }
                assert_eq!(error.kind(), clap::error::ErrorKind::DisplayHelp, "{line}: {error}");
            }
        }
    }
}
