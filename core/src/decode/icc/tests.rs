//! Profiles against the pixels that Little CMS makes of them, and in every format that carries them.

use super::Transform;
use crate::Limits;
use crate::decode::tests::{check, decode};

fn pixels(picture: &[u8]) -> Vec<u8> {
    check(picture, &Limits::default()).unwrap();
    decode(picture, &Limits::default()).unwrap().1
}

/// The file with its profile made unusable, without a trace in the checksums that are looked at.
fn without_profile(picture: &[u8]) -> Vec<u8> {
    let mut picture = picture.to_vec();
    let at = picture.windows(4).position(|four| four == b"acsp").unwrap();
    picture[at] = b'?';
    picture
}

#[cfg(feature = "png")]
mod png {
    use super::*;

    /// Both engines round: this one light to 24 bits and once at the end, the other to 16 bits between its steps, which
    /// is most in the dark.
    const TOLERANCE: u8 = 2;

    fn assert_near(with_profile: &[u8], converted: &[u8]) {
        let (ours, expected) = (pixels(with_profile), pixels(converted));
        let largest = ours.iter().zip(&expected).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        assert!(largest <= TOLERANCE, "{largest}");
    }

    #[test]
    fn profiles_are_applied_as_by_another_engine() {
        // The curves of the three: a formula, an exponent, a table.
        assert_near(include_bytes!("../testdata/p3.png"), include_bytes!("../testdata/p3.srgb.png"));
        assert_near(include_bytes!("../testdata/adobe.png"), include_bytes!("../testdata/adobe.srgb.png"));
        assert_near(
            include_bytes!("../testdata/prophoto.png"),
            include_bytes!("../testdata/prophoto.srgb.png"),
        );
        assert_near(
            include_bytes!("../testdata/grey-profile.png"),
            include_bytes!("../testdata/grey-profile.srgb.png"),
        );
    }

    #[test]
    fn a_profile_that_is_srgb_changes_nothing() {
        let levels = [0, 20, 51, 90, 128, 166, 204, 230, 255];
        let expected: Vec<u8> =
            (0..729).flat_map(|i| [levels[i % 9], levels[i / 9 % 9], levels[i / 81], 255]).collect();
        assert_eq!(pixels(include_bytes!("../testdata/srgb-profile.png")), expected);
    }
}

/// The profile that the JPEG, the TIFF and the WebP carry.
const P3: &[u8] = include_bytes!("../testdata/p3.icc");

#[test]
fn every_format_applies_its_profile() {
    let files: [(&[u8], bool); 3] = [
        (include_bytes!("../testdata/p3.jpg"), cfg!(feature = "jpeg")),
        (include_bytes!("../testdata/p3.webp"), cfg!(feature = "webp")),
        (include_bytes!("../testdata/p3.tiff"), cfg!(feature = "tiff")),
    ];
    for (file, _) in files.iter().filter(|(_, built)| *built) {
        let mut expected = pixels(&without_profile(file));
        let converted = pixels(file);
        assert_ne!(converted, expected);
        Transform::of(P3, false).unwrap().apply(&mut expected);
        assert_eq!(converted, expected);
    }
}

#[test]
fn alpha_and_the_neutral_axis_stay() {
    let p3 = Transform::of(P3, false).unwrap();
    for grey in 0..=255 {
        let mut pixel = [grey, grey, grey, 255 - grey];
        p3.apply(&mut pixel);
        assert_eq!(pixel, [grey, grey, grey, 255 - grey]);
    }
    let mut red = [255, 0, 0, 7, 255, 0, 0, 8];
    p3.apply(&mut red);
    assert_eq!(red, [255, 0, 0, 7, 255, 0, 0, 8]);
    let mut green = [40, 200, 40, 255];
    p3.apply(&mut green);
    // By hand: 1.0421 of its light less 0.0421 of that of red is 0.6010, of which the sample is 203.6.
    assert_eq!(green, [0, 204, 0, 255]);
}

#[test]
fn what_cannot_be_used_is_ignored() {
    let changed = |at: usize, with: &[u8]| {
        let mut profile = P3.to_vec();
        profile[at..at + with.len()].copy_from_slice(with);
        Transform::of(&profile, false).is_none()
    };
    assert!(!changed(0, b""));
    assert!(Transform::of(P3, true).is_none());
    assert!(changed(16, b"CMYK"));
    assert!(changed(16, b"GRAY"));
    assert!(changed(20, b"Lab "));
    assert!(changed(36, b"ascp"));
    // The first tag becomes a table of many dimensions.
    assert!(changed(132, b"A2B0"));
    assert!(Transform::of(&[P3, &vec![0; super::MOST_BYTES]].concat(), false).is_none());
    for end in 0..P3.len() {
        _ = Transform::of(&P3[..end], false);
    }
    for at in 0..P3.len() {
        for flip in [1, 0x80, 0xff] {
            if let Some(transform) = Transform::of(
                &{
                    let mut profile = P3.to_vec();
                    profile[at] ^= flip;
                    profile
                },
                false,
            ) {
                transform.apply(&mut [255, 255, 255, 255, 0, 128, 255, 0]);
            }
        }
    }
}
