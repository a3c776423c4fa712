//! The highlighted picture, decoded, shows what the report counts.

use depicted::{Antialiasing, Color, Differ, Highlight, HighlightMode, Metric, Options, Report};
use proptest::prelude::*;

use super::pages::{Page, Pair, moved, pair};
use super::support::{config, ignored, options, places, view};

/// Colours that no grey is.
const CHANGED: Color = Color([255, 0, 0]);
const DARKER: Color = Color([0, 90, 255]);
const ANTIALIASED: Color = Color([255, 255, 0]);

fn opaque(Color([r, g, b]): Color) -> [u8; 4] {
    [r, g, b, 255]
}

/// The report, and the picture if one was written.
fn run(before: &Page, after: &Page, options: &Options) -> (Report, Option<Page>) {
    let mut bytes = Vec::new();
    let report = Differ::new(options.clone())
        .highlight_to_writer(&mut bytes)
        .diff(view(before), view(after))
        .expect("pages and options are sound");
    let page = (!bytes.is_empty()).then(|| decode(&bytes));
    (report, page)
}

fn decode(bytes: &[u8]) -> Page {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().expect("the highlight is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("pages are small")];
    let info = reader.next_frame(&mut pixels).expect("the highlight is a PNG");
    Page { width: info.width, height: info.height, pixels: pixels.as_chunks().0.to_vec() }
}

/// The ground of a pixel where nothing changed.
fn ground(before: &Page, after: &Page, x: u32, y: u32, highlight: &Highlight) -> [u8; 4] {
    if highlight.mode == HighlightMode::Mask {
        return [0; 4];
    }
    let page = if before.has(x, y) { before } else { after };
    if !page.has(x, y) {
        return [255; 4];
    }
    let [r, g, b, a] = page.at(x, y).map(f64::from);
    let luma = r * 0.298_895_31 + g * 0.586_622_47 + b * 0.114_482_23;
    let grey = (255.0 + (luma - 255.0) * highlight.fade * a / 255.0) as u8;
    [grey, grey, grey, 255]
}

/// How a picture is drawn; the colours of `pixelmatch` and `odiff` only with these.
fn drawn() -> impl Strategy<Value = Options> {
    let mode = prop_oneof![2 => Just(HighlightMode::Overlay), 1 => Just(HighlightMode::Mask)];
    let fade = prop_oneof![2 => Just(0.1), 1 => Just(0.0), 1 => Just(1.0), 1 => 0.0..1.0];
    (options(), mode, fade, any::<bool>(), any::<[bool; 2]>()).prop_map(
        |(options, mode, fade, always, more)| {
            let forgives = match options.metric {
                Metric::Pixelmatch => true,
                Metric::Odiff => options.antialiasing == Some(Antialiasing::Ignore),
                _ => false,
            };
            let color_alt = more[0] && matches!(options.metric, Metric::Pixelmatch | Metric::Odiff);
            let antialiased_color = more[1] && forgives;
            let highlight = Highlight {
                mode,
                color: CHANGED,
                color_alt: color_alt.then_some(DARKER),
                antialiased_color: antialiased_color.then_some(ANTIALIASED),
                format: None,
                fade,
                always,
            };
            Options { highlight, ..options }
        },
    )
}

fn shows_the_report(pair: &Pair, options: &Options) -> Result<(), TestCaseError> {
    let (before, after) = pair.pages();
    let (report, picture) = run(&before, &after, options);
    let highlight = &options.highlight;
    prop_assert_eq!(report.highlight_written, highlight.always || !report.same());
    prop_assert_eq!(picture.is_some(), report.highlight_written);
    let Some(picture) = picture else { return Ok(()) };
    prop_assert_eq!((picture.width, picture.height), (report.width, report.height));

    let (mut changed, mut antialiased) = (0, 0);
    for (x, y) in places(&before, &after) {
        let pixel = picture.at(x, y);
        if pixel == opaque(CHANGED) || pixel == opaque(DARKER) {
            changed += 1;
            // The blurs of `perceptual` reach into an ignored rectangle from outside.
            prop_assert!(options.metric == Metric::Perceptual || !ignored(options, x, y), "{x},{y}");
            let bounds = report.bounds.expect("something changed");
            prop_assert!(x >= bounds.x && x - bounds.x < bounds.width);
            prop_assert!(y >= bounds.y && y - bounds.y < bounds.height);
        } else if pixel == opaque(ANTIALIASED) {
            antialiased += 1;
        } else {
            prop_assert_eq!(pixel, ground(&before, &after, x, y, highlight), "{},{}", x, y);
        }
    }
    prop_assert_eq!(changed, report.pixels.different);
    let shown = highlight.antialiased_color.is_some() && highlight.mode == HighlightMode::Overlay;
    prop_assert_eq!(antialiased, if shown { report.pixels.antialiased } else { 0 });
    Ok(())
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_changed_pixel_is_shown_and_no_other(pair in pair(), options in drawn()) {
        shows_the_report(&pair, &options)?;
    }

    #[test]
    fn what_moved_is_shown_too(pair in moved(), options in drawn()) {
        shows_the_report(&pair, &options)?;
    }

    #[test]
    fn exact_shows_the_pixels_of_which_any_byte_differs(pair in pair()) {
        let (before, after) = pair.pages();
        let highlight = Highlight { mode: HighlightMode::Mask, always: true, ..Highlight::default() };
        let options = Options { metric: Metric::Exact, highlight, ..Options::default() };
        let (_, picture) = run(&before, &after, &options);
        let picture = picture.expect("it is always written");
        let pixel = |page: &Page, x: u32, y: u32| page.has(x, y).then(|| page.at(x, y));
        for (x, y) in places(&before, &after) {
            let differs = pixel(&before, x, y) != pixel(&after, x, y);
            prop_assert_eq!(picture.at(x, y) != [0; 4], differs, "{},{}", x, y);
        }
    }
}
