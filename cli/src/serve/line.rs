//! Lines of bounded length.

use std::io::{self, BufRead, ErrorKind};

/// A line without its end.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// What it says.
    Whole(Vec<u8>),
    /// Its beginning, because there was more than the limit allows.
    TooLong(Vec<u8>),
}

/// What is kept of a line that is too long: enough for an id.
const HEAD: usize = 1024;

/// The lines of a stream. One that is too long is passed over without being held; empty ones are passed over too.
pub(super) struct Lines<R> {
    reader: R,
    most: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most so many bytes, their ends not counted.
    pub(super) fn new(reader: R, most: u64) -> Self {
        Self { reader, most }
    }

    /// The next one; the last one need not end. `None` when there are no more.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        let (mut bytes, mut length) = (Vec::new(), 0_u64);
        loop {
            let piece = match self.reader.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = piece.iter().position(|byte| *byte == b'\n');
            let part = &piece[..end.unwrap_or(piece.len())];
            length += part.len() as u64;
            if length <= self.most {
                bytes.extend_from_slice(part);
            } else if bytes.len() < HEAD {
                bytes.extend_from_slice(&part[..part.len().min(HEAD - bytes.len())]);
            } else if bytes.len() > HEAD {
                bytes = bytes[..HEAD].to_vec();
            }
            let (used, is_over) = (part.len() + usize::from(end.is_some()), piece.is_empty());
            self.reader.consume(used);
            if end.is_none() && !is_over {
                continue;
            }
            if length > self.most {
                bytes.truncate(HEAD);
                return Ok(Some(Line::TooLong(bytes)));
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Line::Whole(bytes)));
            }
            if is_over {
                return Ok(None);
            }
            length = 0;
            bytes.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, Read};

    use super::*;

    fn lines(text: &[u8], most: u64, buffer: usize) -> Vec<Line> {
        let mut lines = Lines::new(BufReader::with_capacity(buffer, Cursor::new(text)), most);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn lines_are_whole_whatever_the_buffer() {
        let whole = |text: &str| Line::Whole(text.into());
        let too_long = |text: &str| Line::TooLong(text.into());
        for buffer in [1, 2, 3, 100] {
            assert_eq!(
                lines(b"one\ntwo\r\n\n  \nthree", 5, buffer),
                [whole("one"), whole("two\r"), whole("three")]
            );
            assert_eq!(
                lines(b"123456\n12345\n123456", 5, buffer),
                [too_long("123456"), whole("12345"), too_long("123456")]
            );
            assert_eq!(lines(b"", 5, buffer), []);
            assert_eq!(lines(b"\n", 5, buffer), []);
        }
    }

    #[test]
    fn a_line_without_end_is_not_held() {
        let endless = io::repeat(b'x').take(1 << 24).chain(&b"\nnext"[..]);
        let mut lines = Lines::new(BufReader::with_capacity(1 << 16, endless), 100_000);
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong(vec![b'x'; HEAD])));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"next".into())));
        assert_eq!(lines.next().unwrap(), None);
    }

    #[test]
    fn an_error_is_told() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("unplugged"))
            }
        }
        assert!(Lines::new(BufReader::new(Broken), 1).next().is_err());
    }
}
