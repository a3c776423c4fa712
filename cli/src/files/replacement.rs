//! A file that appears, or replaces an old one, when it is complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is being written. Dropped before it is finished, it leaves nothing behind.
pub(crate) struct Replacement(Kind);

enum Kind {
    /// Beside the file that it will be.
    Part(BufWriter<NamedTempFile>, PathBuf),
    /// A device or a pipe, which is written to and never replaced.
    Device(BufWriter<File>),
}

impl Replacement {
    /// Begins a file; a link leads to the file that is replaced.
    ///
    /// # Errors
    /// When no file can be made there.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
            let file = File::options().write(true).open(&path)?;
            return Ok(Self(Kind::Device(BufWriter::new(file))));
        }
        let part = part(folder_of(&path))?;
        Ok(Self(Kind::Part(BufWriter::with_capacity(1 << 16, part), path)))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When the last bytes cannot be written, or the file cannot be put there.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self.0 {
            Kind::Part(writer, path) => {
                let part = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                part.persist(path).map_err(|error| error.error)?;
                Ok(())
            }
            Kind::Device(mut writer) => writer.flush(),
        }
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Part(writer, _) => writer.write(bytes),
            Kind::Device(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Part(writer, _) => writer.flush(),
            Kind::Device(writer) => writer.flush(),
        }
    }
}

/// The directory that a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A file of its own name, readable by whom the user's files are readable by.
fn part(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".depicted-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
