//! As much of PNG as a target needs: chunks, their checksums, and the inflated rows.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// More inflated data is left alone: it would slow the fuzzer down.
const MAX_ROWS: usize = 1 << 16;

/// One whole chunk of a file: where it begins, and the length of its body.
#[derive(Clone, Copy)]
struct Chunk {
    start: usize,
    length: usize,
}

impl Chunk {
    fn name(self, file: &[u8]) -> &[u8] {
        &file[self.start + 4..self.start + 8]
    }

    fn body(self, file: &[u8]) -> &[u8] {
        &file[self.start + 8..self.checksum()]
    }

    fn checksum(self) -> usize {
        self.start + 8 + self.length
    }

    fn end(self) -> usize {
        self.checksum() + 4
    }
}

/// The chunks that lie within the file.
fn chunks(file: &[u8]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut start = SIGNATURE.len();
    while file.starts_with(SIGNATURE)
        && let Some(Ok(length)) = file.get(start..start + 4).map(<[u8; 4]>::try_from)
    {
        let chunk = Chunk { start, length: u32::from_be_bytes(length) as usize };
        if chunk.end() > file.len() {
            break;
        }
        start = chunk.end();
        chunks.push(chunk);
    }
    chunks
}

/// Makes the checksum of every chunk right. Anything but a PNG stays as it is.
pub(crate) fn repair(file: &mut [u8]) {
    for chunk in chunks(file) {
        let checksum = crc32fast::hash(&file[chunk.start + 4..chunk.checksum()]);
        file[chunk.checksum()..chunk.end()].copy_from_slice(&checksum.to_be_bytes());
    }
}

/// The filtered rows of a PNG, if they can be inflated.
pub(crate) fn inflated(file: &[u8]) -> Option<Vec<u8>> {
    let pixels = |chunk: &Chunk| chunk.name(file) == b"IDAT";
    let stream: Vec<u8> =
        chunks(file).into_iter().filter(pixels).flat_map(|chunk| chunk.body(file)).copied().collect();
    decompress_to_vec_zlib_with_limit(&stream, MAX_ROWS).ok()
}

/// The same file with other rows, in one chunk.
pub(crate) fn with_rows(file: &[u8], rows: &[u8]) -> Option<Vec<u8>> {
    let chunks = chunks(file);
    let is_pixels = |chunk: &&Chunk| chunk.name(file) == b"IDAT";
    let first = chunks.iter().find(is_pixels)?;
    let last = chunks.iter().rev().find(is_pixels)?;
    let mut new = file[..first.start].to_vec();
    push(&mut new, *b"IDAT", &compress_to_vec_zlib(rows, 1));
    new.extend(&file[last.end()..]);
    repair(&mut new);
    Some(new)
}

/// A file of these pixels, RGBA8, without filters.
pub(crate) fn of_rgba(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let rows: Vec<u8> = pixels.chunks(width as usize * 4).flat_map(|row| [&[0], row].concat()).collect();
    of(&header, &rows)
}

/// A file of a header and of rows with their filters.
fn of(header: &[u8], rows: &[u8]) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    push(&mut file, *b"IHDR", header);
    push(&mut file, *b"IDAT", &compress_to_vec_zlib(rows, 1));
    push(&mut file, *b"IEND", &[]);
    repair(&mut file);
    file
}

/// Adds a chunk whose checksum is yet to come.
fn push(file: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    file.extend((body.len() as u32).to_be_bytes());
    file.extend(name);
    file.extend(body);
    file.extend([0; 4]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey 2x2 picture.
    fn file() -> Vec<u8> {
        of(&[0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0], &[0, 10, 20, 0, 30, 40])
    }

    fn reads(file: &[u8]) -> bool {
        let pixels = [0; 4];
        let raw = depicted::RgbaView::new(&pixels, 1, 1).unwrap();
        depicted::diff(file, raw, &depicted::Options::default()).is_ok()
    }

    #[test]
    fn a_repaired_file_can_be_read() {
        let mut file = file();
        *file.last_mut().unwrap() ^= 1;
        assert!(!reads(&file));
        repair(&mut file);
        assert!(reads(&file));
        assert_eq!(file, self::file());
    }

    #[test]
    fn rows_come_out_and_go_in() {
        assert_eq!(inflated(&file()).unwrap(), [0, 10, 20, 0, 30, 40]);
        let other = with_rows(&file(), &[0, 1, 2, 2, 3, 4]).unwrap();
        assert!(reads(&other));
        assert_eq!(inflated(&other).unwrap(), [0, 1, 2, 2, 3, 4]);
    }

    #[test]
    fn pixels_come_back_from_a_file() {
        let pixels: Vec<u8> = (0..24).collect();
        let raw = depicted::RgbaView::new(&pixels, 3, 2).unwrap();
        let options = depicted::Options { metric: depicted::Metric::Exact, ..depicted::Options::default() };
        assert!(depicted::diff(of_rgba(3, 2, &pixels), raw, &options).unwrap().same());
    }

    #[test]
    fn what_is_no_png_is_left_alone() {
        for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT", b"RIFF"] {
            let mut repaired = bytes.to_vec();
            repair(&mut repaired);
            assert_eq!(repaired, bytes);
            assert!(inflated(bytes).is_none() && with_rows(bytes, &[]).is_none());
        }
    }
}
