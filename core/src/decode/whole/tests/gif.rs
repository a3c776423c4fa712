//! GIF: frames on screens, transparency, and files that end too early.

use super::{assert_like, refusal};
use crate::Limits;
use crate::decode::tests::decode;

const PALETTE: &[u8] = include_bytes!("../../testdata/palette.gif");
const PALETTE_PNG: &[u8] = include_bytes!("../../testdata/palette.png");

#[test]
fn pixels() {
    assert_like(PALETTE, PALETTE_PNG, false, false);
    assert_like(include_bytes!("../../testdata/interlaced.gif"), PALETTE_PNG, false, false);
    assert_like(include_bytes!("../../testdata/animated.gif"), PALETTE_PNG, false, true);
    let transparent = include_bytes!("../../testdata/transparent.gif");
    assert_like(transparent, include_bytes!("../../testdata/transparent.png"), true, false);
}

/// A screen of 3x2 with one frame of the colours 1, 2 at 1,1.
fn placed() -> Vec<u8> {
    let mut gif = b"GIF89a\x03\0\x02\0\x80\0\0".to_vec();
    gif.extend([10, 20, 30, 40, 50, 60]);
    gif.extend(b",\x01\0\x01\0\x02\0\x01\0\0");
    // Codes of 3 bits: clear, 0, 1, end.
    gif.extend([2, 2, 0b0100_0100, 0b1010, 0]);
    gif.push(b';');
    gif
}

#[test]
fn what_a_frame_does_not_cover_is_transparent() {
    let (header, pixels) = decode(placed(), &Limits::default()).unwrap();
    assert!(header.has_alpha);
    let mut expected = [0; 24];
    expected[16..].copy_from_slice(&[10, 20, 30, 255, 40, 50, 60, 255]);
    assert_eq!(pixels, expected);
}

#[test]
fn a_frame_outside_its_screen_is_refused() {
    for (at, value) in [(20, 2), (22, 2), (24, 4), (26, 3), (24, 0), (26, 0)] {
        let mut gif = placed();
        gif[at] = value;
        let (code, words) = refusal(&gif);
        assert_eq!(code, "corrupt_image");
        assert!(words.contains("does not fit its screen of 3x2"), "{words}");
    }
}

#[test]
fn the_trailer_is_needed_and_what_follows_it_is_not_looked_at() {
    assert_eq!(
        refusal(&PALETTE[..PALETTE.len() - 1]),
        ("corrupt_image", "the GIF is cut off: it ends before its trailer".to_owned())
    );
    decode([PALETTE, b"and more"].concat(), &Limits::default()).unwrap();
    assert_eq!(refusal(b"GIF89a\x03\0\x02\0\0\0\0;").1, "the GIF is damaged: it has no frame");
    assert_eq!(refusal(b"GIF89a\0\0\x02\0\0\0\0;").1, "the GIF is damaged: 0x2 is no size");
}

#[test]
fn a_huge_screen_is_refused_before_memory_is_taken() {
    let mut bomb = placed();
    bomb[6..10].fill(0xff);
    let (code, words) = refusal(&bomb);
    assert_eq!(code, "too_large");
    assert!(words.contains("max_pixels"), "{words}");
}
