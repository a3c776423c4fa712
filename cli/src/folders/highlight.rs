//! Highlighted pictures: where each one goes, and the drawing of one.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use depicted::{HighlightFormat, Side};

use crate::files::{LateFile, STREAM, cannot_write, resolve};
use crate::trouble::Trouble;

/// What is added to the name of a picture. The whole name stays before it, so that `a.png` and `a.jpg` never meet.
fn suffix(format: Option<HighlightFormat>) -> &'static str {
    match format {
        Some(HighlightFormat::Webp) => ".diff.webp",
        Some(HighlightFormat::Png) | None => ".diff.png",
    }
}

/// The directory of the highlighted pictures.
#[derive(Debug)]
pub(crate) struct Highlights {
    folder: PathBuf,
    suffix: &'static str,
}

impl Highlights {
    /// The directory of that name, which need not exist yet.
    ///
    /// # Errors
    /// When it is no directory, when it is one that is compared or lies in one, and when a picture would be written
    /// into one by any other way.
    pub(crate) fn new<'p>(
        typed: PathBuf,
        format: Option<HighlightFormat>,
        inputs: [(Side, &Path); 2],
        pairs: impl Iterator<Item = &'p Path>,
    ) -> Result<Self, Trouble> {
        if typed.as_os_str() == STREAM {
            return Err(Trouble::usage(
                "--output - is one stream, and two directories may need many pictures: give the name of a directory",
            ));
        }
        if fs::metadata(&typed).is_ok_and(|known| !known.is_dir()) {
            return Err(cannot_write(&typed, "it is a file: give the name of a directory"));
        }
        let roots = inputs.map(|(side, path)| (side, path, resolve(path)));
        let resolved = resolve(&typed);
        for (side, input, root) in &roots {
            if resolved == *root {
                return Err(Trouble::usage(format!(
                    "--output {} is the directory {side}: give the name of another one",
                    typed.display()
                )));
            }
            if resolved.starts_with(root) {
                return Err(Trouble::usage(format!(
                    "--output {} lies in the directory {side}, {}, and the next run would compare what is written \
                     there: give the name of a directory outside of it",
                    typed.display(),
                    input.display()
                )));
            }
        }
        let highlights = Self { folder: typed, suffix: suffix(format) };
        for pair in pairs {
            let file = highlights.path(pair);
            let resolved = resolve(&file);
            for (side, input, root) in &roots {
                if resolved.starts_with(root) {
                    return Err(Trouble::usage(format!(
                        "--output {} would write {} into the directory {side}, {}: give the name of another one",
                        highlights.folder.display(),
                        file.display(),
                        input.display()
                    )));
                }
            }
        }
        Ok(highlights)
    }

    /// The file for the pair at this path.
    pub(crate) fn path(&self, pair: &Path) -> PathBuf {
        let mut name = OsString::from(self.folder.join(pair));
        name.push(self.suffix);
        name.into()
    }
}

/// Where one highlighted picture is being drawn.
pub(crate) enum Drawing {
    Nowhere,
    File(LateFile),
    Memory(Vec<u8>),
}

/// A highlighted picture.
#[derive(Clone, Debug)]
pub(crate) enum Drawn {
    File(PathBuf),
    Memory(Vec<u8>),
}

impl Drawn {
    /// The encoded picture.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub(crate) fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        Ok(match self {
            Self::File(path) => fs::read(path)?.into(),
            Self::Memory(bytes) => bytes.into(),
        })
    }
}

impl Drawing {
    /// What to draw to.
    pub(crate) fn writer(&mut self) -> Option<&mut (dyn Write + Send)> {
        match self {
            Self::Nowhere => None,
            Self::File(file) => Some(file),
            Self::Memory(bytes) => Some(bytes),
        }
    }

    /// The file that is drawn to.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(file) => Some(file.path()),
            Self::Nowhere | Self::Memory(_) => None,
        }
    }

    /// What was drawn.
    ///
    /// # Errors
    /// When a file cannot be put in its place.
    pub(crate) fn finish(self) -> io::Result<Option<Drawn>> {
        Ok(match self {
            Self::Nowhere => None,
            Self::File(file) => Some(Drawn::File(file.finish()?)),
            Self::Memory(bytes) => Some(Drawn::Memory(bytes)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_stay_different() {
        let highlights = Highlights { folder: "out".into(), suffix: suffix(None) };
        let name = |pair: &str| crate::names::slashed(&highlights.path(Path::new(pair)));
        assert_eq!(name("a/b.png"), "out/a/b.png.diff.png");
        assert_ne!(name("a.png"), name("a.jpg"));
        assert_ne!(name("a.png"), name("a.PNG"));
    }
}
