//! What is told, and on which stream: the result on standard output, everything else on standard error.

mod bar;
mod folders;
mod json;
mod stream;
mod text;

use std::io::{self, Write};

use depicted::Report;

use crate::args::Voice;
use crate::exit::Exit;
use crate::files::Target;
use crate::trouble::Trouble;
pub(crate) use bar::Bar;
pub(crate) use folders::{FolderTeller, Progress};
pub(crate) use stream::Stdout;

/// Tells results and trouble.
#[derive(Default)]
pub(crate) struct Teller {
    voice: Voice,
    stdout: Stdout,
}

impl Teller {
    /// Tells in this voice.
    pub(crate) fn new(voice: Voice) -> Self {
        Self { voice, stdout: Stdout::new() }
    }

    /// Standard output, for a picture.
    pub(crate) fn stdout(&mut self) -> &mut Stdout {
        &mut self.stdout
    }

    /// Tells a result. Where a picture goes to standard output, the verdict goes to standard error.
    ///
    /// # Errors
    /// When standard output cannot be written; one that was closed by its reader is no error.
    pub(crate) fn report(&mut self, report: &Report, target: Option<&Target>) -> Result<(), Trouble> {
        if self.voice.verbose {
            to_stderr(&text::details(report, target));
        }
        let line = if self.voice.json { json::report(report) } else { report.to_string() };
        let told = match target {
            _ if self.voice.quiet => Ok(()),
            Some(Target::Stdout) => {
                to_stderr(&format!("{line}\n"));
                Ok(())
            }
            _ => writeln!(self.stdout, "{line}"),
        };
        told.and_then(|()| self.stdout.flush()).map_err(|error| cannot_tell(&error))
    }

    /// Prints a picture as a terminal reads it.
    ///
    /// # Errors
    /// As for a report.
    pub(crate) fn picture(&mut self, text: &str) -> Result<(), Trouble> {
        writeln!(self.stdout, "{text}")
            .and_then(|()| self.stdout.flush())
            .map_err(|error| cannot_tell(&error))
    }

    /// Tells a detail for `--verbose`.
    pub(crate) fn detail(&self, detail: &str) {
        if self.voice.verbose {
            to_stderr(&format!("{}\n", text::detail(detail)));
        }
    }

    /// Tells why there is no result, in one line.
    pub(crate) fn trouble(&self, trouble: &Trouble) {
        let line = if self.voice.json { json::trouble(trouble) } else { text::trouble(trouble) };
        to_stderr(&format!("{line}\n"));
    }
}

/// Tells what was left undone, in one line on standard error.
pub(crate) fn note(note: &str) {
    to_stderr(&format!("depicted: {}\n", text::detail(note)));
}

/// Tells a detail, in one line on standard error.
#[cfg(feature = "capture")]
pub(crate) fn remark(remark: &str) {
    to_stderr(&format!("{}\n", text::detail(remark)));
}

/// How to exit, or 2 after the trouble was told.
#[cfg(feature = "capture")]
pub(crate) fn told(exit: Result<Exit, Trouble>) -> Exit {
    exit.unwrap_or_else(|trouble| {
        Teller::default().trouble(&trouble);
        Exit::Trouble
    })
}

/// Prints what was asked for and is no result, and says how to exit.
pub(crate) fn print(bytes: &[u8]) -> Exit {
    let mut stdout = Stdout::new();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Exit::Fine,
        Err(error) => {
            Teller::default().trouble(&cannot_tell(&error));
            Exit::Trouble
        }
    }
}

/// The trouble with standard output.
pub(crate) fn cannot_tell(error: &io::Error) -> Trouble {
    Trouble::io(format!("cannot write to standard output: {error}"))
}

/// There is nowhere to tell that standard error cannot be written.
fn to_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
