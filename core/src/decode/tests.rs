//! What holds for every format, and the helpers of the tests of each.

use std::io::Read;
use std::path::PathBuf;

use super::{Header, Picture, Rgba, Source};
use crate::{Error, Limits, RgbaView};

/// All pixels, read three rows at a time, and then to the end of the file.
pub(super) fn decode<'a>(
    picture: impl Into<Picture<'a>>,
    limits: &Limits,
) -> Result<(Header, Vec<u8>), Error> {
    let source = Source::new(picture.into(), limits)?;
    let mut rows = Rgba::new(source.open(limits)?);
    let header = rows.header();
    let mut pixels = vec![0; header.size.pixels() as usize * 4];
    for band in pixels.chunks_mut(header.size.width as usize * 4 * 3) {
        rows.read(band)?;
    }
    rows.finish()?;
    Ok((header, pixels))
}

/// What the check for equal files says.
pub(super) fn check<'a>(picture: impl Into<Picture<'a>>, limits: &Limits) -> Result<Header, Error> {
    Source::new(picture.into(), limits)?.check(limits)
}

/// A cut anywhere is an error of the picture, whichever way one looks.
#[cfg(any(feature = "png", feature = "_whole"))]
pub(super) fn assert_no_cut_passes(bytes: &[u8]) {
    let limits = Limits::default();
    decode(bytes, &limits).unwrap();
    check(bytes, &limits).unwrap();
    for end in 0..bytes.len() {
        let cut = &bytes[..end];
        for error in [decode(cut, &limits).err(), check(cut, &limits).err()] {
            let code = error.unwrap_or_else(|| panic!("{end} of {} bytes pass", bytes.len())).code();
            assert!(["corrupt_image", "unsupported_format"].contains(&code), "{code} at {end}");
        }
    }
}

/// A file of its own for one test; removed when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, contents: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("depicted-decode-{}-{name}", std::process::id()));
        std::fs::write(&path, contents).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.0);
    }
}

fn source<'a>(picture: impl Into<Picture<'a>>) -> Source<'a> {
    Source::new(picture.into(), &Limits::default()).unwrap()
}

#[test]
fn raw_pixels_are_copied_row_by_row() {
    let window = [[1; 4], [2; 4], [9; 4], [3; 4], [4; 4]].concat();
    let view = RgbaView::with_stride(&window, 2, 2, 12).unwrap();
    let (header, pixels) = decode(view, &Limits::default()).unwrap();
    assert_eq!((header.size, header.has_alpha), (view.size(), true));
    assert_eq!(pixels, [[1; 4], [2; 4], [3; 4], [4; 4]].concat());

    let few = Limits { max_pixels: 3, ..Limits::default() };
    assert_eq!(decode(view, &few).unwrap_err().code(), "too_large");
    assert_eq!(check(view, &few).unwrap_err().code(), "too_large");
    assert!(!source(view).same_bytes(&source(view)).unwrap());
}

#[test]
fn raw_rows_begin_again() {
    let pixels = [5, 6, 7, 8].repeat(3);
    let raw = source(RgbaView::new(&pixels, 1, 3).unwrap());
    let mut rows = raw.open(&Limits::default()).unwrap();
    let mut out = [0; 12];
    for _ in 0..2 {
        rows.read(&mut out).unwrap();
        assert_eq!(out[..], pixels);
        rows.rewind().unwrap();
    }
}

#[test]
fn a_reader_is_read_to_one_byte_past_the_limit() {
    struct Endless<'a>(&'a mut u64);
    impl Read for Endless<'_> {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            *self.0 += buf.len() as u64;
            Ok(buf.len())
        }
    }
    let mut count = 0;
    let limits = Limits { max_bytes: 100_000, ..Limits::default() };
    let error = decode(Picture::from_reader(Endless(&mut count)), &limits).unwrap_err();
    assert_eq!(error.code(), "too_large");
    assert!(error.to_string().contains("max_bytes = 100000"), "{error}");
    assert_eq!(count, 100_001);
}

#[test]
fn encoded_bytes_have_a_limit_in_memory_and_in_files() {
    let file = Scratch::new("limit", &[7; 101]);
    let limits = Limits { max_bytes: 100, ..Limits::default() };
    assert_eq!(decode(&[7; 101], &limits).unwrap_err().code(), "too_large");
    assert_eq!(decode(&file.0, &limits).unwrap_err().code(), "too_large");
    assert_eq!(decode(&[7; 100], &limits).unwrap_err().code(), "unsupported_format");
}

#[test]
fn what_is_no_file_is_named() {
    let missing = decode("no/such/picture.png", &Limits::default()).unwrap_err();
    assert_eq!(missing.code(), "io");
    assert!(missing.to_string().starts_with("cannot open no/such/picture.png: "), "{missing}");

    let folder = decode(std::env::temp_dir(), &Limits::default()).unwrap_err();
    assert_eq!(folder.code(), "io");
    assert!(folder.to_string().ends_with("it is a directory"), "{folder}");
}

#[cfg(unix)]
#[test]
fn a_device_is_read_like_a_stream() {
    let limits = Limits { max_bytes: 5000, ..Limits::default() };
    let empty = decode("/dev/null", &limits).unwrap_err();
    assert_eq!(empty.to_string(), "the picture is empty (0 bytes)");
    assert_eq!(decode("/dev/zero", &limits).unwrap_err().code(), "too_large");
}

#[test]
fn equal_bytes_are_found_in_files_and_memory() {
    let long: Vec<u8> = (0..200_000_u32).map(|i| (i.wrapping_mul(i) >> 7) as u8).collect();
    let mut other = long.clone();
    other[199_999] ^= 1;
    let file = Scratch::new("equal", &long);
    let same = |a: &Source<'_>, b: &Source<'_>| a.same_bytes(b).unwrap();
    assert!(same(&source(&file.0), &source(&file.0)));
    assert!(same(&source(&file.0), &source(&long)));
    assert!(!same(&source(&other), &source(&file.0)));
    assert!(!same(&source(&long[1..]), &source(&file.0)));
    assert!(same(&source(b""), &source(b"")));
}

#[test]
fn a_file_that_changes_between_two_passes_is_noticed() {
    let file = Scratch::new("changed", b"before");
    let source = source(&file.0);
    std::fs::write(&file.0, b"afterwards").unwrap();
    let error = source.open(&Limits::default()).err().unwrap();
    assert_eq!(error.code(), "io");
    assert!(error.to_string().ends_with("changed while it was compared"), "{error}");
}

#[test]
fn pictures_are_made_of_what_callers_have() {
    let text = String::from("a.png");
    let bytes = vec![1, 2];
    let path = PathBuf::from("a.png");
    for named in [
        Picture::from("a.png"),
        Picture::from(&text),
        Picture::from(text.clone()),
        Picture::from(path.as_path()),
        Picture::from(&path),
        Picture::from(path.clone()),
    ] {
        assert_eq!(format!("{named:?}"), r#"Picture("a.png")"#);
    }
    for encoded in [
        Picture::from(&bytes),
        Picture::from(bytes.as_slice()),
        Picture::from(bytes.clone()),
        Picture::from(&[1, 2]),
    ] {
        assert_eq!(format!("{encoded:?}"), "Picture(2 bytes)");
    }
    assert_eq!(format!("{:?}", Picture::from_reader(std::io::empty())), "Picture(reader)");
}

/// Formats by their signatures are tested where they are told apart.
#[cfg(not(feature = "png"))]
#[test]
fn a_picture_whose_decoder_was_left_out_names_the_feature() {
    let raw = RgbaView::new(&[0; 4], 1, 1).unwrap();
    let error = crate::diff(raw, b"\x89PNG\r\n\x1a\n", &crate::Options::default()).unwrap_err();
    assert_eq!((error.code(), error.side()), ("unsupported_format", Some(crate::Side::After)));
    assert!(error.to_string().contains("leaves out the 'png' feature"), "{error}");
}
