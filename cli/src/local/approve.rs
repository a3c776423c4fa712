//! `depicted approve`: pictures of the last run become references, without a second run.

use std::fs;
use std::path::Path;

use super::filter::select;
use super::name::Name;
use super::work::{Work, write};
use crate::trouble::Trouble;

/// Takes the pictures of these tests, or of all that did not pass, and returns their names.
///
/// # Errors
/// When there is nothing to take, or it cannot be put in its place.
pub(crate) fn approve(dir: &Path, wanted: &[String], all: bool) -> Result<Vec<String>, Trouble> {
    let work = Work::new(dir);
    let open = open(&work)?;
    let chosen: Vec<Name> = if all { open } else { chosen(&work, &open, wanted)? };
    for name in &chosen {
        let run = work.run(name);
        let bytes =
            fs::read(&run).map_err(|error| Trouble::io(format!("cannot read {}: {error}", run.display())))?;
        write(&work.reference(name), &bytes)?;
        work.forget(name)?;
    }
    Ok(chosen.iter().map(Name::to_string).collect())
}

/// The tests that differed, or had no reference.
fn open(work: &Work) -> Result<Vec<Name>, Trouble> {
    let runs = work.runs();
    let mut open = Vec::new();
    for entry in walkdir::WalkDir::new(&runs).sort_by_file_name().into_iter().flatten() {
        let Ok(path) = entry.path().strip_prefix(&runs) else { continue };
        let Some(name) = Name::of(path).filter(|_| entry.file_type().is_file()) else { continue };
        if work.diff(&name).exists() || !work.reference(&name).exists() {
            open.push(name);
        }
    }
    if open.is_empty() {
        return Err(Trouble::usage(format!(
            "nothing to approve: no test of the last run in {} differs; --dir names another directory of tests",
            work.dir().display()
        )));
    }
    Ok(open)
}

/// Those that were named.
fn chosen(work: &Work, open: &[Name], wanted: &[String]) -> Result<Vec<Name>, Trouble> {
    let names: Vec<&str> = open.iter().map(Name::as_str).collect();
    let mut chosen = vec![false; open.len()];
    for wanted in wanted {
        // A name goes before a glob of the same spelling.
        let selected = match names.iter().position(|name| name == wanted) {
            Some(place) => (0..names.len()).map(|other| other == place).collect(),
            None => select(wanted, &names).map_err(Trouble::usage)?,
        };
        if !selected.contains(&true) {
            return Err(Trouble::usage(format!(
                "'{wanted}' has no picture to approve in {}: there are {}",
                work.dir().display(),
                names.join(", ")
            )));
        }
        chosen.iter_mut().zip(selected).for_each(|(chosen, selected)| *chosen |= selected);
    }
    Ok(open.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(name, _)| name.clone()).collect())
}
