//! Pictures of the page that were captured earlier, for machines without a browser.

use std::path::{Path, PathBuf};

use crate::files::cannot_write;
use crate::trouble::Trouble;

/// The page of 1.0 and of 1.1, as the demo captured it.
const PICTURES: [(&str, &[u8]); 2] =
    [("1.0", include_bytes!("pictures/before.png")), ("1.1", include_bytes!("pictures/after.png"))];

/// Writes the picture of a version to a folder, where it can be handed over from.
///
/// # Errors
/// When it cannot be written.
pub(super) fn picture(version: &str, folder: &Path) -> Result<PathBuf, Trouble> {
    let path = folder.join(format!("{version}.png"));
    let bytes = PICTURES.iter().find(|(name, _)| *name == version).map_or(&[][..], |(_, bytes)| bytes);
    std::fs::write(&path, bytes).map_err(|error| cannot_write(&path, error))?;
    Ok(path)
}
