//! The target `decode`: whatever the bytes are, they are a picture or a clean error.

use depicted::{Differ, Error, Highlight, HighlightMode, Limits, Options, Picture, Report, RgbaView, Side};

use crate::promises;

/// What the bytes are compared with: 3x2 pixels, some of them transparent.
const RAW: [u8; 24] = [
    255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, //
    255, 255, 255, 255, 0, 0, 0, 128, 10, 20, 30, 0,
];

/// Small, so that a picture that claims to be large costs no time.
const LIMITS: Limits = Limits { max_pixels: 1 << 20, max_bytes: 1 << 20, max_decoded_bytes: 1 << 24 };

/// Decodes `bytes` in several ways, which must agree.
pub fn run(bytes: &[u8]) {
    // The default metric: it alone converts colour profiles.
    let options = Options { limits: LIMITS, max_regions: 8, ..Options::default() };
    let raw = RgbaView::new(&RAW, 3, 2).expect("24 bytes are 3x2 pixels");

    let first = depicted::diff(bytes, raw, &options);
    promises::outcome(&first, &options);

    // Once more, from a reader, and with a highlight, for which the picture is rewound and read a second time.
    let mut png = Vec::new();
    let always = Options { highlight: Highlight { always: true, ..Highlight::default() }, ..options.clone() };
    let again = Differ::new(always).highlight_to_writer(&mut png).diff(Picture::from_reader(bytes), raw);
    promises::same_outcome(&first, &again.map(|report| Report { highlight_written: false, ..report }));

    // Equal bytes are not inflated, but walked for damage.
    let itself = depicted::diff(bytes, bytes, &options);
    promises::outcome(&itself, &options);

    match (&first, &itself) {
        (Ok(first), Ok(itself)) => {
            assert!(itself.same() && itself.reason.is_none(), "a picture differs from itself");
            assert_eq!(first.before, itself.before, "decoding and walking disagree on the size");
            promises::highlight(&png, first, HighlightMode::Overlay);
        }
        (Ok(_), Err(error)) => panic!("decodes, but is refused when compared with itself: {error}"),
        // The walk overlooks what is wrong inside the compressed data, and says so in its documentation.
        (Err(error), _) => clean(error),
    }
}

/// What is true of an error about bytes in memory.
fn clean(error: &Error) {
    assert!(matches!(error.code(), "unsupported_format" | "corrupt_image" | "too_large"), "{error}");
    assert_eq!(error.side(), Some(Side::Before), "{error}");
}
