//! One comparison, from two files to all that is kept of it. It knows no queue and no database.

mod job;
mod log;
mod looks;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depicted::{Differ, Error, ErrorKind, Options, Report};

use super::failure::Failure;

pub(super) use job::{Payload, run};

/// What is kept of a comparison.
struct Compared {
    report: Report,
    /// The highlighted picture, where they differ.
    highlight: Option<PathBuf>,
    /// A small picture for lists, as PNG.
    thumbnail: Option<Vec<u8>>,
    /// What finds each changed place elsewhere: SHA-256 of the pixels before and after, in hexadecimal digits.
    hashes: Vec<String>,
    /// What was found, for people.
    log: String,
}

/// Compares two files; the highlighted picture goes into the folder. It blocks.
fn compare(folder: &Path, before: &Path, after: &Path, options: &Options) -> Result<Compared, Failure> {
    let start = Instant::now();
    let highlight = folder.join("highlight.png");
    let differ = Differ::new(options.clone()).clock(move || start.elapsed()).highlight_to_path(&highlight);
    let report = differ.diff(before, after).map_err(|error| failure(&error, before, after))?;
    metrics::histogram!("depicted_diff_seconds").record(start.elapsed());
    let highlight = report.highlight_written.then_some(highlight);
    let looks = looks::look(before, after, highlight.as_deref(), &report);
    let log = log::of(&report, options, &[before, after].map(size), &looks.remarks);
    Ok(Compared { report, highlight, thumbnail: looks.thumbnail, hashes: looks.hashes, log })
}

fn failure(error: &Error, before: &Path, after: &Path) -> Failure {
    let again = error.kind() == ErrorKind::Io;
    let [before, after] = [before, after].map(size);
    let log = format!(
        "the pictures could not be compared ({}): {error}\nbefore: {before} bytes\nafter:  {after} bytes\n",
        error.code()
    );
    Failure { log, message: error.to_string(), again, last_frame: None }
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |data| data.len())
}
