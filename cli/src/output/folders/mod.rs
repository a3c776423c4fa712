//! What is told of two directories: in order, and the same with any number of jobs.

mod json;
mod progress;
mod table;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use crate::args::{FolderVoice, Voice};
use crate::folders::{Drawn, Item, Outcome, Summary};
use crate::names::{printable, slashed};
use crate::output::stream::Stdout;
use crate::output::{cannot_tell, text, to_stderr};
use crate::trouble::Trouble;
pub(crate) use progress::Progress;
use table::Table;

/// Tells what came of two directories.
pub(crate) struct FolderTeller {
    form: Form,
    verbose: bool,
    stdout: Stdout,
}

enum Form {
    /// Trouble only, at the end.
    Quiet(Vec<Trouble>),
    /// A table and some lines, at the end.
    Table(Box<Table>),
    /// One document, written as its parts come.
    Document { first: bool },
    /// A document a line.
    Lines,
}

impl FolderTeller {
    /// Tells in this voice; `highlights` says whether the table has a column for them.
    pub(crate) fn new(voice: Voice, folder_voice: FolderVoice, highlights: bool) -> Self {
        let form = if folder_voice.json_lines {
            Form::Lines
        } else if voice.json {
            Form::Document { first: true }
        } else if voice.quiet {
            Form::Quiet(Vec::new())
        } else {
            Form::Table(Box::new(Table::new(highlights)))
        };
        Self { form, verbose: voice.verbose, stdout: Stdout::new() }
    }

    /// Tells what came of one path.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn outcome(&mut self, item: &Item, outcome: &Outcome) -> Result<(), Trouble> {
        let path = slashed(&item.path);
        if self.verbose {
            to_stderr(&text::outcome(&path, outcome));
        }
        let told = match &mut self.form {
            Form::Quiet(troubles) => {
                if let Outcome::Failed(trouble) = outcome {
                    troubles.push(trouble.clone());
                }
                Ok(())
            }
            Form::Table(table) => {
                table.add(&path, outcome);
                Ok(())
            }
            Form::Document { first } => {
                let lead = if std::mem::take(first) { json::OPENING } else { ",\n" };
                write!(self.stdout, "{lead}{}", json::outcome(&path, outcome))
            }
            Form::Lines => {
                writeln!(self.stdout, "{}", json::outcome(&path, outcome)).and_then(|()| self.stdout.flush())
            }
        };
        told.map_err(|error| cannot_tell(&error))
    }

    /// Tells the rest.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn finish(mut self, summary: &Summary, elapsed: Duration) -> Result<(), Trouble> {
        let out = &mut self.stdout;
        let told = match self.form {
            Form::Quiet(troubles) => {
                tell_all(&troubles);
                Ok(())
            }
            Form::Table(table) => {
                tell_all(table.troubles());
                writeln!(out, "{table}{summary} (in {:.1} s)", elapsed.as_secs_f64())
            }
            Form::Document { .. } => writeln!(out, "{}", json::ending(summary, elapsed)),
            Form::Lines => writeln!(out, "{}", json::summary(summary, elapsed)),
        };
        told.and_then(|()| out.flush()).map_err(|error| cannot_tell(&error))
    }
}

fn tell_all(troubles: &[Trouble]) {
    for trouble in troubles {
        to_stderr(&format!("{}\n", text::trouble(trouble)));
    }
}

/// The file of a highlighted picture.
fn highlight_path(outcome: &Outcome) -> Option<&Path> {
    match outcome {
        Outcome::Compared { highlight: Some(Drawn::File(path)), .. } => Some(path),
        _ => None,
    }
}

/// The same, for people.
fn highlight_name(outcome: &Outcome) -> Option<String> {
    highlight_path(outcome).map(|path| printable(&path.display().to_string()))
}
