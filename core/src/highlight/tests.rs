//! Decodes what was written and looks for what should be in it.

use crate::{Color, Differ, Highlight, HighlightFormat, HighlightMode, Metric, Options, Picture, RgbaView};

/// Pixels of any size; RGBA8.
#[derive(Clone, Debug, PartialEq)]
struct Page {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 4]>,
}

impl Page {
    fn new(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Self {
        let pixels =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| pixel(x, y)).collect();
        Self { width, height, pixels }
    }

    fn get(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        (x < self.width && y < self.height).then(|| self.pixels[(y * self.width + x) as usize])
    }

    /// Some columns of it.
    fn columns(&self, start: u32, width: u32) -> Self {
        Self::new(width, self.height, |x, y| self.get(start + x, y).unwrap())
    }

    /// A larger page; transparent where this one has no pixels.
    fn on(&self, width: u32, height: u32) -> Self {
        Self::new(width, height, |x, y| self.get(x, y).unwrap_or([0; 4]))
    }

    fn view(&self) -> RgbaView<'_> {
        RgbaView::new(self.pixels.as_flattened(), self.width, self.height).unwrap()
    }

    /// A PNG without alpha.
    fn opaque_png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        let rgb: Vec<u8> = self.pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
        encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
        bytes
    }
}

/// Bands, and gradients with noise in them: two such pages differ here and there.
fn page(width: u32, height: u32, seed: u32) -> Page {
    Page::new(width, height, |x, y| {
        let noise = (x * 31 + y * 17 + seed * 7).is_multiple_of(29);
        let shade = if noise { 200 } else { (x * 3 + y) as u8 };
        [shade, (y * 5) as u8, 40, 255]
    })
}

fn options(mode: HighlightMode) -> Options {
    let highlight = Highlight { mode, always: true, ..Highlight::default() };
    Options { metric: Metric::Exact, highlight, ..Options::default() }
}

fn draw<'a>(before: impl Into<Picture<'a>>, after: impl Into<Picture<'a>>, options: &Options) -> Vec<u8> {
    let mut bytes = Vec::new();
    let report = Differ::new(options.clone())
        .highlight_to_writer(&mut bytes)
        .diff(before, after)
        .expect("it is drawn");
    assert!(report.highlight_written);
    bytes
}

/// The pixels, and how they were stored.
fn decode(bytes: &[u8]) -> (Page, png::ColorType, u8) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().unwrap();
    let (color, depth) = (reader.info().color_type, reader.info().bit_depth as u8);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    reader.finish().unwrap();
    (Page { width: info.width, height: info.height, pixels: pixels.as_chunks().0.to_vec() }, color, depth)
}

fn pixels(before: &Page, after: &Page, options: &Options) -> Page {
    decode(&draw(before.view(), after.view(), options)).0
}

/// The three panels, after a look at what lies between them.
fn panels(sheet: &Page, width: u32) -> [Page; 3] {
    assert_eq!(sheet.width, 3 * width + 16);
    for start in [width, 2 * width + 8] {
        assert!(sheet.columns(start, 8).pixels.iter().all(|pixel| *pixel == [128, 128, 128, 255]));
    }
    [0, width + 8, 2 * width + 16].map(|start| sheet.columns(start, width))
}

#[test]
fn three_panels_are_both_pictures_and_the_overlay() {
    // More rows than a band.
    let (before, after) = (page(70, 131, 0), page(70, 131, 1));
    let bytes = draw(before.opaque_png(), after.opaque_png(), &options(HighlightMode::SideBySide));
    let (sheet, color, _) = decode(&bytes);
    assert_eq!(color, png::ColorType::Rgb);
    let overlay = pixels(&before, &after, &options(HighlightMode::Overlay));
    assert!(overlay.pixels.contains(&[255, 0, 0, 255]));
    assert_eq!(panels(&sheet, 70), [before, after, overlay]);
}

#[test]
fn a_panel_is_transparent_where_its_picture_ends() {
    for (before, after) in [((70, 131), (50, 140)), ((50, 20), (70, 100)), ((9, 9), (3, 70))] {
        let (before, after) = (page(before.0, before.1, 0), page(after.0, after.1, 1));
        let bytes = draw(before.opaque_png(), after.opaque_png(), &options(HighlightMode::SideBySide));
        let (sheet, color, _) = decode(&bytes);
        assert_eq!(color, png::ColorType::Rgba);
        let (width, height) = (before.width.max(after.width), before.height.max(after.height));
        let overlay = pixels(&before, &after, &options(HighlightMode::Overlay));
        assert_eq!(panels(&sheet, width), [before.on(width, height), after.on(width, height), overlay]);
    }
}

#[test]
fn panels_keep_alpha_as_it_is() {
    let before = Page::new(33, 80, |x, y| [x as u8 * 7, y as u8 * 3, 9, (x * y) as u8]);
    let after = Page::new(33, 80, |x, y| [x as u8 * 7, 80, y as u8, if x < 16 { 0 } else { (x * y) as u8 }]);
    let (sheet, color, _) = decode(&draw(before.view(), after.view(), &options(HighlightMode::SideBySide)));
    assert_eq!(color, png::ColorType::Rgba);
    let overlay = pixels(&before, &after, &options(HighlightMode::Overlay));
    assert_eq!(panels(&sheet, 33), [before, after, overlay]);
}

#[test]
fn the_colours_of_pixelmatch_are_those_of_the_overlay() {
    let before =
        Page::new(60, 60, |x, y| if (x + y) % 30 < 12 { [30, 30, 30, 255] } else { [250, 250, 250, 255] });
    let after = Page::new(60, 60, |x, y| match (x + y) % 30 {
        0..11 => [30, 30, 30, 255],
        11 => [150, 150, 150, 255],
        12..25 => [250, 250, 250, 255],
        _ => [90, 90, 90, 255],
    });
    let colored = |mode| Options {
        metric: Metric::Pixelmatch,
        highlight: Highlight {
            color_alt: Some(Color([0, 0, 255])),
            antialiased_color: Some(Color([255, 255, 0])),
            ..options(mode).highlight
        },
        ..Options::default()
    };
    let sheet = pixels(&before, &after, &colored(HighlightMode::SideBySide));
    let overlay = pixels(&before, &after, &colored(HighlightMode::Overlay));
    assert!(overlay.pixels.contains(&[0, 0, 255, 255]));
    assert_eq!(panels(&sheet, 60), [before, after, overlay]);
}

#[test]
fn a_mask_takes_as_few_bits_as_it_has_entries() {
    for width in 1..=19 {
        let (before, after) = (page(width, 70, 0), page(width, 70, 3));
        let mut options = options(HighlightMode::Mask);
        let changed =
            Page::new(
                width,
                70,
                |x, y| {
                    if before.get(x, y) == after.get(x, y) { [0; 4] } else { [255, 0, 0, 255] }
                },
            );
        let drawn = decode(&draw(before.view(), after.view(), &options));
        assert_eq!(drawn, (changed, png::ColorType::Indexed, 1));

        options.metric = Metric::Pixelmatch;
        let mask = pixels(&before, &after, &options);
        options.highlight.color_alt = Some(Color([0, 0, 255]));
        let (mut drawn, color, depth) = decode(&draw(before.view(), after.view(), &options));
        assert_eq!((color, depth), (png::ColorType::Indexed, 2));
        assert!(
            width < 9
                || [[255, 0, 0, 255], [0, 0, 255, 255]].iter().all(|color| drawn.pixels.contains(color))
        );
        drawn
            .pixels
            .iter_mut()
            .filter(|pixel| **pixel == [0, 0, 255, 255])
            .for_each(|pixel| *pixel = [255, 0, 0, 255]);
        assert_eq!(drawn, mask);
    }
}

#[test]
fn an_overlay_has_a_palette_until_there_are_too_many_greys() {
    let (before, after) = (page(37, 66, 0), page(37, 66, 1));
    for (fade, expected) in [
        (0.0, (png::ColorType::Indexed, 1)),
        (0.03, (png::ColorType::Indexed, 4)),
        (0.1, (png::ColorType::Indexed, 8)),
        (0.99, (png::ColorType::Indexed, 8)),
        (1.0, (png::ColorType::Rgb, 8)),
    ] {
        let mut options = options(HighlightMode::Overlay);
        options.highlight.fade = fade;
        let (drawn, color, depth) = decode(&draw(before.view(), after.view(), &options));
        assert_eq!((color, depth), expected);
        let greys = super::grey::Greys::new(fade);
        let meant = Page::new(37, 66, |x, y| {
            let pixel = before.get(x, y).unwrap();
            if after.get(x, y) != Some(pixel) {
                return [255, 0, 0, 255];
            }
            let grey = greys.grey(pixel);
            [grey, grey, grey, 255]
        });
        assert_eq!(drawn, meant);
    }
}

#[cfg(feature = "webp")]
fn decode_webp(bytes: &[u8]) -> Page {
    let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(bytes)).unwrap();
    let (width, height) = decoder.dimensions();
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut pixels).unwrap();
    let pixels = if decoder.has_alpha() {
        pixels.as_chunks().0.to_vec()
    } else {
        pixels.as_chunks().0.iter().map(|[r, g, b]| [*r, *g, *b, 255]).collect()
    };
    Page { width, height, pixels }
}

#[cfg(feature = "webp")]
#[test]
fn a_webp_has_the_pixels_of_the_png() {
    for (before, after) in [(page(70, 131, 0), page(70, 131, 1)), (page(50, 20, 0), page(70, 100, 1))] {
        for (mode, _) in HighlightMode::ALL {
            let mut options = options(mode);
            let png = draw(before.opaque_png(), after.opaque_png(), &options);
            options.highlight.format = Some(HighlightFormat::Webp);
            let webp = draw(before.opaque_png(), after.opaque_png(), &options);
            assert_eq!(decode_webp(&webp), decode(&png).0, "{mode:?}");
        }
    }
}

#[cfg(feature = "webp")]
#[test]
fn a_name_chooses_the_format_unless_an_option_does() {
    let (before, after) = (page(20, 20, 0), page(20, 20, 1));
    let path = |end: &str| std::env::temp_dir().join(format!("depicted-format-{}-{end}", std::process::id()));
    for (end, format, is_webp) in [
        ("a.webp", None, true),
        ("b.WebP", None, true),
        ("c.png", None, false),
        ("d", None, false),
        ("e.png", Some(HighlightFormat::Webp), true),
        ("f.webp", Some(HighlightFormat::Png), false),
    ] {
        let mut options = options(HighlightMode::Overlay);
        options.highlight.format = format;
        let path = path(end);
        Differ::new(options).highlight_to_path(&path).diff(before.view(), after.view()).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(bytes.starts_with(b"RIFF"), is_webp, "{end}");
    }
}

#[cfg(feature = "webp")]
#[test]
fn what_no_webp_holds_is_refused_and_nothing_is_left() {
    let path = std::env::temp_dir().join(format!("depicted-large-{}.webp", std::process::id()));
    let refused = |before: &Page, after: &Page, options: &Options| {
        let differ = Differ::new(options.clone()).highlight_to_path(&path);
        let error = differ.diff(before.view(), after.view()).unwrap_err();
        assert_eq!(error.code(), "too_large");
        assert!(!path.exists());
        error.to_string()
    };
    let (before, after) = (page(5461, 1, 0), page(5461, 1, 1));
    assert!(
        refused(&before, &after, &options(HighlightMode::SideBySide))
            .ends_with("a WebP holds at most 16383x16383 pixels and the highlight has 16399x1: write PNG")
    );
    let limits = crate::Limits { max_decoded_bytes: 12 * 5461 - 1, ..crate::Limits::default() };
    assert!(
        refused(&before, &after, &Options { limits, ..options(HighlightMode::Overlay) })
            .ends_with("takes up to 65532 bytes of memory, more than max_decoded_bytes = 65531: write PNG")
    );
}

#[cfg(not(feature = "webp"))]
#[test]
fn a_format_that_was_left_out_is_named_before_anything_is_compared() {
    let mut options = options(HighlightMode::Overlay);
    let refused = |differ: Differ<'_>| {
        let error = differ.diff("no-such-file.png", "nor-this.png").unwrap_err();
        assert_eq!(error.code(), "unsupported_format");
        assert!(error.to_string().ends_with("this build leaves out the feature 'webp'"), "{error}");
    };
    refused(Differ::new(options.clone()).highlight_to_path("highlight.webp"));
    options.highlight.format = Some(HighlightFormat::Webp);
    refused(Differ::new(options));
}
