//! The engine against the oracle.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::pages::{self, Page};
use super::paint::{Area, Edit};
use super::report;
use crate::{Differ, Level, Options, Rect, RgbaView, Threshold};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

fn view(page: &Page) -> RgbaView<'_> {
    RgbaView::new(page.bytes(), page.width, page.height).expect("a page is a picture")
}

fn agrees((before, after): &(Page, Page), options: &Options) -> Result<(), TestCaseError> {
    let engine = Differ::new(options.clone())
        .band_rows(16)
        .diff(view(before), view(after))
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(engine, report(before, after, options));
    Ok(())
}

fn options() -> impl Strategy<Value = Options> {
    let threshold = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Threshold::Level(Level::Strict))),
        1 => Just(Some(Threshold::Level(Level::Relaxed))),
        1 => prop_oneof![Just(0.05), Just(20.0), 0.05..3.0].prop_map(|number| Some(Threshold::Number(number))),
    ];
    let max_regions = prop_oneof![3 => Just(1000usize), 1 => 0usize..4];
    (threshold, pages::rectangles(), max_regions).prop_map(|(threshold, rectangles, max_regions)| Options {
        threshold,
        ignore: rectangles.into_iter().map(|[x, y, w, h]| Rect::new(x, y, w, h)).collect(),
        max_regions,
        ..Options::default()
    })
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn any_pair_gets_the_report_of_the_oracle(pair in pages::pair(), options in options()) {
        agrees(&pair.pages(), &options)?;
    }

    #[test]
    fn a_move_gets_the_report_of_the_oracle(pair in pages::moved(), options in options()) {
        agrees(&pair.pages(), &options)?;
    }
}

/// A mask of the common rectangle has fewer words than one of the canvas.
#[test]
fn text_may_move_on_a_page_that_loses_a_column() {
    let mut before = Page::new(65, 56, [255; 4]);
    Edit::Text(Area::ALL, [0, 0, 0, 255], 0).apply(&mut before);
    let mut after = before.clone();
    Edit::Shift(Area::ALL, (1, 0)).apply(&mut after);
    Edit::Resize(-1, 0).apply(&mut after);
    agrees(&(before, after), &Options::default()).expect("the engine agrees with the oracle");
}
