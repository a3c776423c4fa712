//! A test that brings its own picture.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Listed;

/// A test that brings its own picture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImageTest {
    /// What its run is called.
    pub(crate) name: String,
    /// Whether the picture could not be taken.
    #[serde(default)]
    pub(crate) run_failed: bool,
    /// The picture.
    #[serde(default)]
    pub(crate) image_path: Option<PathBuf>,
    /// What was logged while it was taken.
    #[serde(default)]
    pub(crate) log_path: Option<PathBuf>,
    /// The page that it is of.
    #[serde(default)]
    pub(crate) url: Option<String>,
}

impl Listed for ImageTest {
    fn name(&self) -> &str {
        &self.name
    }

    fn fault(&self) -> Option<String> {
        match (&self.image_path, &self.log_path) {
            (None, _) if !self.run_failed => {
                Some("it has no image_path: give one, or \"run_failed\": true".into())
            }
            (image, log) => [image, log].into_iter().flatten().find_map(|path| unreadable(path)),
        }
    }
}

/// Why a file cannot be sent, if it cannot.
fn unreadable(path: &Path) -> Option<String> {
    let name = path.display();
    match path.metadata().and_then(|metadata| File::open(path).map(|_| metadata)) {
        Err(error) => Some(format!("cannot read {name}: {error}")),
        Ok(metadata) if !metadata.is_file() => Some(format!("{name} is no file")),
        Ok(metadata) if metadata.len() == 0 => Some(format!("{name} is empty")),
        Ok(_) => None,
    }
}
