//! A file that is made, and the directories above it, with the first byte that is written: when nothing is, there is
//! nothing to clean up.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Replacement;

/// A file to come.
pub(crate) struct LateFile {
    path: PathBuf,
    file: Option<Replacement>,
}

impl LateFile {
    /// At that path; nothing happens yet.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, file: None }
    }

    /// Where it will be.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, if anything was written.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub(crate) fn finish(self) -> io::Result<PathBuf> {
        self.file.map_or(Ok(()), Replacement::finish)?;
        Ok(self.path)
    }

    fn file(&mut self) -> io::Result<&mut Replacement> {
        match &mut self.file {
            Some(file) => Ok(file),
            none => {
                if let Some(folder) = self.path.parent() {
                    fs::create_dir_all(folder)?;
                }
                Ok(none.insert(Replacement::create(&self.path)?))
            }
        }
    }
}

impl Write for LateFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}
