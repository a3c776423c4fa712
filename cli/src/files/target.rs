//! Where the highlighted picture goes, checked before any work is done.

use std::path::{Path, PathBuf};

use depicted::Side;

use super::replacement::folder_of;
use super::{Input, STREAM, is_same_file};
use crate::trouble::Trouble;

/// Where the highlighted picture goes.
#[derive(Debug, PartialEq)]
pub(crate) enum Target {
    /// Standard output.
    Stdout,
    /// A file, which appears when it is complete.
    File(PathBuf),
}

impl Target {
    /// The file of that name, or standard output for `-`.
    ///
    /// A mistake is told even when nothing would be written this time, so that a script that works while two pictures
    /// are the same also works on the day they differ.
    ///
    /// # Errors
    /// When the file is one of the pictures, is a folder, or its folder does not exist.
    pub(crate) fn new(typed: PathBuf, before: &Input, after: &Input) -> Result<Self, Trouble> {
        if typed.as_os_str() == STREAM {
            return Ok(Self::Stdout);
        }
        check_replaces("--output", &typed, [(Side::Before, before.file()), (Side::After, after.file())])?;
        check_folder_of(&typed)?;
        Ok(Self::File(typed))
    }

    /// The file, where it is one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Stdout => None,
            Self::File(path) => Some(path.clone()),
        }
    }
}

/// Checks that a file, which `option` names, is none of the pictures.
///
/// # Errors
/// When it is one.
pub(crate) fn check_replaces(
    option: &str,
    file: &Path,
    inputs: [(Side, Option<&Path>); 2],
) -> Result<(), Trouble> {
    match inputs.iter().find(|(_, input)| input.is_some_and(|input| is_same_file(file, input))) {
        Some((side, _)) => Err(Trouble::usage(format!(
            "{option} {} would replace the {side} picture: give the name of another file",
            file.display()
        ))),
        None => Ok(()),
    }
}

/// Checks that a file could be there.
///
/// # Errors
/// When it is a directory, or the directory that it would be in does not exist.
pub(crate) fn check_folder_of(file: &Path) -> Result<(), Trouble> {
    if file.is_dir() {
        return Err(cannot_write(file, "it is a directory: give the name of a file in it"));
    }
    let folder = folder_of(file);
    if !folder.is_dir() {
        let why = format!("there is no directory {}: make it first", folder.display());
        return Err(cannot_write(file, why));
    }
    Ok(())
}

/// The trouble with a file to be written.
pub(crate) fn cannot_write(path: &Path, why: impl std::fmt::Display) -> Trouble {
    Trouble::io(format!("cannot write {}: {why}", path.display()))
}
