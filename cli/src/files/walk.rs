//! The pictures of a directory and of all directories in it.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use depicted::Side;
use walkdir::{DirEntry, WalkDir};

use super::format::is_picture;
use crate::trouble::Trouble;

/// What a directory holds, by paths that begin at it.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Files that are pictures by name, in no order.
    pub(crate) pictures: Vec<PathBuf>,
    /// Directories and links that lead nowhere, and why.
    pub(crate) unreadable: Vec<(PathBuf, Trouble)>,
    /// How many files are no pictures; hidden ones are not looked at.
    pub(crate) left_out: u64,
}

/// Lists a directory. Links are followed, and one that leads back to where it is in is not followed again.
///
/// # Errors
/// When the directory itself cannot be read. One further down is told in the listing.
pub(crate) fn list(root: &Path, side: Side) -> Result<Listing, Trouble> {
    let mut listing = Listing::default();
    let entries = WalkDir::new(root).follow_links(true).into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if is_picture(entry.path()) && entry.file_type().is_file() => {
                listing.pictures.push(relative(root, &entry));
            }
            Ok(_) => listing.left_out += 1,
            Err(error) => listing.note(root, side, &error)?,
        }
    }
    Ok(listing)
}

impl Listing {
    fn note(&mut self, root: &Path, side: Side, error: &walkdir::Error) -> Result<(), Trouble> {
        let path = error.path().unwrap_or(root);
        let name = path.strip_prefix(root).unwrap_or(path);
        let Some(why) = error.io_error() else {
            // A loop of links: everything in it has been seen.
            return Ok(());
        };
        let trouble = Trouble {
            side: Some(side),
            ..Trouble::io(format!("{side}: cannot read {}: {why}", path.display()))
        };
        if error.depth() == 0 {
            return Err(trouble);
        }
        if name.iter().any(is_hidden) {
            return Ok(());
        }
        if why.kind() == ErrorKind::NotFound && !is_picture(name) {
            // A link to nowhere, which is not named like a picture.
            self.left_out += 1;
        } else {
            self.unreadable.push((name.to_owned(), trouble));
        }
        Ok(())
    }
}

/// Begins with a dot.
fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn relative(root: &Path, entry: &DirEntry) -> PathBuf {
    entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned()
}
