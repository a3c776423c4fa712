//! The comparison of one path.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depicted::{Differ, ErrorKind, Options};

use super::{Drawing, Highlights, Item, Kind, Outcome};
use crate::files::{Input, LateFile, cannot_write};
use crate::names::slashed;
use crate::trouble::Trouble;

/// Compares the pairs of two directories.
pub(crate) struct Comparer {
    pub(crate) before: PathBuf,
    pub(crate) after: PathBuf,
    pub(crate) options: Options,
    /// Where highlighted pictures are written.
    pub(crate) highlights: Option<Highlights>,
    /// Whether they are wanted in memory where they are not written.
    pub(crate) drawn: bool,
}

impl Comparer {
    /// What comes of one path.
    pub(crate) fn outcome(&self, item: &Item) -> Outcome {
        match &item.kind {
            Kind::Pair => self.pair(&item.path).unwrap_or_else(Outcome::Failed),
            Kind::Only(side) => Outcome::Only(*side),
            Kind::Unreadable(trouble) => Outcome::Failed(trouble.clone()),
        }
    }

    fn pair(&self, path: &Path) -> Result<Outcome, Trouble> {
        let (before, after) = (Input::File(self.before.join(path)), Input::File(self.after.join(path)));
        let mut drawing = match &self.highlights {
            Some(highlights) => Drawing::File(LateFile::new(highlights.path(path))),
            None if self.drawn => Drawing::Memory(Vec::new()),
            None => Drawing::Nowhere,
        };
        let file = drawing.path().map(Path::to_owned);
        let start = Instant::now();
        let mut differ = Differ::new(self.options.clone()).clock(move || start.elapsed());
        if let Some(writer) = drawing.writer() {
            differ = differ.highlight_to_writer(writer);
        }
        let mut report = differ.diff(before.picture(), after.picture()).map_err(|error| {
            match (&file, error.source(), error.side(), error.kind()) {
                (Some(file), Some(why), None, ErrorKind::Io) => cannot_write(file, why),
                // It is the fault of neither picture, and of this pair all the same.
                (_, _, None, _) => {
                    Trouble { code: error.code(), side: None, message: format!("{}: {error}", slashed(path)) }
                }
                _ => Trouble::engine(&error, &before, &after),
            }
        })?;
        let highlight = if report.highlight_written {
            let place = |why| cannot_write(file.as_deref().unwrap_or(path), why);
            drawing.finish().map_err(place)?
        } else {
            None
        };
        // What is drawn for a page only is not a file that anyone could open.
        report.highlight_written = file.is_some() && highlight.is_some();
        Ok(Outcome::Compared { report: Box::new(report), highlight })
    }
}
