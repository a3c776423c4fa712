//! Formats that are decoded whole, end to end, on pictures of 21x13 pixels.

#[cfg(all(feature = "bmp", feature = "png"))]
mod bmp;
#[cfg(all(feature = "gif", feature = "png"))]
mod gif;
#[cfg(all(feature = "qoi", feature = "png"))]
mod qoi;
#[cfg(all(feature = "tiff", feature = "png"))]
mod tiff;

use crate::decode::tests::{assert_no_cut_passes, check, decode};
use crate::{Limits, Size};

/// FNV-1a: enough to hold pixels to expected ones without keeping them.
fn hash(pixels: &[u8]) -> u64 {
    pixels
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Holds a picture to the same one as PNG, cuts it everywhere, and runs into the limits.
#[cfg(all(feature = "png", any(feature = "bmp", feature = "gif", feature = "qoi", feature = "tiff")))]
fn assert_like(bytes: &[u8], png: &[u8], has_alpha: bool, animated: bool) {
    let limits = Limits::default();
    let (header, pixels) = decode(bytes, &limits).unwrap();
    let (as_png, expected) = decode(png, &limits).unwrap();
    assert_eq!((header.size, header.has_alpha, header.animated), (as_png.size, has_alpha, animated));
    assert!(pixels == expected, "{:?} is not {:?}", &pixels[..16], &expected[..16]);
    assert_eq!(check(bytes, &limits).unwrap(), header);

    for end in 0..bytes.len() {
        match decode(&bytes[..end], &limits) {
            Ok((_, cut)) => assert!(cut == pixels, "{end} of {} bytes are another picture", bytes.len()),
            Err(error) => assert!(["corrupt_image", "unsupported_format"].contains(&error.code()), "{error}"),
        }
    }
    let few_pixels = Limits { max_pixels: header.size.pixels() - 1, ..limits };
    assert_eq!(decode(bytes, &few_pixels).unwrap_err().code(), "too_large");
    let little_memory = Limits { max_decoded_bytes: header.size.pixels() * 3 - 1, ..limits };
    assert_eq!(decode(bytes, &little_memory).unwrap_err().code(), "too_large");
    assert_no_flip_panics(bytes);
}

/// What is wrong with a picture.
#[cfg(all(feature = "png", any(feature = "bmp", feature = "gif", feature = "qoi", feature = "tiff")))]
fn refusal(bytes: &[u8]) -> (&'static str, String) {
    let error = decode(bytes, &Limits::default()).unwrap_err();
    (error.code(), error.to_string())
}

/// Checks the pixels, which are the same on every machine, and all that goes for any format.
fn assert_pixels(bytes: &[u8], has_alpha: bool, expected: u64) {
    let (header, pixels) = decode(bytes, &Limits::default()).unwrap();
    assert_eq!((header.size, header.has_alpha), (Size { width: 21, height: 13 }, has_alpha));
    assert_eq!(hash(&pixels), expected, "{:#x}", hash(&pixels));
    assert_eq!(check(bytes, &Limits::default()).unwrap(), header);
    assert_no_cut_passes(bytes);

    let few_pixels = Limits { max_pixels: 272, ..Limits::default() };
    assert_eq!(decode(bytes, &few_pixels).unwrap_err().code(), "too_large");
    let little_memory = Limits { max_decoded_bytes: 800, ..Limits::default() };
    assert_eq!(decode(bytes, &little_memory).unwrap_err().code(), "too_large");
}

/// Damage may go unnoticed where there are no checksums, but it must end.
fn assert_no_flip_panics(bytes: &[u8]) {
    let limits = Limits { max_pixels: 1 << 22, ..Limits::default() };
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xff] {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= flip;
            _ = decode(&damaged, &limits);
        }
    }
}

#[cfg(feature = "jpeg")]
mod jpeg {
    use super::*;

    const BASELINE: &[u8] = include_bytes!("../../testdata/baseline.jpg");
    const PROGRESSIVE: &[u8] = include_bytes!("../../testdata/progressive.jpg");
    const GREY: &[u8] = include_bytes!("../../testdata/grey.jpg");
    /// Both as Adobe's programs write them: inverted.
    const CMYK: &[u8] = include_bytes!("../../testdata/cmyk.jpg");
    const YCCK: &[u8] = include_bytes!("../../testdata/ycck.jpg");

    /// The first two hold the same coefficients. The pixels are at most 2 away from those of libjpeg, where ink (CMYK) is
    /// turned into colour as (255 - ink) * (255 - black) / 255.
    #[test]
    fn pixels() {
        assert_pixels(BASELINE, false, 0x5920_df11_cb11_0fb2);
        assert_pixels(PROGRESSIVE, false, 0x5920_df11_cb11_0fb2);
        assert_pixels(GREY, false, 0xafab_d6e2_e809_1102);
        assert_pixels(CMYK, false, 0xee9a_5a03_f2a8_60e5);
        assert_pixels(YCCK, false, 0xc864_6c91_d3b2_cbf9);
    }

    #[test]
    fn no_flip_panics() {
        assert_no_flip_panics(BASELINE);
        assert_no_flip_panics(PROGRESSIVE);
    }

    /// Found by fuzzing: the decoder's own words had a line break.
    #[test]
    fn data_that_ends_too_early_is_told_in_one_line() {
        let file = include_bytes!("../../testdata/early-end.jpg");
        let error = decode(file, &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "corrupt_image");
        assert_eq!(error.to_string(), "the JPEG is damaged: its data ends too early");
    }

    #[test]
    fn what_follows_the_end_marker_is_not_looked_at() {
        let followed = [BASELINE, b"\xff\xd8 a gain map"].concat();
        assert_eq!(
            decode(&followed, &Limits::default()).unwrap(),
            decode(BASELINE, &Limits::default()).unwrap()
        );
    }

    #[test]
    fn other_processes_are_refused_by_name() {
        let frame = BASELINE.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        let with = |at: usize, value: u8| {
            let mut bytes = BASELINE.to_vec();
            bytes[frame + at] = value;
            decode(&bytes, &Limits::default()).unwrap_err()
        };
        for (at, value, words) in [
            (1, 0xc3, "a lossless JPEG"),
            (1, 0xc9, "a JPEG with arithmetic coding"),
            (4, 12, "more than 8 bits"),
        ] {
            let error = with(at, value);
            assert_eq!(error.code(), "unsupported_format");
            assert!(error.to_string().contains(words), "{error}");
        }
        let mut flat = BASELINE.to_vec();
        flat[frame + 5..frame + 7].fill(0);
        assert_eq!(decode(&flat, &Limits::default()).unwrap_err().code(), "corrupt_image");
    }
}

#[cfg(feature = "webp")]
mod webp {
    use super::*;

    const LOSSY: &[u8] = include_bytes!("../../testdata/lossy.webp");
    const LOSSY_ALPHA: &[u8] = include_bytes!("../../testdata/lossy-alpha.webp");
    const LOSSLESS_ALPHA: &[u8] = include_bytes!("../../testdata/lossless-alpha.webp");
    const ANIMATED: &[u8] = include_bytes!("../../testdata/animated.webp");

    /// The hashes are those of the pixels that libwebp gives.
    #[test]
    fn pixels() {
        assert_pixels(LOSSY, false, 0xabe1_ec06_4b1e_1738);
        assert_pixels(LOSSY_ALPHA, true, 0xa4e3_3683_cd02_0466);
        assert_pixels(LOSSLESS_ALPHA, true, 0x4ecb_0978_8d4a_ead5);
        assert_pixels(ANIMATED, true, 0xfed9_d177_1d22_e9f1);
        assert!(decode(ANIMATED, &Limits::default()).unwrap().0.animated);
        assert!(!decode(LOSSY, &Limits::default()).unwrap().0.animated);
    }

    #[test]
    fn no_flip_panics() {
        assert_no_flip_panics(LOSSY);
        assert_no_flip_panics(LOSSY_ALPHA);
        assert_no_flip_panics(LOSSLESS_ALPHA);
    }

    #[test]
    fn a_huge_frame_behind_a_small_canvas_is_refused() {
        let start = LOSSY_ALPHA.windows(3).position(|three| three == [0x9d, 0x01, 0x2a]).unwrap() + 3;
        let mut bomb = LOSSY_ALPHA.to_vec();
        bomb[start..start + 4].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
        let error = decode(&bomb, &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "corrupt_image");
        assert!(error.to_string().contains("16383x16383 stands where 21x13 is declared"), "{error}");
    }
}
