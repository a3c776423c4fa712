//! TIFF: the kinds of samples that are read, and those that are refused.

use super::{assert_like, decode, refusal};
use crate::Limits;

const GREY: &[u8] = include_bytes!("../../testdata/grey.tiff");
/// 4 bits a pixel; big-endian. Of its colours each byte stands twice in 16 bits.
const PALETTE: &[u8] = include_bytes!("../../testdata/palette-4.tiff");
const PALETTE_PNG: &[u8] = include_bytes!("../../testdata/palette.png");

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
fn palettes() {
    // 8 bits a pixel, packed by LZW. Its colours have zeros in their lower bytes.
    assert_like(include_bytes!("../../testdata/palette.tiff"), PALETTE_PNG, false, false);
    assert_like(PALETTE, PALETTE_PNG, false, false);
}

/// The picture with the palette, whose directory and then whose colours `change` may alter.
fn palette_with(change: impl Fn(&mut [u8], &mut [u8])) -> Vec<u8> {
    let mut tiff = PALETTE.to_vec();
    let directory = u32::from_be_bytes(*tiff[4..].first_chunk().unwrap()) as usize;
    let (rest, entries) = tiff.split_at_mut(directory);
    change(entries, &mut rest[directory - 96..]);
    tiff
}

/// Where a tag of the directory is.
fn entry(directory: &mut [u8], tag: u16) -> &mut [u8] {
    let at = directory.windows(2).position(|two| two == tag.to_be_bytes()).unwrap();
    &mut directory[at..at + 12]
}

#[test]
fn a_palette_may_hold_8_bits_in_its_16() {
    let small = palette_with(|_, colours| colours.chunks_mut(2).for_each(|sample| sample[0] = 0));
    assert_ne!(small, PALETTE);
    assert_like(&small, PALETTE_PNG, false, false);
}

#[test]
fn sixteen_bits_of_a_palette_are_rounded() {
    let first = |tiff: &[u8]| decode(tiff, &Limits::default()).unwrap().1[0];
    let level = first(PALETTE);
    for (low, by) in [(level + 128, 0), (level + 129, 1)] {
        let between = palette_with(|_, colours| {
            colours.chunks_mut(2).for_each(|sample| {
                if sample == [level, level] {
                    sample[1] = low;
                }
            });
        });
        assert_eq!(first(&between), level + by);
    }
}

#[test]
fn broken_palettes_are_refused() {
    let gone = palette_with(|directory, _| entry(directory, 320)[1] += 1);
    let short = palette_with(|directory, _| entry(directory, 320)[7] -= 3);
    for (tiff, samples) in [(gone, 0), (short, 45)] {
        let (code, words) = refusal(&tiff);
        assert_eq!(code, "corrupt_image");
        assert!(words.contains(&format!("has {samples} samples, and pixels of 4 bits take 48")), "{words}");
    }
    let two_channels = palette_with(|directory, _| {
        entry(directory, 258)[9] = 8;
        entry(directory, 278)[..2].copy_from_slice(&277_u16.to_be_bytes());
        entry(directory, 277)[9] = 2;
    });
    let wide = palette_with(|directory, _| entry(directory, 258)[9] = 16);
    for (tiff, what) in [(two_channels, "a palette, and channels besides"), (wide, "pixels of 16 bits")] {
        let (code, words) = refusal(&tiff);
        assert_eq!(code, "unsupported_format", "{words}");
        assert!(words.contains(what), "{words}");
    }
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    const FLOAT: &[u8] = include_bytes!("../../testdata/float.tiff");
    for (tiff, what) in [
        (FLOAT.to_vec(), "Gray(32)"),
        (with(258, 32), "Gray(32)"),
        (with(262, 6), "YCbCr"),
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
