//! BMP: each way to store pixels, those that writers in use do not choose built by hand.

use super::{assert_like, refusal};
use crate::decode::tests::decode;
use crate::{Error, Limits};

const RGB_PNG: &[u8] = include_bytes!("../../testdata/rgb.png");

#[test]
fn pixels() {
    assert_like(include_bytes!("../../testdata/rgb.bmp"), RGB_PNG, false, false);
    assert_like(
        include_bytes!("../../testdata/grey.bmp"),
        include_bytes!("../../testdata/grey.png"),
        false,
        false,
    );
    assert_like(
        include_bytes!("../../testdata/bits.bmp"),
        include_bytes!("../../testdata/bits.png"),
        false,
        false,
    );
    assert_like(
        include_bytes!("../../testdata/palette.bmp"),
        include_bytes!("../../testdata/palette.png"),
        false,
        false,
    );
    // 32 bits, of which no mask says that 8 are alpha.
    assert_like(include_bytes!("../../testdata/rgba.bmp"), RGB_PNG, false, false);
}

/// A picture of 2 pixels a row with a header of `length` bytes, `more` after the fields that all versions share.
fn bmp(length: u32, height: i32, bits: u16, compression: u32, more: &[u8], data: &[u8]) -> Vec<u8> {
    let mut header =
        [length, 2, height as u32, u32::from(bits) << 16 | 1, compression].map(u32::to_le_bytes).concat();
    header.extend([0; 20]);
    header.extend(more);
    header.resize(header.len().max(length as usize), 0);
    let pixels_at = 14 + header.len() as u32;
    [&b"BM\0\0\0\0\0\0\0\0"[..], &pixels_at.to_le_bytes(), &header, data].concat()
}

fn masks(masks: &[u32]) -> Vec<u8> {
    masks.iter().flat_map(|mask| mask.to_le_bytes()).collect()
}

fn pixels_of(bmp: &[u8]) -> Result<(bool, Vec<u8>), Error> {
    decode(bmp, &Limits::default()).map(|(header, pixels)| (header.has_alpha, pixels))
}

#[test]
fn fields_are_found_by_their_masks_and_scaled() {
    let two = [0x1f, 0xfc, 0xe0, 0x83];
    let standard = bmp(40, 1, 16, 0, &[], &two);
    assert_eq!(pixels_of(&standard).unwrap(), (false, vec![255, 0, 255, 255, 0, 255, 0, 255]));
    let five_six_five = bmp(40, 1, 16, 3, &masks(&[0xf800, 0x7e0, 0x1f]), &[0x1f, 0xf8, 0, 4]);
    assert_eq!(pixels_of(&five_six_five).unwrap(), (false, vec![255, 0, 255, 255, 0, 130, 0, 255]));
    let ten = bmp(52, 1, 32, 3, &masks(&[0x3ff0_0000, 0xffc00, 0x3ff]), &[0xff, 3, 0, 0, 0, 0, 0xf0, 0x1f]);
    assert_eq!(pixels_of(&ten).unwrap(), (false, vec![0, 0, 255, 255, 127, 0, 0, 255]));
}

#[test]
fn alpha_counts_where_it_is_declared_and_used() {
    let all = masks(&[0x00ff_0000, 0xff00, 0xff, 0xff00_0000]);
    for (length, compression) in [(56, 3), (108, 3), (124, 3), (40, 6)] {
        let used = bmp(length, 1, 32, compression, &all, &[3, 2, 1, 9, 6, 5, 4, 0]);
        assert_eq!(pixels_of(&used).unwrap(), (true, vec![1, 2, 3, 9, 4, 5, 6, 0]), "{length}");
        let unused = bmp(length, 1, 32, compression, &all, &[3, 2, 1, 0, 6, 5, 4, 0]);
        assert_eq!(pixels_of(&unused).unwrap(), (false, vec![1, 2, 3, 255, 4, 5, 6, 255]), "{length}");
    }
}

#[test]
fn rows_may_come_from_the_top() {
    let rows = [1, 1, 1, 2, 2, 2, 0, 0, 3, 3, 3, 4, 4, 4, 0, 0];
    let greys = |bmp: &[u8]| pixels_of(bmp).unwrap().1.chunks(4).map(|pixel| pixel[0]).collect::<Vec<_>>();
    assert_eq!(greys(&bmp(40, 2, 24, 0, &[], &rows)), [3, 4, 1, 2]);
    assert_eq!(greys(&bmp(40, -2, 24, 0, &[], &rows)), [1, 2, 3, 4]);
}

#[test]
fn runs_are_unpacked() {
    let palette: Vec<u8> = (0..16).flat_map(|grey| [grey; 4]).collect();
    let palette = [&palette[..], &[0; 240 * 4]].concat();
    let greys = |bits, data: &[u8]| {
        let palette = if bits == 4 { &palette[..64] } else { &palette };
        let bmp = bmp(40, 3, bits, if bits == 4 { 2 } else { 1 }, palette, data);
        pixels_of(&bmp).map(|(_, pixels)| pixels.chunks(4).map(|pixel| pixel[0]).collect::<Vec<_>>())
    };
    assert_eq!(greys(8, &[2, 7, 0, 0, 1, 5, 1, 6, 0, 1]).unwrap(), [0, 0, 5, 6, 7, 7]);
    assert_eq!(greys(8, &[0, 2, 1, 2, 1, 9, 0, 1]).unwrap(), [0, 9, 0, 0, 0, 0]);
    assert_eq!(greys(4, &[2, 0x12, 0, 0, 0, 2, 0, 0, 2, 0x34, 0, 1]).unwrap(), [0, 0, 3, 4, 1, 2]);
    for (bits, bad) in
        [(8, &[3, 7, 0, 1][..]), (8, &[0, 2, 0, 3, 1, 1, 0, 1]), (8, &[2, 7]), (4, &[0, 3, 0x12])]
    {
        assert_eq!(greys(bits, bad).unwrap_err().code(), "corrupt_image", "{bad:?}");
    }
    // Three indices in a row of two pixels, padded to an even number of bytes.
    assert_eq!(greys(8, &[0, 3, 1, 2, 3, 0, 0, 1]).unwrap_err().code(), "corrupt_image");
}

#[test]
fn the_oldest_header_has_palettes_of_three_bytes() {
    let mut old = b"BM\0\0\0\0\0\0\0\0\x20\0\0\0\x0c\0\0\0\x02\0\x01\0\x01\0\x01\0".to_vec();
    old.extend([1, 2, 3, 4, 5, 6, 0b0100_0000, 0, 0, 0]);
    assert_eq!(pixels_of(&old).unwrap(), (false, vec![3, 2, 1, 255, 6, 5, 4, 255]));
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    for (bits, compression) in [(24, 4), (24, 5), (64, 0), (8, 2), (24, 3)] {
        let (code, words) = refusal(&bmp(40, 1, bits, compression, &[0; 16], &[0; 64]));
        assert_eq!(code, "unsupported_format");
        assert!(words.contains(&format!("{bits} bits a pixel with compression {compression}")), "{words}");
    }
    assert_eq!(refusal(&bmp(60, 1, 24, 0, &[], &[0; 64])).0, "unsupported_format");
    assert_eq!(refusal(&bmp(40, 0, 24, 0, &[], &[0; 64])).0, "corrupt_image");
    assert_eq!(refusal(&bmp(40, -1, 8, 1, &[], &[0; 64])).0, "corrupt_image");
    assert_eq!(refusal(&bmp(52, 1, 32, 3, &masks(&[5, 0, 0]), &[0; 64])).0, "corrupt_image");
}

#[test]
fn a_huge_picture_is_refused_before_memory_is_taken() {
    assert_eq!(refusal(&bmp(40, 400_000_000, 24, 0, &[], &[0; 64])).0, "too_large");
    assert_eq!(refusal(&bmp(40, 100_000_000, 24, 0, &[], &[0; 64])).0, "corrupt_image");
    assert_eq!(refusal(&bmp(40, i32::MIN, 1, 0, &[], &[0; 64])).0, "too_large");
}
