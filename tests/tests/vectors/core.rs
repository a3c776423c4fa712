//! Walks the vectors through the Rust API.
//!
//! A case is run in several ways that must not matter: pictures by path, as bytes, from a reader; all rows at once or
//! one at a time; one thread or all.

use std::io::Cursor;
use std::path::PathBuf;

use depicted::{Differ, Picture, RgbaView};
use depicted_tests::bless::{self, Outcome};
use depicted_tests::case::{Case, Failure, Given};
use depicted_tests::{base64, walk};

use super::{expect, files};

/// How a picture is handed over.
#[derive(Clone, Copy, Debug)]
enum Form {
    Path,
    Bytes,
    Reader,
}

/// A form, rows of a band, and whether threads are set to 1.
const WAYS: [(Form, u32, bool); 4] =
    [(Form::Path, 64, false), (Form::Bytes, 1, true), (Form::Reader, 7, false), (Form::Bytes, 1 << 20, true)];

#[test]
fn every_case_through_the_rust_api() {
    files::bless_pictures();
    let cases = walk::cases().unwrap_or_else(|error| panic!("{error}"));
    let mut wrong = Vec::new();
    for case in &cases {
        if bless::wanted() {
            let outcome = run(case, WAYS[0]).unwrap_or_else(|error| panic!("{}: {error}", case.id));
            bless::write(case, &outcome).unwrap();
            continue;
        }
        for way in WAYS {
            let found = run(case, way).and_then(|outcome| check(case, &outcome));
            wrong.extend(found.err().map(|found| format!("{} {way:?}\n    {found}", case.id)));
        }
    }
    println!("{} cases, {} ways each", cases.len(), WAYS.len());
    assert!(wrong.is_empty(), "{} of {} runs are wrong:\n{}", wrong.len(), cases.len() * 4, wrong.join("\n"));
}

/// Runs a case one way. The error is one of the case file.
fn run(case: &Case, (form, band_rows, one_thread): (Form, u32, bool)) -> Result<Outcome, String> {
    let Ok(mut options) = case.options() else { return Ok(Err(Failure::bad_option())) };
    if one_thread && options.threads == 0 {
        options.threads = 1;
    }
    let (before, after) = (Loaded::new(&case.before, form)?, Loaded::new(&case.after, form)?);
    let mut highlight = Vec::new();
    let differ = Differ::new(options).band_rows(band_rows);
    let differ = if case.wants_highlight() { differ.highlight_to_writer(&mut highlight) } else { differ };
    let result = before
        .picture(form)
        .and_then(|before| Ok((before, after.picture(form)?)))
        .and_then(|(before, after)| differ.diff(before, after));
    Ok(match result {
        Ok(report) => {
            let highlight = report.highlight_written.then_some(highlight);
            Ok((report, highlight))
        }
        Err(error) => Err(Failure::from(&error)),
    })
}

/// A picture of a case, in memory or where it is.
enum Loaded {
    Path(PathBuf),
    Encoded(Vec<u8>),
    Rgba(Vec<u8>, u32, u32),
}

impl Loaded {
    fn new(given: &Given, form: Form) -> Result<Self, String> {
        Ok(match (given, form) {
            (Given::File(_), Form::Path) => Self::Path(given.file().unwrap_or_default()),
            (Given::File(_) | Given::Encoded(_), _) => Self::Encoded(given.encoded()?.unwrap_or_default()),
            (Given::Rgba(rgba), _) => Self::Rgba(base64::decode(&rgba.rgba)?, rgba.width, rgba.height),
            (Given::Missing(missing), _) => Self::Path(missing.path_missing.clone()),
        })
    }

    fn picture(&self, form: Form) -> Result<Picture<'_>, depicted::Error> {
        Ok(match self {
            Self::Path(path) => Picture::from_path(path),
            Self::Encoded(bytes) if matches!(form, Form::Reader) => Picture::from_reader(Cursor::new(bytes)),
            Self::Encoded(bytes) => Picture::from_bytes(bytes),
            Self::Rgba(pixels, width, height) => Picture::from_rgba(RgbaView::new(pixels, *width, *height)?),
        })
    }
}

/// Holds what came of a case against what is expected.
fn check(case: &Case, outcome: &Outcome) -> Result<(), String> {
    match outcome {
        Err(failure) => expect::failure(case, failure),
        Ok((report, highlight)) => {
            let report = serde_json::to_value(report).map_err(|error| error.to_string())?;
            expect::report(case, &report, highlight.as_deref())
        }
    }
}
