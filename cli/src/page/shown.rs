//! The page over results that somebody else has: a binding, whose comparisons were made one at a time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use depicted::{Report, Side};

use super::{Page, Subject};
use crate::files::Input;
use crate::folders::{Drawn, Outcome};
use crate::trouble::Trouble;

/// A pair that was compared, for [`write_page`].
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the page calls it.
    pub name: String,
    /// The file of the picture before. It is not read where there is no report.
    pub before: PathBuf,
    /// The file of the picture after.
    pub after: PathBuf,
    /// What came of it; `None` when there is no picture before.
    pub report: Option<Report>,
    /// The bytes of the highlighted picture, as PNG or WebP, where one was drawn.
    pub highlight: Option<Vec<u8>>,
}

/// Writes the page that `depicted diff --html` writes: one file that loads nothing else, with every pair that differs,
/// and the names of the others. `names` say in its head what was before and after.
///
/// ```
/// # let path = std::env::temp_dir().join(format!("depicted-page-{}.html", std::process::id()));
/// # let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/examples/pictures");
/// let (before, after) = (format!("{dir}/before.png").into(), format!("{dir}/after.png").into());
/// let report = depicted::diff(&before, &after, &depicted::Options::default()).unwrap();
/// let shown = depicted_cli::Shown { name: "order".into(), before, after, report: Some(report), highlight: None };
/// let names = ["approved".to_owned(), "this run".to_owned()];
/// depicted_cli::write_page(&path, &names, vec![shown], std::time::Duration::from_secs(1))?;
/// # std::fs::remove_file(path).unwrap();
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// One line for people, when a picture cannot be read or the page cannot be written.
pub fn write_page(
    path: &Path,
    names: &[String; 2],
    shown: Vec<Shown>,
    elapsed: Duration,
) -> Result<(), String> {
    write(path, names, shown, elapsed).map_err(|trouble| trouble.message)
}

fn write(path: &Path, names: &[String; 2], shown: Vec<Shown>, elapsed: Duration) -> Result<(), Trouble> {
    Page::check(path)?;
    let mut page = Page::create(path)?;
    for Shown { name, before, after, report, highlight } in shown {
        let outcome = match report {
            Some(report) => {
                Outcome::Compared { report: Box::new(report), highlight: highlight.map(Drawn::Memory) }
            }
            None => Outcome::Only(Side::After),
        };
        let (before, after) = (Input::File(before), Input::File(after));
        page.add(&Subject { name: &name, before: &before, after: &after, outcome: &outcome })?;
    }
    page.finish(names, elapsed)
}
