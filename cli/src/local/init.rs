//! `depicted init`: a first file of tests.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::files::cannot_write;
use crate::trouble::Trouble;

const TEMPLATE: &str = include_str!("../../templates/local/tests.yaml");

/// Writes a first file of tests that captures this page, and returns its name.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub(crate) fn init(dir: &Path, url: &str) -> Result<PathBuf, Trouble> {
    let path = dir.join("tests.yaml");
    fs::create_dir_all(dir).map_err(|error| cannot_write(dir, error))?;
    // JSON's text is YAML's, whatever is in it.
    let url = serde_json::to_string(url).map_err(|error| Trouble::usage(error.to_string()))?;
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| cannot_write(&path, error))?;
    file.write_all(TEMPLATE.replace("{{url}}", &url).as_bytes())
        .map_err(|error| cannot_write(&path, error))?;
    Ok(path)
}
