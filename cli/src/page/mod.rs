//! The page that shows a result: one HTML file that loads nothing else.
//!
//! The sections of the pairs are written as they come, to a file that has no name; only a line a pair is kept. When all
//! are there, the head, which has the numbers of all, is written to the file that it will be, and the sections behind it.

mod data_uri;
mod policy;
mod section;
mod shown;
mod views;

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use askama::Template;
use depicted::{Highlight, HighlightMode};

use crate::files::{Input, Replacement, STREAM, cannot_write, check_folder_of, folder_of};
use crate::folders::{Outcome, Summary};
use crate::trouble::Trouble;
use section::Section;
pub use shown::{Shown, write_page};
use views::{Foot, Head, Index, Measured};

/// A page in the making.
pub(crate) struct Page {
    path: PathBuf,
    sections: BufWriter<File>,
    index: Index,
    summary: Summary,
    measured: Option<Measured>,
}

/// A path, and what came of it.
pub(crate) struct Subject<'a> {
    pub(crate) name: &'a str,
    pub(crate) before: &'a Input,
    pub(crate) after: &'a Input,
    pub(crate) outcome: &'a Outcome,
}

impl Page {
    /// Checks that a page could be there.
    ///
    /// # Errors
    /// When it is standard output, a directory, or in a directory that does not exist.
    pub(crate) fn check(path: &Path) -> Result<(), Trouble> {
        if path.as_os_str() == STREAM {
            return Err(Trouble::usage("--html - is no file: give the name of one, as report.html"));
        }
        check_folder_of(path)
    }

    /// How a picture is drawn that is for the page only: small, and without the two that are beside it anyway.
    pub(crate) fn highlight(options: &Highlight) -> Highlight {
        let mode = match options.mode {
            HighlightMode::SideBySide => HighlightMode::Overlay,
            mode => mode,
        };
        Highlight { mode, format: None, ..options.clone() }
    }

    /// Begins a page.
    ///
    /// # Errors
    /// When nothing can be written where it will be.
    pub(crate) fn create(path: &Path) -> Result<Self, Trouble> {
        let sections = tempfile::tempfile_in(folder_of(path)).map_err(|error| cannot_write(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            sections: BufWriter::with_capacity(1 << 16, sections),
            index: Index::default(),
            summary: Summary::default(),
            measured: None,
        })
    }

    /// Takes in what came of one path.
    ///
    /// # Errors
    /// When a picture can no longer be read, or the page cannot be written.
    pub(crate) fn add(&mut self, subject: &Subject<'_>) -> Result<(), Trouble> {
        self.summary.count(subject.outcome);
        if let Outcome::Compared { report, .. } = subject.outcome {
            self.measured.get_or_insert_with(|| Measured::new(report));
        }
        let number = self.index.add(subject);
        let Outcome::Compared { report, highlight } = subject.outcome else { return Ok(()) };
        if report.same() {
            return Ok(());
        }
        let section = Section::new(number, subject, report, highlight.as_ref())?;
        section
            .write(&mut self.sections)
            .map_err(|why| why.unwrap_or_else(|error| cannot_write(&self.path, error)))
    }

    /// Puts the page in its place; `names` are those of before and after.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn finish(self, names: &[String; 2], elapsed: Duration) -> Result<(), Trouble> {
        let Self { path, sections, index, summary, measured } = self;
        let head = Head::new(names, &summary, &index, measured.as_ref());
        let write = || {
            let mut sections = sections.into_inner().map_err(io::IntoInnerError::into_error)?;
            sections.rewind()?;
            let mut page = Replacement::create(&path)?;
            head.write_into(&mut page)?;
            io::copy(&mut sections, &mut page)?;
            Foot::new(elapsed).write_into(&mut page)?;
            page.flush()?;
            page.finish()
        };
        write().map_err(|error| cannot_write(&path, error))
    }
}
