//! Where the results of a run are told: lines as they come, and files and remarks at its end.

mod github;
mod html;
mod json;
mod junit;
mod lines;
mod shell;

use std::path::PathBuf;

use super::outcome::Outcomes;
use super::plan::Plan;
use super::work::{Work, write as write_file};
use crate::files::STREAM;
use crate::trouble::Trouble;
pub(crate) use lines::{Speaker, Teller};

/// What kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A page with all pictures in it.
    Html,
    /// JUnit's XML, for what shows test results.
    Junit,
    /// For programs.
    Json,
    /// Remarks beside the lines of the files of tests, on GitHub.
    Github,
}

impl Format {
    /// What they are called.
    pub(crate) const ALL: [(Self, &str); 4] =
        [(Self::Html, "html"), (Self::Junit, "junit"), (Self::Json, "json"), (Self::Github, "github")];

    /// The file that it is written to if nothing else is said.
    fn file(self) -> &'static str {
        match self {
            Self::Html => "report.html",
            Self::Junit => "junit.xml",
            Self::Json => "report.json",
            Self::Github => "",
        }
    }
}

/// A report that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Form {
    format: Format,
    path: PathBuf,
}

impl Form {
    /// What was typed, as `html` or `junit=results.xml`. There is always a page, and there are always remarks where
    /// GitHub shows them.
    ///
    /// # Errors
    /// For a format that is unknown, or has no file.
    pub(super) fn all(typed: &[String], work: &Work) -> Result<Vec<Self>, Trouble> {
        let mut forms = typed.iter().map(|typed| Self::new(typed, work)).collect::<Result<Vec<_>, _>>()?;
        let actions = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
        for (format, wanted) in [(Format::Html, true), (Format::Github, actions)] {
            if wanted && forms.iter().all(|form| form.format != format) {
                forms.push(Self { format, path: work.folder().join(format.file()) });
            }
        }
        Ok(forms)
    }

    fn new(typed: &str, work: &Work) -> Result<Self, Trouble> {
        let (name, path) = match typed.split_once('=') {
            Some((name, path)) => (name, Some(path)),
            None => (typed, None),
        };
        let names = || Format::ALL.map(|(_, name)| name).join(", ");
        let Some((format, _)) = Format::ALL.into_iter().find(|(_, known)| *known == name) else {
            return Err(Trouble::usage(format!("--report {typed} is none that is known: give {}", names())));
        };
        match path {
            Some("" | STREAM) => Err(Trouble::usage(format!("--report {typed}: give the name of a file"))),
            Some(_) if format == Format::Github => {
                Err(Trouble::usage("--report github goes to standard output: leave the name of a file out"))
            }
            Some(path) => Ok(Self { format, path: path.into() }),
            None => Ok(Self { format, path: work.folder().join(format.file()) }),
        }
    }
}

/// Writes all reports of a run, and says where they are.
///
/// # Errors
/// For the first that cannot be written.
pub(super) fn write(plan: &Plan, outcomes: &Outcomes) -> Result<Vec<PathBuf>, Trouble> {
    let mut written = Vec::new();
    for Form { format, path } in &plan.forms {
        match format {
            Format::Html => html::write(path, &plan.work, outcomes)?,
            Format::Junit => write_file(path, &junit::report(&plan.work, outcomes))?,
            Format::Json => write_file(path, &json::report(&plan.work, outcomes))?,
            Format::Github => {
                github::print(outcomes)?;
                continue;
            }
        }
        written.push(path.clone());
    }
    Ok(written)
}
