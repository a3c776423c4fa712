//! Encoded pictures say the same as raw pixels.

use depicted::{Metric, Options, Picture};
use proptest::prelude::*;

use super::counting::{nearly_equal, root_mean_square};
use super::pages::{Page, pair};
use super::support::{compare, config, options};

/// The page as PNG, with its alpha or without.
fn png(page: &Page, color: png::ColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, page.width, page.height);
    encoder.set_color(color);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a page has a size");
    let data: Vec<u8> = page.pixels.iter().flat_map(|pixel| &pixel[..color.samples()]).copied().collect();
    writer.write_image_data(&data).expect("memory takes everything");
    writer.finish().expect("memory takes everything");
    bytes
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn a_png_is_its_pixels(pair in pair(), options in options()) {
        let (before, after) = pair.pages();
        let (before_png, after_png) =
            (png(&before, png::ColorType::Rgba), png(&after, png::ColorType::Rgba));
        let wanted = compare(&before, &after, &options);
        prop_assert_eq!(&depicted::diff(&before_png, &after_png, &options).expect("both are sound"), &wanted);
        let reader = Picture::from_reader(after_png.as_slice());
        prop_assert_eq!(&depicted::diff(&before_png, reader, &options).expect("both are sound"), &wanted);
        // Equal files are never decoded.
        let twice = depicted::diff(&before_png, &before_png, &options).expect("it is sound");
        prop_assert_eq!(twice, compare(&before, &before, &options));
    }

    #[test]
    fn rmse_of_pictures_without_alpha_has_three_channels(pair in pair()) {
        let (before, after) = pair.pages();
        let opaque = |page: &Page| Page {
            pixels: page.pixels.iter().map(|[r, g, b, _]| [*r, *g, *b, 255]).collect(),
            ..page.clone()
        };
        let (before, after) = (opaque(&before), opaque(&after));
        let options = Options { metric: Metric::Rmse, ..Options::default() };
        let (before_png, after_png) = (png(&before, png::ColorType::Rgb), png(&after, png::ColorType::Rgb));
        let report = depicted::diff(&before_png, &after_png, &options).expect("both are sound");
        let wanted = root_mean_square(&before, &after, &options, 3);
        prop_assert!(nearly_equal(report.distortion, wanted), "{} for {wanted}", report.distortion);
    }
}
