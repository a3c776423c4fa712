//! QOI: every kind of chunk, and headers that promise too much.

use super::{assert_like, refusal};

const RUNS: &[u8] = include_bytes!("../../testdata/runs.qoi");

#[test]
fn pixels() {
    assert_like(RUNS, include_bytes!("../../testdata/runs.png"), true, false);
    let opaque = include_bytes!("../../testdata/rgb.qoi");
    assert_like(opaque, include_bytes!("../../testdata/rgb.png"), false, false);
}

fn with(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut qoi = RUNS.to_vec();
    qoi[at..at + bytes.len()].copy_from_slice(bytes);
    qoi
}

#[test]
fn wrong_headers_and_ends_are_refused() {
    for (at, bytes, words) in [
        (4, &[0; 4][..], "its header has 0x13"),
        (12, &[5], "5 channels"),
        (13, &[2], "colour space 2"),
        (RUNS.len() - 1, &[0], "its end is not where its last pixel is"),
        (11, &[14], "cut off"),
        (11, &[1], "its end is not where its last pixel is"),
    ] {
        let (code, found) = refusal(&with(at, bytes));
        assert_eq!(code, "corrupt_image");
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn a_huge_picture_in_a_small_file_is_refused_before_memory_is_taken() {
    assert_eq!(refusal(&with(4, &[0, 0, 0x3f, 0xff, 0, 0, 0x3f, 0xff])).0, "corrupt_image");
    assert_eq!(refusal(&with(4, &[0xff; 8])).0, "too_large");
}
