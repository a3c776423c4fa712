//! Finds the cases: every JSON file below `vectors/cases`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::case::Case;
use crate::places;

/// All files below a folder, sorted, relative to it with `/` between the parts.
///
/// # Panics
/// When the folder cannot be read.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push(name);
        }
    }
}

/// Those of [`files`] that are PNGs by their names.
///
/// # Panics
/// When the folder cannot be read.
pub fn pngs(folder: &Path) -> Vec<String> {
    let is_png = |name: &String| Path::new(name).extension().is_some_and(|ending| ending == "png");
    files(folder).into_iter().filter(is_png).collect()
}

/// The ids and paths of all cases: `GROUP/NAME`.
pub fn case_files() -> Vec<(String, PathBuf)> {
    let folder = places::vectors().join("cases");
    let ids = files(&folder).into_iter().filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
    ids.map(|id| (id.clone(), folder.join(id + ".json"))).collect()
}

/// All cases, or those whose id contains `$DEPICTED_CASE`.
///
/// # Errors
/// When a file does not have the shape of a case.
pub fn cases() -> Result<Vec<Case>, String> {
    let wanted = env::var("DEPICTED_CASE").unwrap_or_default();
    let files = case_files().into_iter().filter(|(id, _)| id.contains(&wanted));
    files
        .map(|(id, path)| {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            Case::parse(&id, &text)
        })
        .collect()
}
