//! Threads and bands change nothing.

use depicted::{Differ, Options, Report};
use proptest::prelude::*;

use super::pages::{Page, Pair, moved, pair};
use super::support::{config, options, view};

const BANDS: [u32; 8] = [1, 2, 3, 5, 17, 64, 100, 1000];

/// The report and the bytes of the highlight.
fn run(before: &Page, after: &Page, options: &Options, band_rows: Option<u32>) -> (Report, Vec<u8>) {
    let mut highlight = Vec::new();
    let mut differ = Differ::new(options.clone());
    if cfg!(feature = "png") {
        differ = differ.highlight_to_writer(&mut highlight);
    }
    if let Some(rows) = band_rows {
        differ = differ.band_rows(rows);
    }
    let report = differ.diff(view(before), view(after)).expect("pages and options are sound");
    (report, highlight)
}

fn never_matters(pair: &Pair, options: &Options) -> Result<(), TestCaseError> {
    let (before, after) = pair.pages();
    let usual = run(&before, &after, options, None);
    for (band_rows, threads) in BANDS.into_iter().zip([1, 2, 3].into_iter().cycle()) {
        let options = Options { threads, ..options.clone() };
        let other = run(&before, &after, &options, Some(band_rows));
        prop_assert!(other == usual, "{band_rows} rows on {threads} threads: {other:?} for {usual:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn the_report_and_the_highlight_are_the_same(pair in pair(), options in options()) {
        never_matters(&pair, &options)?;
    }

    #[test]
    fn they_are_the_same_on_moves(pair in moved(), options in options()) {
        never_matters(&pair, &options)?;
    }
}
