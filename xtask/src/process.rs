//! Runs other programs: shows the command line, gives them no stdin, and says what went wrong.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{Command, ExitStatus, Output, Stdio};

use anyhow::{Context, Result, anyhow, bail};

/// One call of a program.
#[derive(Debug)]
pub(crate) struct Call {
    command: Command,
    /// The environment variables that were set, for the shown command line.
    env: String,
}

impl Call {
    /// A call of `program`, found on PATH, in the workspace's root.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).current_dir(crate::workspace::root());
        Self { command, env: String::new() }
    }

    /// A call of the Cargo that runs this command.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// Adds arguments that are separated by spaces.
    pub(crate) fn words(mut self, words: &str) -> Self {
        self.command.args(words.split_whitespace());
        self
    }

    /// Adds one argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds the program and the arguments of another call, for programs that run others.
    pub(crate) fn then(mut self, other: &Self) -> Self {
        self.command.arg(other.command.get_program()).args(other.command.get_args());
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        let _ = write!(self.env, "{name}={value} ");
        self
    }

    /// Runs in another folder than the workspace's root.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Sends stderr to stdout, so that both stay in order when only stdout is kept.
    pub(crate) fn all_to_stdout(mut self) -> Self {
        self.command.stderr(io::stdout());
        self
    }

    /// Shows the command line and runs it; its output passes through unchanged. Fails unless it exits with 0.
    pub(crate) fn run(mut self) -> Result<()> {
        println!("$ {self}");
        let status = self.command.status().map_err(|error| self.not_started(&error))?;
        if !status.success() {
            bail!("`{self}` {}", ended(status));
        }
        Ok(())
    }

    /// Runs without showing anything and returns what it printed, whatever its exit code.
    pub(crate) fn output(mut self) -> Result<Output> {
        self.command.output().map_err(|error| self.not_started(&error))
    }

    /// Runs without showing anything and returns its stdout. Fails unless it exits with 0.
    pub(crate) fn stdout(mut self) -> Result<String> {
        let output = self.command.output().map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!("`{self}` {}: {}", ended(output.status), stderr.trim());
        }
        String::from_utf8(output.stdout)
            .with_context(|| format!("`{self}` printed something that is not UTF-8"))
    }

    /// Whether the program exists and exits with 0.
    pub(crate) fn works(self) -> bool {
        self.output().is_ok_and(|output| output.status.success())
    }

    fn not_started(&self, error: &io::Error) -> anyhow::Error {
        if error.kind() == ErrorKind::NotFound {
            anyhow!("`{}` is not installed or not on PATH", self.command.get_program().display())
        } else {
            anyhow!("`{self}` could not be started: {error}")
        }
    }
}

impl std::fmt::Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let program = Path::new(self.command.get_program());
        f.write_str(&self.env)?;
        write!(f, "{}", program.file_name().unwrap_or(program.as_os_str()).display())?;
        for arg in self.command.get_args() {
            write!(f, " {}", arg.display())?;
        }
        Ok(())
    }
}

fn ended(status: ExitStatus) -> String {
    status
        .code()
        .map_or_else(|| format!("was ended: {status}"), |code| format!("failed with exit code {code}"))
}
