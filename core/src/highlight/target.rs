//! Where the picture goes: a writer, or a file that appears only when it is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::encode;
use crate::options::Highlight;
use crate::{Error, HighlightFormat};

/// Where the picture goes.
pub(crate) enum Target<'a> {
    /// Into a file, which is replaced in one step.
    Path(PathBuf),
    /// Into a writer.
    Writer(&'a mut (dyn Write + Send)),
}

impl Target<'_> {
    /// The format that is asked for; else that of the name of the file; else PNG.
    pub(crate) fn format(&self, options: &Highlight) -> HighlightFormat {
        let named = || match self {
            Self::Path(path) if path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("webp")) => {
                HighlightFormat::Webp
            }
            _ => HighlightFormat::Png,
        };
        options.format.unwrap_or_else(named)
    }

    /// Checks that this build writes that format, before anything is compared.
    ///
    /// # Errors
    /// `unsupported_format`, naming the feature.
    pub(crate) fn check(&self, options: &Highlight) -> Result<(), Error> {
        encode::check(self.format(options))
    }

    /// Runs `draw` on the place to write to.
    ///
    /// # Errors
    /// Those of `draw`, and `io` when the file cannot be made; then nothing of it is left and an old file stays.
    pub(crate) fn write(
        self,
        draw: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Writer(writer) => draw(writer),
            Self::Path(path) => {
                // Devices and pipes are written to; a link leads to the file that is replaced.
                let path = fs::canonicalize(&path).unwrap_or(path);
                match fs::metadata(&path) {
                    Ok(known) if !known.is_file() && !known.is_dir() => {
                        let mut file = File::create(&path).map_err(|error| cannot_write(&path, error))?;
                        draw(&mut file).map_err(|error| error.writing(&path))
                    }
                    _ => replace(&path, draw),
                }
            }
        }
    }
}

fn replace(
    path: &Path,
    draw: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Error>,
) -> Result<(), Error> {
    let (part, file) = Part::create(path).map_err(|error| cannot_write(path, error))?;
    let mut writer = BufWriter::with_capacity(1 << 16, file);
    draw(&mut writer).map_err(|error| error.writing(path))?;
    writer.into_inner().map_err(|error| cannot_write(path, error.into_error()))?;
    part.rename_to(path).map_err(|error| cannot_write(path, error))
}

fn cannot_write(path: &Path, error: io::Error) -> Error {
    Error::io(format_args!("cannot write {}", path.display()), error)
}

/// A file beside the one to come; removed unless it is renamed.
struct Part(Option<PathBuf>);

impl Part {
    fn create(path: &Path) -> io::Result<(Self, File)> {
        let name =
            path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "not a file name"))?;
        for number in 0.. {
            let mut part = std::ffi::OsString::from(".");
            part.push(name);
            part.push(format!(".{number}.part"));
            let part = path.with_file_name(part);
            match OpenOptions::new().write(true).create_new(true).open(&part) {
                Ok(file) => return Ok((Self(Some(part)), file)),
                // Another comparison is writing, or one died: take the next number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {}
                Err(error) => return Err(error),
            }
        }
        unreachable!("the loop returns at 1000")
    }

    fn rename_to(mut self, path: &Path) -> io::Result<()> {
        let part = self.0.as_ref().expect("renamed once");
        fs::rename(part, path)?;
        self.0 = None;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(part) = &self.0 {
            // Nothing better can be done with an error here.
            let _ = fs::remove_file(part);
        }
    }
}
