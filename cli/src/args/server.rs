//! What `depicted serve` takes.

use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Args, Command};
use depicted_server::{Settings, defaults_from_file};

/// Run a server: builds, releases, pages to review, a queue and its workers
///
/// In an empty folder it just works: SQLite, pictures in a folder, one worker that compares. The first start tells the
/// password of `admin` and an API key, once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depicted serve
  depicted serve --data /var/lib/depicted --public-url https://pictures.example.org
  depicted serve --config /etc/depicted.toml --check-config")]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// A file of settings, in TOML: a key a flag, `diff_workers = 2`. Flags and variables come before it
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Looks at all settings, says what is wrong, and starts nothing
    #[arg(long)]
    pub(crate) check_config: bool,
}

/// Makes what the file says the defaults of `depicted serve`.
///
/// # Errors
/// When the file cannot be used.
pub(super) fn with_file(command: Command, file: &Path) -> Result<Command, clap::Error> {
    let mut told = None;
    let mut command = command.mut_subcommand("serve", |serve| {
        defaults_from_file(serve.clone(), file).unwrap_or_else(|error| {
            told = Some(format!("{error:#}"));
            serve
        })
    });
    match told {
        Some(message) => Err(command.error(ErrorKind::InvalidValue, message)),
        None => Ok(command),
    }
}
