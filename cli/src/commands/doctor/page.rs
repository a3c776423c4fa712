//! `depicted doctor page`: the same page several times, and what varies.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use depicted::numbers::significant;
use serde_json::{Value, json};

use crate::args::{DoctorPageArgs, Voice};
use crate::capture::{Browser, Failed, Page, StabilityReport};
use crate::exit::Exit;
use crate::files::{cannot_write, object};
use crate::local::write;
use crate::names::printable;
use crate::output::{Bar, Stdout, Teller, cannot_tell};
use crate::trouble::Trouble;

/// How often a page can be captured.
const TIMES: std::ops::RangeInclusive<usize> = 2..=1000;
/// So many regions are told in words.
const TOLD: usize = 20;

/// Captures, tells, and says how to exit.
pub(super) fn run(args: &DoctorPageArgs) -> Exit {
    examined(args).unwrap_or_else(|trouble| {
        Teller::new(Voice { json: args.json, ..Voice::default() }).trouble(&trouble);
        Exit::Trouble
    })
}

fn examined(args: &DoctorPageArgs) -> Result<Exit, Trouble> {
    let DoctorPageArgs { url, captures, json, .. } = args;
    if !TIMES.contains(captures) {
        let (least, most) = (TIMES.start(), TIMES.end());
        return Err(Trouble::usage(format!("captures {captures} is out of range: give {least} to {most}")));
    }
    let timeout = crate::capture::seconds(args.timeout)?;
    let config = args.capture_config.as_deref().map(object).transpose()?;
    let page = Page::new(url, &config.map_or(Value::Null, Value::Object)).map_err(Trouble::usage)?;
    let program = Browser::find(args.chromium.as_deref())?;
    let mut kept = Kept::new(args.keep.as_deref(), *captures)?;
    let start = Instant::now();
    let bar = Bar::new(true, *captures, "captures");
    let each = |png: &[u8], log: &str| {
        bar.done();
        kept.add(png, log);
    };
    let done = Browser::with(&program, 1, timeout, async |browser| {
        Ok(browser.stability(&page, *captures, each).await)
    });
    bar.clear();
    let Some(report) = done? else { return Ok(Exit::Interrupted) };
    let report = report.map_err(|failed| kept.failure(failed))?;
    let pictures = kept.pictures()?;
    let text = if *json {
        as_json(url, &report, &pictures, start.elapsed())
    } else {
        in_words(&report, args.keep.as_deref())
    };
    let mut stdout = Stdout::new();
    let told = writeln!(stdout, "{}", text.trim_end()).and_then(|()| stdout.flush());
    told.map_err(|error| cannot_tell(&error))?;
    Ok(if report.is_identical() { Exit::Fine } else { Exit::Different })
}

/// Pictures and logs in a directory, if there is one. Trouble with it waits until the browser has ended.
struct Kept<'a> {
    dir: Option<&'a Path>,
    /// Digits of a number, so that names sort.
    digits: usize,
    pictures: Result<Vec<PathBuf>, Trouble>,
}

impl<'a> Kept<'a> {
    fn new(dir: Option<&'a Path>, captures: usize) -> Result<Self, Trouble> {
        if let Some(dir) = dir {
            std::fs::create_dir_all(dir).map_err(|error| cannot_write(dir, error))?;
        }
        Ok(Self { dir, digits: captures.to_string().len(), pictures: Ok(Vec::new()) })
    }

    fn add(&mut self, png: &[u8], log: &str) {
        let (Some(dir), Ok(pictures)) = (self.dir, &mut self.pictures) else { return };
        let picture = dir.join(format!("{:0digits$}.png", pictures.len() + 1, digits = self.digits));
        let written =
            write(&picture, png).and_then(|()| write(&picture.with_extension("log"), log.as_bytes()));
        match written {
            Ok(()) => pictures.push(picture),
            Err(trouble) => self.pictures = Err(trouble),
        }
    }

    /// The trouble with a capture; what is known of it is kept, too.
    fn failure(&self, failed: Failed) -> Trouble {
        Trouble::io(match self.dir {
            Some(dir) => failed.keep(&dir.join("failed.log")),
            None => failed.message,
        })
    }

    fn pictures(self) -> Result<Vec<PathBuf>, Trouble> {
        self.pictures
    }
}

fn in_words(report: &StabilityReport, keep: Option<&Path>) -> String {
    let StabilityReport { captures, identical, still, held, varying, distortion, visible, first } = report;
    let size = format!("{} x {}", first.width, first.height);
    let mut text = if report.is_identical() {
        format!("stable: {captures} captures of {size} are the same, bit by bit\n")
    } else {
        let others = captures - identical;
        let distortion = significant(*distortion);
        format!(
            "varies: {others} of {captures} captures of {size} are not the first one: distortion up to {distortion}, \
             {visible} called different by default\n"
        )
    };
    for rect in varying.iter().take(TOLD) {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(text, "    {} x {} at {}, {}", rect.width, rect.height, rect.x, rect.y);
    }
    if varying.len() > TOLD {
        let _ = writeln!(text, "    and {} more", varying.len() - TOLD);
    }
    if still < captures {
        let _ = writeln!(text, "{} never stood still: no two shots in a row were equal", captures - still);
    }
    if *held > 0 {
        let _ = writeln!(text, "{held} stood still only when the page's scripts were held");
    }
    if !report.is_identical() {
        text += "To still it, mask what varies in --config, or set freezeTime, seed, waitFor or resourcesToIgnore\n";
    }
    if let Some(dir) = keep {
        let _ = writeln!(text, "Pictures: {}", printable(&dir.display().to_string()));
    }
    text
}

fn as_json(url: &str, report: &StabilityReport, pictures: &[PathBuf], elapsed: Duration) -> String {
    let StabilityReport { captures, identical, still, held, varying, distortion, visible, first } = report;
    let pictures: Vec<_> = pictures.iter().map(|path| path.to_string_lossy()).collect();
    json!({
        "schema": 1, "url": url, "stable": report.is_identical(), "captures": captures, "identical": identical,
        "width": first.width, "height": first.height, "distortion": distortion, "visible": visible,
        "regions": varying, "still": still, "held": held, "pictures": pictures,
        "elapsed_ms": elapsed.as_secs_f64() * 1000.0,
    })
    .to_string()
}
