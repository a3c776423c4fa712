//! What the tests have in common.

use depicted::{Antialiasing, Level, Metric, Options, Rect, Report, RgbaView, Threshold};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::pages::{Page, rectangles};

/// So many cases, the same in every run.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

pub(crate) fn view(page: &Page) -> RgbaView<'_> {
    RgbaView::new(page.bytes(), page.width, page.height).expect("a page is a picture")
}

pub(crate) fn compare(before: &Page, after: &Page, options: &Options) -> Report {
    depicted::diff(view(before), view(after), options).expect("pages and options are sound")
}

/// A metric with thresholds and switches that it knows.
pub(crate) fn metric() -> impl Strategy<Value = Options> {
    let level = prop_oneof![Just(Level::Strict), Just(Level::Relaxed)].prop_map(Threshold::Level);
    let perceptual = prop_oneof![
        3 => Just(None),
        1 => level.prop_map(Some),
        1 => (0.05..3.0).prop_map(|number| Some(Threshold::Number(number))),
    ];
    let perceptual = perceptual.prop_map(|threshold| Options {
        metric: Metric::Perceptual,
        threshold,
        ..Options::default()
    });
    let share = |most: f64| prop::option::of((0.0..most).prop_map(Threshold::Number));
    let rmse =
        share(0.2).prop_map(|threshold| Options { metric: Metric::Rmse, threshold, ..Options::default() });
    let antialiasing = prop::option::of(prop_oneof![Just(Antialiasing::Ignore), Just(Antialiasing::Count)]);
    let odiff = (share(1.0), antialiasing.clone()).prop_map(|(threshold, antialiasing)| Options {
        metric: Metric::Odiff,
        threshold,
        antialiasing,
        ..Options::default()
    });
    let pixelmatch = (share(1.0), antialiasing, prop::option::of(any::<bool>())).prop_map(
        |(threshold, antialiasing, checkerboard)| Options {
            metric: Metric::Pixelmatch,
            threshold,
            antialiasing,
            checkerboard,
            ..Options::default()
        },
    );
    prop_oneof![
        4 => perceptual,
        1 => Just(Options { metric: Metric::Exact, ..Options::default() }),
        1 => rmse,
        2 => pixelmatch,
        2 => odiff,
    ]
}

/// The same with ignored rectangles.
pub(crate) fn options() -> impl Strategy<Value = Options> {
    (metric(), rectangles()).prop_map(|(options, rectangles)| Options {
        ignore: rectangles.into_iter().map(|[x, y, w, h]| Rect::new(x, y, w, h)).collect(),
        ..options
    })
}

/// Whether a pixel of the canvas lies in an ignored rectangle.
pub(crate) fn ignored(options: &Options, x: u32, y: u32) -> bool {
    let within = |value: u32, start: u32, length: u32| value >= start && value - start < length;
    options.ignore.iter().any(|rect| within(x, rect.x, rect.width) && within(y, rect.y, rect.height))
}

/// Every pixel of the canvas, row by row.
pub(crate) fn places(before: &Page, after: &Page) -> impl Iterator<Item = (u32, u32)> + use<> {
    let (width, height) = (before.width.max(after.width), before.height.max(after.height));
    (0..height).flat_map(move |y| (0..width).map(move |x| (x, y)))
}
