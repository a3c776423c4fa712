//! What a scaled picture is, through the decoder's own rows; and what a comparison says of it.

use super::*;
use crate::decode::{Picture, Source};
use crate::{Differ, Error, Options, Reason, Report, Resize, Resized, RgbaView, Verdict};

/// RGBA8 pixels of one size.
struct Page {
    size: Size,
    pixels: Vec<u8>,
}

impl Page {
    fn new(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Self {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let pixels = places.flat_map(|(x, y)| pixel(x, y)).collect();
        Self { size: Size { width, height }, pixels }
    }

    /// Noise without a pattern, opaque or not.
    fn noise(width: u32, height: u32, opaque: bool) -> Self {
        Self::new(width, height, |x, y| {
            let mut pixel = (x * 7919 + y * 104_729 + 1).wrapping_mul(0x9e37_79b9).rotate_left(11);
            pixel = (pixel ^ pixel >> 15).wrapping_mul(0x85eb_ca6b);
            let [r, g, b, alpha] = pixel.to_le_bytes();
            [r, g, b, if opaque { 255 } else { alpha }]
        })
    }

    fn view(&self) -> RgbaView<'_> {
        RgbaView::new(&self.pixels, self.size.width, self.size.height).unwrap()
    }

    fn resized(&self, width: u32, height: u32, filter: ResizeFilter) -> Self {
        self.try_resized(width, height, filter, &Limits::default()).unwrap()
    }

    fn try_resized(
        &self,
        width: u32,
        height: u32,
        filter: ResizeFilter,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let size = Size { width, height };
        let source = Source::new(Picture::from(self.view()), limits)?;
        let mut rows = ResizedRows::new(source.open(limits)?, size, filter, limits)?;
        assert_eq!((rows.header().size, rows.header().has_alpha), (size, true));
        let mut page = Self { size, pixels: vec![0; size.pixels() as usize * 4] };
        // Twice, in different portions.
        for rows_at_a_time in [1, 3] {
            page.pixels.fill(0);
            for band in page.pixels.chunks_mut(width as usize * 4 * rows_at_a_time) {
                rows.read(band)?;
            }
            rows.finish()?;
            rows.rewind()?;
        }
        Ok(page)
    }

    /// The largest difference of any byte.
    fn difference(&self, other: &Self) -> u8 {
        assert_eq!(self.size, other.size);
        self.pixels.iter().zip(&other.pixels).map(|(a, b)| a.abs_diff(*b)).max().unwrap()
    }
}

fn filters() -> impl Iterator<Item = ResizeFilter> {
    ResizeFilter::ALL.into_iter().map(|(filter, _)| filter)
}

fn options(filter: Option<ResizeFilter>) -> Options {
    Options { resize: Resize::Reference, resize_filter: filter, ..Options::default() }
}

fn compare(before: &Page, after: &Page, options: &Options) -> Report {
    crate::diff(before.view(), after.view(), options).unwrap()
}

/// Budget: one code. Pillow's filters are the same sums in the same order; what is left is that light is rounded to 16 bits
/// here and not there, which moves one value in a thousand across the middle between two codes. Sizes are such that no
/// middle of a pixel meets an edge: there `box` and `nearest` have a rule, and Pillow leaves it to what it has rounded.
#[test]
fn pillow_makes_the_same() {
    let bytes = include_bytes!("../testdata/resize.rgba");
    let mut rest = &bytes[..];
    let mut next = |width: u32, height: u32| {
        let (pixels, more) = rest.split_at(width as usize * height as usize * 4);
        rest = more;
        Page { size: Size { width, height }, pixels: pixels.to_vec() }
    };
    let before = next(11, 9);
    for filter in filters() {
        for (width, height) in [(15, 14), (5, 4), (16, 4)] {
            let difference = before.resized(width, height, filter).difference(&next(width, height));
            assert!(difference <= 1, "{filter} {width}x{height}: {difference}");
        }
    }
    assert!(rest.is_empty());
}

#[test]
fn a_flat_picture_stays_flat() {
    for color in [[255, 255, 255, 255], [1, 2, 3, 255], [200, 100, 3, 128], [254, 7, 40, 1]] {
        let flat = Page::new(13, 7, |_, _| color);
        for filter in filters() {
            for (width, height) in [(26, 14), (29, 31), (6, 3), (1, 1), (5, 40), (13, 9), (20, 7)] {
                let resized = flat.resized(width, height, filter);
                assert_eq!(resized.pixels.as_chunks().0, vec![color; (width * height) as usize], "{filter}");
            }
        }
    }
}

#[test]
fn transparent_pixels_lend_no_colour() {
    // Red that is there beside green that is not.
    let before = Page::new(8, 8, |x, _| if x < 4 { [255, 0, 0, 255] } else { [0, 255, 0, 0] });
    for filter in filters().filter(|filter| *filter != ResizeFilter::Nearest) {
        for (width, height) in [(21, 8), (5, 5), (16, 16)] {
            for pixel in before.resized(width, height, filter).pixels.as_chunks().0 {
                assert!(*pixel == [255, 0, 0, pixel[3].max(1)] || *pixel == [0; 4], "{filter}: {pixel:?}");
            }
        }
    }
}

#[test]
fn light_is_what_is_averaged() {
    let checkerboard = Page::new(8, 8, |x, y| if (x + y) % 2 == 0 { [0, 0, 0, 255] } else { [255; 4] });
    let halved = checkerboard.resized(4, 4, ResizeFilter::Box);
    assert_eq!(halved.pixels.as_chunks().0, [[188, 188, 188, 255]; 16]);
}

#[test]
fn nearest_copies_bytes() {
    let before = Page::noise(5, 4, false);
    let doubled = before.resized(10, 12, ResizeFilter::Nearest);
    let wanted = Page::new(10, 12, |x, y| {
        let at = (y / 3 * 5 + x / 2) as usize * 4;
        before.pixels[at..at + 4].try_into().unwrap()
    });
    assert_eq!(doubled.pixels, wanted.pixels);
    assert_eq!(doubled.resized(5, 4, ResizeFilter::Nearest).pixels, before.pixels);
}

/// All rows at once give what stretches and parts of them give. Where a part begins elsewhere, `f64` rounds elsewhere:
/// that shows where a value lies halfway between two codes, and nowhere else.
#[test]
fn stretches_do_not_show() {
    // In the third case the first and the last row of parts lie on a row of the source.
    for (from, to) in
        [((3, 1500), (4, 1300)), ((3, 700), (3, 1900)), ((3, 400), (4, 1200)), ((5, 3000), (2, 100))]
    {
        let before = Page::noise(from.0, from.1, false);
        for filter in filters() {
            let Some((kernel, support)) = filters::kernel(filter) else { continue };
            let size = Size { width: to.0, height: to.1 };
            let parts = before.resized(to.0, to.1, filter);
            let whole = stretches::whole(&before.pixels, &Plan::new(before.size, size, support), kernel);
            let different = parts.pixels.iter().zip(&whole).filter(|(part, whole)| part != whole).count();
            let difference = parts.difference(&Page { size, pixels: whole });
            assert!(
                difference <= 1 && different <= 2,
                "{filter} {from:?} {to:?}: {different} differ by {difference}"
            );
        }
    }
}

#[test]
fn bits_are_pinned() {
    // The same on every platform. Whoever changes them changes verdicts, which users must be told.
    let before = Page::noise(61, 1100, false);
    let hashes: Vec<u64> = filters().map(|filter| fnv(&before.resized(47, 1300, filter).pixels)).collect();
    let pinned = [
        0x7a94_cfb9_83a1_d886,
        0xb702_000f_9b23_7a1b,
        0x9bd9_3a53_4ae8_76c4,
        0x462c_cae5_9999_6080,
        0xc519_93cf_3849_6ea4,
    ];
    assert_eq!(hashes, pinned, "{hashes:#x?}");
}

fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn threads_and_bands_do_not_matter() {
    let (before, after) = (Page::noise(61, 1100, true), Page::noise(47, 1300, true));
    let mut reports = Vec::new();
    for (threads, band_rows) in [(1, 1), (2, 64), (5, 1000)] {
        let options = Options { threads, ..options(None) };
        reports.push(Differ::new(options).band_rows(band_rows).diff(before.view(), after.view()).unwrap());
    }
    assert_eq!(reports[0], reports[1]);
    assert_eq!(reports[0], reports[2]);
}

#[test]
fn equal_sizes_are_left_alone() {
    let (before, after) = (Page::noise(20, 20, false), Page::new(20, 20, |_, _| [9; 4]));
    let plain = compare(&before, &after, &Options::default());
    assert_eq!(compare(&before, &after, &options(Some(ResizeFilter::Box))), plain);
    assert_eq!(plain.resized, None);
    assert!(serde_json::to_value(&plain).unwrap()["resized"].is_null());
}

#[test]
fn a_report_says_what_was_resized() {
    let before = Page::new(40, 30, |_, _| [250, 250, 250, 255]);
    let after =
        Page::new(
            60,
            50,
            |x, y| if x / 20 == 1 && y / 20 == 1 { [0, 0, 0, 255] } else { [250, 250, 250, 255] },
        );
    let flat = Page::new(60, 50, |_, _| [250, 250, 250, 255]);

    let report = compare(&before, &after, &options(None));
    let (from, to) = (before.size, after.size);
    assert_eq!(report.resized, Some(Resized { from, to, filter: ResizeFilter::Lanczos3 }));
    assert_eq!((report.before, report.after, report.width, report.height), (from, to, 60, 50));
    assert_eq!((report.verdict, report.reason), (Verdict::Different, Some(Reason::Pixels)));
    let line = report.to_string();
    assert!(line.starts_with("different: reference resized from 40x30 to 60x50, distortion "), "{line}");

    let report = compare(&before, &flat, &options(Some(ResizeFilter::CatmullRom)));
    assert_eq!((report.verdict, report.reason), (Verdict::Same, None));
    assert_eq!(report.to_string(), "same: reference resized from 40x30 to 60x50, 3 000 pixels");
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(
        json["resized"],
        serde_json::json!({"from": {"width": 40, "height": 30}, "to": {"width": 60, "height": 50}, "filter": "catmull-rom"})
    );

    let unscaled = compare(&before, &flat, &Options::default());
    assert_eq!((unscaled.verdict, unscaled.reason), (Verdict::Different, Some(Reason::Size)));
}

#[cfg(feature = "png")]
#[test]
fn the_highlight_shows_the_scaled_reference() {
    let (before, after) = (Page::noise(40, 30, true), Page::noise(60, 50, true));
    let mut highlight = Vec::new();
    let report = Differ::new(options(None))
        .highlight_to_writer(&mut highlight)
        .diff(before.view(), after.view())
        .unwrap();
    assert!(report.highlight_written);
    // The size in the header of a PNG.
    assert_eq!(highlight[16..24], [0, 0, 0, 60, 0, 0, 0, 50]);
}

#[test]
fn what_would_take_too_much_is_refused_first() {
    let limits = Limits { max_decoded_bytes: 1 << 20, ..Limits::default() };
    let dot = Page::noise(1, 1, true);
    for filter in filters() {
        // A bomb: one pixel, scaled to more than there may be; and one that no address space holds.
        for (width, height) in [(600, 600), (u32::MAX, u32::MAX), (1, u32::MAX), (u32::MAX, 1)] {
            let error = dot.try_resized(width, height, filter, &limits).err().unwrap();
            assert_eq!(error.code(), "too_large", "{filter}");
        }
        assert!(dot.try_resized(100, 100, filter, &limits).is_ok(), "{filter}");
    }
    // The other way the source is what is large.
    let wide = Page::noise(20_000, 4, true);
    assert_eq!(wide.try_resized(1, 1, ResizeFilter::Lanczos3, &limits).err().unwrap().code(), "too_large");
    assert!(wide.try_resized(1, 1, ResizeFilter::Nearest, &limits).is_ok());

    let options = Options { limits, ..options(None) };
    let after = Page::noise(600, 600, true);
    let error = crate::diff(dot.view(), after.view(), &options).unwrap_err();
    let message = error.to_string();
    assert!(
        message.starts_with("before: resize = reference holds the picture whole: from 1x1 to 600x600 "),
        "{message}"
    );
    assert!(
        message.contains("max_decoded_bytes = 1048576") && message.contains("resize = none"),
        "{message}"
    );
}

#[cfg(feature = "png")]
#[test]
fn damage_is_found_behind_the_last_row() {
    let mut png =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pictures/before.png")).unwrap();
    png.truncate(png.len() - 4);
    let after = Page::noise(60, 50, true);
    for filter in filters() {
        let error = crate::diff(&png[..], after.view(), &options(Some(filter))).unwrap_err();
        assert_eq!((error.code(), error.side()), ("corrupt_image", Some(crate::Side::Before)));
    }
}

#[test]
fn a_filter_alone_is_a_mistake() {
    let page = Page::noise(2, 2, true);
    let options = Options { resize_filter: Some(ResizeFilter::Box), ..Options::default() };
    let error = crate::diff(page.view(), page.view(), &options).unwrap_err();
    assert_eq!(error.code(), "bad_option");
    assert_eq!(
        error.to_string(),
        "resize_filter box has no meaning without resize: give resize = reference as well"
    );
    let parsed: Options =
        serde_json::from_str(r#"{"resize": "reference", "resize_filter": "catmull-rom"}"#).unwrap();
    assert_eq!(parsed, self::options(Some(ResizeFilter::CatmullRom)));
    assert_eq!("lanczos3".parse::<ResizeFilter>().unwrap(), ResizeFilter::default());
    assert_eq!("lanczos".parse::<ResizeFilter>().unwrap_err().code(), "bad_option");
}
