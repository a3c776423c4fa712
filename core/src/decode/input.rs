//! Encoded bytes that can be read more than once, from memory or from a file that is never loaded whole.

use std::borrow::Cow;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::{Error, Limits};

/// Large enough that reading costs few system calls, small enough to stay in a processor's cache.
const BUFFER_BYTES: usize = 64 * 1024;

/// An encoded picture whose length is within the limits.
pub(crate) enum Encoded<'a> {
    Bytes(Cow<'a, [u8]>),
    /// A regular file, opened anew for every pass.
    File {
        path: PathBuf,
        stamp: Stamp,
    },
}

/// What a file looked like when the comparison began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { len: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl<'a> Encoded<'a> {
    /// Bytes in memory.
    pub(super) fn bytes(bytes: Cow<'a, [u8]>, limits: &Limits) -> Result<Self, Error> {
        limits.check_bytes(bytes.len() as u64)?;
        Ok(Self::Bytes(bytes))
    }

    /// A stream, read to its end or to one byte more than the limit.
    pub(super) fn reader(reader: impl Read, limits: &Limits, name: &str) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let most = limits.max_bytes.saturating_add(1);
        reader.take(most).read_to_end(&mut bytes).map_err(|e| Error::io(format!("cannot read {name}"), e))?;
        Self::bytes(Cow::Owned(bytes), limits)
    }

    /// A file. One that is not regular (a pipe, a terminal, a device) can be read only once, so it is read now.
    pub(super) fn path(path: PathBuf, limits: &Limits) -> Result<Self, Error> {
        let name = path.display().to_string();
        let cannot = |e| Error::io(format!("cannot open {name}"), e);
        let metadata = std::fs::metadata(&path).map_err(cannot)?;
        if metadata.is_dir() {
            return Err(cannot(io::Error::new(ErrorKind::IsADirectory, "it is a directory")));
        }
        if !metadata.is_file() {
            return Self::reader(File::open(&path).map_err(cannot)?, limits, &name);
        }
        let stamp = Stamp::of(&metadata);
        limits.check_bytes(stamp.len)?;
        Ok(Self::File { path, stamp })
    }

    /// Number of encoded bytes.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { stamp, .. } => stamp.len,
        }
    }

    /// A reader that begins at the first byte.
    ///
    /// # Errors
    /// `io` when a file cannot be opened, or is no longer what it was at the start.
    pub(super) fn open(&self) -> Result<Input<'_>, Error> {
        match self {
            Self::Bytes(bytes) => Ok(Input::Memory(Cursor::new(bytes))),
            Self::File { path, stamp } => {
                let cannot = |e| Error::io(format!("cannot open {}", path.display()), e);
                let file = File::open(path).map_err(cannot)?;
                if Stamp::of(&file.metadata().map_err(cannot)?) != *stamp {
                    return Err(changed(path));
                }
                Ok(Input::File(BufReader::with_capacity(BUFFER_BYTES, file)))
            }
        }
    }

    /// All bytes, for the decoders of formats that are decoded whole.
    #[cfg(feature = "_whole")]
    pub(super) fn load(&self) -> Result<Cow<'_, [u8]>, Error> {
        match self {
            Self::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::File { path, stamp } => {
                let mut bytes = Vec::with_capacity(stamp.len as usize);
                let read = self.open()?.take(stamp.len).read_to_end(&mut bytes);
                read.map_err(|e| Error::io(format!("cannot read {}", path.display()), e))?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// Whether both hold the same bytes, compared as streams.
    pub(super) fn same_as(&self, other: &Encoded<'_>) -> Result<bool, Error> {
        if self.len() != other.len() {
            return Ok(false);
        }
        let (mut left, mut right) = (self.open()?, other.open()?);
        loop {
            let (a, b) = (left.peek()?, right.peek()?);
            let common = a.len().min(b.len());
            if common == 0 {
                return Ok(a.len() == b.len());
            }
            if a[..common] != b[..common] {
                return Ok(false);
            }
            left.consume(common);
            right.consume(common);
        }
    }
}

fn changed(path: &Path) -> Error {
    Error::io(path.display(), io::Error::other("changed while it was compared"))
}

/// A reader of [`Encoded`] bytes.
pub(super) enum Input<'s> {
    Memory(Cursor<&'s [u8]>),
    File(BufReader<File>),
}

impl Input<'_> {
    /// The bytes that were peeked at last, as far as they were not taken.
    #[cfg(feature = "png")]
    pub(super) fn ahead(&self) -> &[u8] {
        match self {
            Self::Memory(memory) => &memory.get_ref()[memory.position() as usize..],
            Self::File(file) => file.buffer(),
        }
    }

    /// The next bytes, without taking them; none at the end. At the start of a picture they are enough to tell its
    /// format.
    pub(super) fn peek(&mut self) -> Result<&[u8], Error> {
        self.fill_buf().map_err(|e| Error::io("cannot read the picture", e))
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(memory) => memory.read(buf),
            Self::File(file) => file.read(buf),
        }
    }
}

impl BufRead for Input<'_> {
    /// Tries again when a signal interrupts: the decoders take any error as final.
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Memory(memory) => memory.fill_buf(),
            Self::File(file) => {
                while let Err(error) = file.fill_buf() {
                    if error.kind() != ErrorKind::Interrupted {
                        return Err(error);
                    }
                }
                Ok(file.buffer())
            }
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Memory(memory) => memory.consume(amount),
            Self::File(file) => file.consume(amount),
        }
    }
}

impl Seek for Input<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Memory(memory) => memory.seek(to),
            Self::File(file) => file.seek(to),
        }
    }
}
