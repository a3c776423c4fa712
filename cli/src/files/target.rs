//! Where the highlighted picture goes, checked before any work is done.

use std::fs;
use std::path::{Path, PathBuf};

use depicted::Side;

use super::{Input, STREAM};
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
        for (side, input) in [(Side::Before, before), (Side::After, after)] {
            if is_same_file(&typed, input) {
                return Err(Trouble::usage(format!(
                    "--output {} would replace the {side} picture: give the name of another file",
                    typed.display()
                )));
            }
        }
        if typed.is_dir() {
            return Err(cannot_write(&typed, "it is a directory: give the name of a file in it"));
        }
        match typed.parent() {
            Some(folder) if folder != Path::new("") && !folder.is_dir() => Err(cannot_write(
                &typed,
                &format!("there is no directory {}: make it first", folder.display()),
            )),
            _ => Ok(Self::File(typed)),
        }
    }
}

/// Whether both lead to one file, by whatever links and spelling.
fn is_same_file(output: &Path, input: &Input) -> bool {
    let Input::File(input) = input else { return false };
    match (fs::canonicalize(output), fs::canonicalize(input)) {
        (Ok(output), Ok(input)) => output == input,
        // One of them does not exist.
        _ => false,
    }
}

fn cannot_write(path: &Path, why: &str) -> Trouble {
    Trouble::io(format!("cannot write {}: {why}", path.display()))
}
