//! Two pages, captured by a browser of this machine and compared like two pictures.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depicted::{HighlightFormat, Report, Side};
use url::Url;

use super::Pair;
use crate::args::{PairArgs, Voice};
use crate::capture::{Browser, Failed, Page, Shot, seconds};
use crate::exit::Exit;
use crate::files::{Input, Target, cannot_write};
use crate::folders::{Drawn, Outcome};
use crate::local::{compare, write};
use crate::options;
use crate::output::{Teller, note};
use crate::page::{Page as HtmlPage, Subject};
use crate::remote::{capture_config, http_password, run_name};
use crate::trouble::Trouble;

/// How long a capture may take, in seconds.
const TIMEOUT: u64 = 60;

/// Captures, compares, tells, and says how to exit.
///
/// # Errors
/// When a page cannot be captured, or there is no result.
pub(super) fn run(args: &PairArgs, (before, after): &Pair) -> Result<Exit, Trouble> {
    let password = http_password(args.capture.http_password_file.as_deref())?;
    let config = capture_config(&args.capture, password.as_ref())?;
    let mut options = args.options();
    options::check(&options)?;
    #[expect(clippy::cast_precision_loss, reason = "what is too long is refused")]
    let timeout = seconds(args.release.timeout.unwrap_or(TIMEOUT) as f64)?;
    let page = |url: &Url| Page::new(url.as_str(), &config).map_err(Trouble::usage);
    let pages = (page(before)?, page(after)?);
    let program = Browser::find(args.chromium.as_deref())?;
    let files = Files::new(&args.output, options.highlight.format)?;

    let start = Instant::now();
    let shots = Browser::with(&program, 2, timeout, async |browser| {
        Ok(tokio::join!(browser.capture(&pages.0), browser.capture(&pages.1)))
    })?;
    let Some((shot_before, shot_after)) = shots else { return Ok(Exit::Interrupted) };
    // Both are kept, whatever became of the other.
    let (kept_before, kept_after) =
        (files.keep(Side::Before, shot_before), files.keep(Side::After, shot_after));
    let (shot_before, shot_after) = (kept_before?, kept_after?);
    options.ignore.extend(shot_before.ignore.iter().chain(&shot_after.ignore));

    let report = compare(&files.picture(Side::Before), &files.picture(Side::After), &files.diff, options)?;
    let html = files.page(&run_name(after, false), &[before, after], &report, start)?;
    let voice = args.release.voice;
    let mut teller = Teller::new(Voice { json: voice.json, quiet: voice.quiet, verbose: voice.verbose });
    teller.report(&report, Some(&Target::File(files.diff.clone())))?;
    if !voice.json && !voice.quiet {
        note(&format!("see {}, with the pictures beside it", html.display()));
    }
    Ok(if report.same() { Exit::Fine } else { Exit::Different })
}

/// The directory of the results.
struct Files<'a> {
    dir: &'a Path,
    diff: PathBuf,
}

impl<'a> Files<'a> {
    /// Makes it, and takes away what an earlier run may have left: a picture of what differs, and of what was seen last.
    fn new(dir: &'a Path, format: Option<HighlightFormat>) -> Result<Self, Trouble> {
        fs::create_dir_all(dir).map_err(|error| cannot_write(dir, error))?;
        for old in ["diff.png", "diff.webp", "before.last.png", "after.last.png"] {
            let path = dir.join(old);
            match fs::remove_file(&path) {
                Err(error) if path.exists() => return Err(cannot_write(&path, error)),
                _ => {}
            }
        }
        let name = if format == Some(HighlightFormat::Webp) { "diff.webp" } else { "diff.png" };
        Ok(Self { dir, diff: dir.join(name) })
    }

    fn picture(&self, side: Side) -> PathBuf {
        self.dir.join(format!("{side}.png"))
    }

    /// Keeps a picture and its log; or the log of a failure, and what was to be seen last.
    fn keep(&self, side: Side, shot: Result<Shot, Failed>) -> Result<Shot, Trouble> {
        let picture = self.picture(side);
        let log = picture.with_extension("log");
        match shot {
            Ok(shot) => {
                write(&log, shot.log.as_bytes())?;
                write(&picture, &shot.png)?;
                Ok(shot)
            }
            Err(failed) => {
                let message = format!("{side}: {}", failed.keep(&log));
                Err(Trouble { side: Some(side), ..Trouble::io(message) })
            }
        }
    }

    /// Writes the page of `depicted diff --html`, and says where it is.
    fn page(
        &self,
        name: &str,
        urls: &[&Url; 2],
        report: &Report,
        start: Instant,
    ) -> Result<PathBuf, Trouble> {
        let path = self.dir.join("report.html");
        let highlight = report.highlight_written.then(|| Drawn::File(self.diff.clone()));
        let outcome = Outcome::Compared { report: Box::new(report.clone()), highlight };
        let (before, after) =
            (Input::File(self.picture(Side::Before)), Input::File(self.picture(Side::After)));
        let mut page = HtmlPage::create(&path)?;
        page.add(&Subject { name, before: &before, after: &after, outcome: &outcome })?;
        page.finish(&urls.map(shown), start.elapsed())?;
        Ok(path)
    }
}

/// An address without the name and the password in it.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Addresses of the web can do without.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}
