//! TIFF: the kinds of samples that are read, and those that are refused.

use super::{assert_like, refusal};

const GREY: &[u8] = include_bytes!("../../testdata/grey.tiff");

#[test]
fn pixels() {
    let grey = include_bytes!("../../testdata/grey.png");
    assert_like(
        include_bytes!("../../testdata/rgb.tiff"),
        include_bytes!("../../testdata/rgb.png"),
        false,
        false,
    );
    assert_like(
        include_bytes!("../../testdata/rgba.tiff"),
        include_bytes!("../../testdata/rgba.png"),
        true,
        false,
    );
    assert_like(GREY, grey, false, false);
    assert_like(
        include_bytes!("../../testdata/grey-alpha.tiff"),
        include_bytes!("../../testdata/grey-alpha.png"),
        true,
        false,
    );
    assert_like(
        include_bytes!("../../testdata/bits.tiff"),
        include_bytes!("../../testdata/bits.png"),
        false,
        false,
    );
    assert_like(
        include_bytes!("../../testdata/deep.tiff"),
        include_bytes!("../../testdata/deep.png"),
        false,
        false,
    );
    assert_like(include_bytes!("../../testdata/pages.tiff"), grey, false, true);
}

/// The grey picture with the value of a tag of one number changed.
fn with(tag: u16, value: u16) -> Vec<u8> {
    let mut tiff = GREY.to_vec();
    let entry = [&tag.to_le_bytes()[..], &[3, 0, 1, 0, 0, 0]].concat();
    let at = tiff.windows(8).position(|eight| eight == entry).unwrap() + 8;
    tiff[at..at + 2].copy_from_slice(&value.to_le_bytes());
    tiff
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    const FLOAT: &[u8] = include_bytes!("../../testdata/float.tiff");
    for (tiff, what) in [
        (FLOAT.to_vec(), "Gray(32)"),
        (with(258, 32), "Gray(32)"),
        (with(262, 3), "RGBPalette"),
        (with(259, 7), "ModernJPEG"),
        (with(259, 4), "Fax4"),
    ] {
        let (code, words) = refusal(&tiff);
        assert_eq!(code, "unsupported_format", "{words}");
        assert!(words.contains(what) && words.ends_with("convert it to PNG"), "{words}");
    }
}

#[test]
fn a_tag_that_is_longer_than_the_file_is_refused() {
    let mut tiff = with(258, 8);
    let at = tiff.windows(4).position(|four| four == [2, 1, 3, 0]).unwrap();
    // The number of bits as text of 4 GiB.
    tiff[at + 2..at + 8].copy_from_slice(&[2, 0, 0xff, 0xff, 0xff, 0xff]);
    let (code, words) = refusal(&tiff);
    assert_eq!(code, "corrupt_image");
    assert!(words.contains("tag 258 has 4294967295 bytes"), "{words}");
}

#[test]
fn a_huge_picture_is_refused_before_memory_is_taken() {
    let (code, words) = refusal(include_bytes!("../../testdata/bomb.tiff"));
    assert_eq!(code, "too_large");
    assert!(words.contains("max_pixels") || words.contains("max_decoded_bytes"), "{words}");
}
