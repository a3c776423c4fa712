//! Before and after may change places.

use depicted::{Move, Options, Region, Report};
use proptest::prelude::*;

use super::pages::{Page, Pair, moved, pair};
use super::paint::{Area, Edit};
use super::support::{compare, config, metric, places};

/// The report with the pictures the other way round.
fn turned(report: Report) -> Report {
    let back = |Move { dx, dy }: Move| Move { dx: -dx, dy: -dy };
    let turned = |region: Region| Region { moved: region.moved.map(back), ..region };
    let regions = report.regions.into_iter().map(turned).collect();
    Report { before: report.after, after: report.before, regions, ..report }
}

fn is_symmetric(pair: &Pair, options: &Options) -> Result<(), TestCaseError> {
    let (before, after) = pair.pages();
    let there = compare(&before, &after, options);
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

/// A chessboard whose colours change places may have moved to any side.
#[test]
fn what_may_have_gone_either_way_comes_back() {
    let mut before = Page::new(80, 80, [255; 4]);
    let mut after = before.clone();
    for (x, y) in places(&before, &after) {
        if (20..60).contains(&x) && (20..60).contains(&y) {
            let page = if (x + y) % 2 == 0 { &mut before } else { &mut after };
            page.set(x, y, [0, 0, 0, 255]);
        }
    }
    let (there, back) = (ways(&before, &after), ways(&after, &before));
    assert_eq!(there.len(), 1, "{there:?}");
    assert_eq!(back, there.iter().map(|(dx, dy)| (-dx, -dy)).collect::<Vec<_>>());
}
