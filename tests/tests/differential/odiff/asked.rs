//! Jobs for odiff, and the engine's answers to the same.

use std::fs;
use std::path::PathBuf;

use depicted::{Antialiasing, Metric, Options, Rect, Threshold};
use depicted_tests::pictures::Canvas;
use depicted_tests::places;
use depicted_tests::png_file::Layout;
use serde_json::{Map, Value, json};

use crate::differential::npm::{Job, ODIFF};

/// By how much the counts may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// So many more here.
    More(u64),
    /// At most so many either way.
    Off(u64),
}

/// Jobs for odiff, in a folder of their own.
pub(super) struct Asked {
    folder: PathBuf,
    pub(super) jobs: Vec<(Job, Allowed)>,
}

impl Asked {
    pub(super) fn new(name: &str) -> Self {
        Self { folder: places::scratch(name), jobs: Vec::new() }
    }

    pub(super) fn write(&self, pair: u32, pictures: &[Canvas; 2]) -> [PathBuf; 2] {
        let path = |side: usize| {
            let path = self.folder.join(format!("{pair}-{side}.png"));
            fs::write(&path, pictures[side].png_as(&Layout::new(6, 8))).unwrap();
            path
        };
        [path(0), path(1)]
    }

    pub(super) fn job(&mut self, id: String, files: &[PathBuf; 2], options: Value) {
        self.job_with(id, files, options, Allowed::More(0));
    }

    pub(super) fn job_with(&mut self, id: String, files: &[PathBuf; 2], options: Value, allowed: Allowed) {
        let Value::Object(options) = options else { unreachable!("options are an object") };
        let [before, after] = files.clone();
        // The picture is not looked at; odiff-bin asks for a path.
        let output = Some(self.folder.join("diff.png"));
        self.jobs.push((Job { id, before, after, options, output }, allowed));
    }

    /// Asks odiff and the engine, and fails with everything that they do not agree on.
    pub(super) fn settle(self, least: usize) {
        let Self { folder, jobs } = self;
        assert!(jobs.len() >= least, "{} jobs", jobs.len());
        let (jobs, allowed): (Vec<Job>, Vec<Allowed>) = jobs.into_iter().unzip();
        let answers = ODIFF.answer(&jobs, &folder);
        let mut wrong = Vec::new();
        let mut off = 0;
        for ((job, answer), allowed) in jobs.iter().zip(answers).zip(allowed) {
            let name = format!("{} {}", job.id, Value::Object(job.options.clone()));
            let Some(theirs) = answer.count.filter(|_| answer.id == job.id) else {
                wrong.push(format!("{name}: odiff: {}", answer.error));
                continue;
            };
            let (different, share) = count(job);
            off += usize::from(different != theirs);
            let agrees = match allowed {
                Allowed::More(more) => different == theirs + more,
                Allowed::Off(most) => different.abs_diff(theirs) <= most,
            };
            if !agrees {
                wrong.push(format!("{name}: {different} pixels differ, {theirs} by odiff ({allowed:?})"));
            }
            // Two decimals.
            let told = answer.percentage.unwrap_or(f64::NAN);
            if different == theirs && (told - share * 100.0).abs() > 0.005_000_001 {
                wrong.push(format!("{name}: a share of {share}, {told} % by odiff"));
            }
        }
        println!("{} jobs, {off} counts are others", jobs.len());
        assert!(
            wrong.is_empty(),
            "{} of {} jobs differ from odiff ({} is kept):\n{}",
            wrong.len(),
            jobs.len(),
            folder.display(),
            wrong[..wrong.len().min(20)].join("\n")
        );
        fs::remove_dir_all(folder).unwrap();
    }
}

/// The count of the engine, and its distortion.
fn count(job: &Job) -> (u64, f64) {
    let report = depicted::diff(&job.before, &job.after, &ours(&job.options))
        .unwrap_or_else(|error| panic!("{}: {error}", job.id));
    (report.pixels.different, report.distortion)
}

/// Options of odiff in our words.
fn ours(theirs: &Map<String, Value>) -> Options {
    let number = |region: &Value, name: &str| region[name].as_u64().unwrap() as u32;
    let ignore = theirs.get("ignoreRegions").and_then(Value::as_array).into_iter().flatten().map(|region| {
        let [left, top] = ["x1", "y1"].map(|name| number(region, name));
        Rect::new(left, top, number(region, "x2") - left + 1, number(region, "y2") - top + 1)
    });
    let forgive = theirs.get("antialiasing").and_then(Value::as_bool) == Some(true);
    Options {
        metric: Metric::Odiff,
        threshold: theirs.get("threshold").and_then(Value::as_f64).map(Threshold::Number),
        // What odiff does by default, the metric does by default.
        antialiasing: forgive.then_some(Antialiasing::Ignore),
        ignore: ignore.collect(),
        ..Options::default()
    }
}

/// A rectangle by its corners, both inside.
pub(super) fn corners(rect: &Rect) -> Value {
    let Rect { x, y, width, height } = *rect;
    json!({"x1": x, "y1": y, "x2": x + width - 1, "y2": y + height - 1})
}
