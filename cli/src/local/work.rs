//! The work folder `.depicted` in the directory of tests: what the last run made, and where each thing is.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::name::Name;
use crate::files::{Replacement, cannot_write, folder_of};
use crate::trouble::Trouble;

/// The name of the work folder.
pub(super) const FOLDER: &str = ".depicted";

/// A directory of tests, with the folder of what came of them.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    dir: PathBuf,
}

impl Work {
    /// Of this directory.
    pub(crate) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The directory of tests.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The work folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.dir.join(FOLDER)
    }

    /// The picture that was approved.
    pub(crate) fn reference(&self, name: &Name) -> PathBuf {
        name.file(&self.dir, ".png")
    }

    /// The folder of the pictures of the last run.
    pub(super) fn runs(&self) -> PathBuf {
        self.folder().join("run")
    }

    /// The picture of the last run.
    pub(crate) fn run(&self, name: &Name) -> PathBuf {
        name.file(&self.runs(), ".png")
    }

    /// The highlighted picture of the last run.
    pub(crate) fn diff(&self, name: &Name) -> PathBuf {
        name.file(&self.folder().join("diff"), ".png")
    }

    /// What happened during the capture.
    pub(crate) fn log(&self, name: &Name) -> PathBuf {
        name.file(&self.folder().join("log"), ".txt")
    }

    /// What a script of a file of tests printed.
    pub(crate) fn script_log(&self, suite: &Path, script: &str) -> PathBuf {
        let file = suite.file_name().unwrap_or_default().to_string_lossy();
        self.folder().join("scripts").join(format!("{file}.{script}.log"))
    }

    /// Makes the work folder, which Git ignores by a file of its own, and empties it of what an earlier run made: of
    /// everything, or of these tests.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn prepare<'n>(&self, only: Option<impl Iterator<Item = &'n Name>>) -> Result<(), Trouble> {
        let folder = self.folder();
        let prepare = || -> io::Result<()> {
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(".gitignore"), "*\n")?;
            if only.is_none() {
                for part in ["run", "diff", "log", "scripts"] {
                    gone(fs::remove_dir_all(folder.join(part)))?;
                }
            }
            Ok(())
        };
        prepare().map_err(|error| cannot_write(&folder, error))?;
        for name in only.into_iter().flatten() {
            self.forget(name)?;
        }
        Ok(())
    }

    /// Removes what the last run made of a test.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub(crate) fn forget(&self, name: &Name) -> Result<(), Trouble> {
        let log = self.log(name);
        for path in [self.run(name), self.diff(name), log.with_extension("last.png"), log] {
            gone(fs::remove_file(&path)).map_err(|error| cannot_write(&path, error))?;
        }
        Ok(())
    }
}

/// What is not there needs no removing.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Writes a file that appears when it is complete, and the folders above it.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder_of(path))?;
        let mut file = Replacement::create(path)?;
        file.write_all(bytes)?;
        file.finish()
    };
    write().map_err(|error| cannot_write(path, error))
}
