//! One comparison, from two files to all that is kept of it. It blocks, and knows no queue and no database.

mod log;
mod looks;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depicted::{Differ, Error, ErrorKind, Options, Report};
use serde::Deserialize;

use depicted::workflow::ArtifactId;

pub(super) use looks::Place;

/// What a task of the queue asks for.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Payload {
    /// The picture after.
    pub(super) run_sha1sum: ArtifactId,
    /// The picture before.
    pub(super) reference_sha1sum: ArtifactId,
}

/// What is kept of a comparison.
pub(super) struct Compared {
    pub(super) report: Report,
    /// The highlighted picture, where they differ.
    pub(super) highlight: Option<PathBuf>,
    /// A small picture for lists, as PNG.
    pub(super) thumbnail: Option<Vec<u8>>,
    /// The changed places, for finding the same change elsewhere.
    pub(super) places: Vec<Place>,
    /// What was found, for people.
    pub(super) log: String,
}

/// Why there is no comparison.
pub(super) struct Failure {
    /// For people, more than a line.
    pub(super) log: String,
    /// One line.
    pub(super) message: String,
    /// Whether another attempt may do better.
    pub(super) again: bool,
}

/// Compares two files; the highlighted picture goes into the folder.
pub(super) fn compare(
    folder: &Path,
    before: &Path,
    after: &Path,
    options: &Options,
) -> Result<Compared, Failure> {
    let start = Instant::now();
    let highlight = folder.join("highlight.png");
    let differ = Differ::new(options.clone()).clock(move || start.elapsed()).highlight_to_path(&highlight);
    let report = differ.diff(before, after).map_err(|error| failure(&error, before, after))?;
    metrics::histogram!("depicted_diff_seconds").record(start.elapsed());
    let highlight = report.highlight_written.then_some(highlight);
    let looks = looks::look(before, after, highlight.as_deref(), &report);
    let log = log::of(&report, options, &[before, after].map(size), &looks.remarks);
    Ok(Compared { report, highlight, thumbnail: looks.thumbnail, places: looks.places, log })
}

fn failure(error: &Error, before: &Path, after: &Path) -> Failure {
    let again = error.kind() == ErrorKind::Io;
    let [before, after] = [before, after].map(size);
    let log = format!(
        "the pictures could not be compared ({}): {error}\nbefore: {before} bytes\nafter:  {after} bytes\n",
        error.code()
    );
    Failure { log, message: error.to_string(), again }
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |data| data.len())
}
