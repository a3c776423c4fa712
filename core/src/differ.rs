//! The two ways in: a function, and a builder for the rest.

use std::io::Write;
use std::path::PathBuf;

use crate::highlight::Target;
use crate::pipeline::{self, Job};
use crate::{Clock, Error, Options, Picture, Report};

/// Compares two pictures.
///
/// Pictures are encoded bytes, paths, readers or raw RGBA8 pixels, see [`Picture`].
///
/// ```
/// # let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pictures");
/// # let (before, after) = (format!("{dir}/before.png"), format!("{dir}/after.png"));
/// let report = depicted::diff(&before, &after, &depicted::Options::default())?;
/// assert_eq!(report.verdict, depicted::Verdict::Different);
/// # Ok::<(), depicted::Error>(())
/// ```
///
/// # Errors
/// See [`ErrorKind`](crate::ErrorKind).
pub fn diff<'a>(
    before: impl Into<Picture<'a>>,
    after: impl Into<Picture<'a>>,
    options: &Options,
) -> Result<Report, Error> {
    Differ::new(options.clone()).diff(before, after)
}

/// Compares two pictures, writes the highlighted picture, takes the time.
///
/// ```
/// # let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pictures");
/// # let (before, after) = (format!("{dir}/before.png"), format!("{dir}/after.png"));
/// let mut highlight = Vec::new();
/// let report = depicted::Differ::default().highlight_to_writer(&mut highlight).diff(&before, &after)?;
/// assert!(report.highlight_written && highlight.starts_with(b"\x89PNG"));
/// # Ok::<(), depicted::Error>(())
/// ```
#[derive(Default)]
#[must_use = "call diff() to compare"]
pub struct Differ<'a> {
    options: Options,
    target: Option<Target<'a>>,
    clock: Option<Box<dyn Clock + 'a>>,
    band_rows: Option<u32>,
}

impl<'a> Differ<'a> {
    /// A comparison with these options.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Writes the highlighted picture to a file, when the verdict is `different` or
    /// [`Highlight::always`](crate::Highlight::always) is set. The file appears, or is replaced, when it is complete.
    /// A name that ends in `.webp` makes it a WebP, any other a PNG, unless
    /// [`Highlight::format`](crate::Highlight::format) is set.
    pub fn highlight_to_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.target = Some(Target::Path(path.into()));
        self
    }

    /// The same, to a writer, as PNG unless [`Highlight::format`](crate::Highlight::format) is set.
    pub fn highlight_to_writer(mut self, writer: &'a mut (dyn Write + Send)) -> Self {
        self.target = Some(Target::Writer(writer));
        self
    }

    /// Takes the time of the stages for [`Report::elapsed_ms`].
    pub fn clock(mut self, clock: impl Clock + 'a) -> Self {
        self.clock = Some(Box::new(clock));
        self
    }

    /// Rows that are read at a time; at least 1. It changes memory and speed and never the result. Default: 64.
    pub fn band_rows(mut self, rows: u32) -> Self {
        self.band_rows = Some(rows.max(1));
        self
    }

    /// Compares.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). After an error no highlighted picture was written, and an old file is as it
    /// was.
    pub fn diff<'p>(
        self,
        before: impl Into<Picture<'p>>,
        after: impl Into<Picture<'p>>,
    ) -> Result<Report, Error> {
        pipeline::run(Job {
            before: before.into(),
            after: after.into(),
            options: &self.options,
            target: self.target,
            clock: self.clock.as_deref(),
            band_rows: self.band_rows.unwrap_or(pipeline::BAND_ROWS),
        })
    }
}
