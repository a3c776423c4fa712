//! Standard output whose reader may go away.

use std::io::{self, ErrorKind, Write};

/// Standard output. Once its reader is gone, what is written goes nowhere and no error comes of it: `head` has seen
/// enough, and the exit code still tells the verdict.
pub(crate) struct Stdout {
    /// `None` once the reader is gone.
    stream: Option<io::Stdout>,
}

impl Stdout {
    /// Standard output of this process.
    pub(crate) fn new() -> Self {
        Self { stream: Some(io::stdout()) }
    }

    /// Whether its reader went away.
    pub(crate) fn is_gone(&self) -> bool {
        self.stream.is_none()
    }

    fn attempt<T>(&mut self, gone: T, act: impl FnOnce(&mut io::Stdout) -> io::Result<T>) -> io::Result<T> {
        let Some(stream) = &mut self.stream else { return Ok(gone) };
        match act(stream) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.stream = None;
                Ok(gone)
            }
            result => result,
        }
    }
}

impl Default for Stdout {
    fn default() -> Self {
        Self::new()
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), Write::flush)
    }
}
