//! Before and after may change places.

use depicted::{Move, Options, Region, Report};
use proptest::prelude::*;

use super::pages::{Page, Pair, moved, pair};
use super::paint::{Area, Edit};
use super::support::{compare, config, metric, places};

/// The report with the pictures the other way round. Where several ways explain a move equally well, either direction
/// may name another one, so it only says that something moved.
fn turned(report: Report) -> Report {
    Report { before: report.after, after: report.before, ..somewhere(report) }
}

fn somewhere(report: Report) -> Report {
    let somewhere = |region: Region| Region { moved: region.moved.map(|_| Move { dx: 0, dy: 0 }), ..region };
    Report { regions: report.regions.into_iter().map(somewhere).collect(), ..report }
}

fn is_symmetric(pair: &Pair, options: &Options) -> Result<(), TestCaseError> {
    let (before, after) = pair.pages();
    let there = somewhere(compare(&before, &after, options));
    prop_assert_eq!(turned(compare(&after, &before, options)), there);
    Ok(())
}

/// The ways that things moved.
fn ways(before: &Page, after: &Page) -> Vec<(i32, i32)> {
    let report = compare(before, after, &Options::default());
    report.regions.iter().filter_map(|region| region.moved).map(|Move { dx, dy }| (dx, dy)).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_change_is_as_large_as_its_undoing(pair in pair(), options in metric()) {
        is_symmetric(&pair, &options)?;
    }

    #[test]
    fn a_move_is_as_large_as_the_move_back(pair in moved(), options in metric()) {
        is_symmetric(&pair, &options)?;
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn text_that_moved_went_there_and_comes_back(
        size in (30u32..120, 30u32..120), ink in 0u8..200, seed in any::<u32>(), dx in -1i32..=1, dy in -1i32..=1
    ) {
        let mut text = Page::new(size.0, size.1, [255; 4]);
        Edit::Text(Area::ALL, [ink, ink, ink, 255], seed).apply(&mut text);
        // What goes over the edge of the page has changed and not moved.
        let mut before = Page::new(size.0 + 40, size.1 + 40, [255; 4]);
        for (x, y) in places(&text, &text) {
            before.set(x + 20, y + 20, text.at(x, y));
        }
        let mut after = before.clone();
        Edit::Shift(Area::ALL, (dx, dy)).apply(&mut after);
        let there = if (dx, dy) == (0, 0) { vec![] } else { vec![(dx, dy)] };
        let back = if (dx, dy) == (0, 0) { vec![] } else { vec![(-dx, -dy)] };
        prop_assert_eq!((ways(&before, &after), ways(&after, &before)), (there, back));
    }
}
