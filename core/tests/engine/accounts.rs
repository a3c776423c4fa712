//! A report agrees with itself.

use depicted::{Metric, Options, Report, Verdict};
use proptest::prelude::*;

use super::pages::{Pair, moved, pair};
use super::support::{compare, config, options};

fn adds_up(report: &Report, options: &Options) -> Result<(), TestCaseError> {
    let Report { pixels, regions, .. } = report;
    let different = report.verdict == Verdict::Different;
    prop_assert_eq!(report.reason.is_some(), different);
    prop_assert!(!report.within_tolerance);

    // Pixels and distortion say the same as the verdict; below the threshold of `rmse` they may say more.
    prop_assert!((0.0..=1.0).contains(&report.distortion));
    prop_assert_eq!(report.distortion == 0.0, pixels.different == 0);
    if options.metric != Metric::Rmse || options.threshold.is_none() {
        prop_assert_eq!(pixels.different > 0, different);
    }
    prop_assert!(pixels.different > 0 || !different);

    prop_assert_eq!(pixels.total, u64::from(report.width) * u64::from(report.height));
    prop_assert!(pixels.different + pixels.antialiased <= pixels.total && pixels.ignored <= pixels.total);
    if options.metric != Metric::Perceptual {
        // The blurs of `perceptual` reach into an ignored rectangle from outside.
        prop_assert!(pixels.different + pixels.antialiased + pixels.ignored <= pixels.total);
    }
    prop_assert_eq!(report.score.is_some(), options.metric == Metric::Perceptual);
    prop_assert!(report.score.is_none_or(|score| (0.0..=1000.0).contains(&score)));
    prop_assert!(report.census.is_none_or(|census| (0.0..=1.0).contains(&census)));

    prop_assert_eq!(regions.len() as u64, report.regions_total.min(options.max_regions as u64));
    prop_assert_eq!(report.bounds.is_some(), pixels.different > 0);
    prop_assert!(regions.is_sorted_by_key(|region| (region.y, region.x)));
    let counted: u64 = regions.iter().map(|region| region.pixels).sum();
    if report.regions_total <= options.max_regions as u64 {
        prop_assert_eq!(counted, pixels.different);
    } else {
        prop_assert!(counted < pixels.different);
    }
    for region in regions {
        let bounds = report.bounds.expect("there is a region");
        prop_assert!(region.x >= bounds.x && region.x + region.width <= bounds.x + bounds.width);
        prop_assert!(region.y >= bounds.y && region.y + region.height <= bounds.y + bounds.height);
        prop_assert!(bounds.x + bounds.width <= report.width && bounds.y + bounds.height <= report.height);
        prop_assert!(region.pixels > 0);
        prop_assert!(region.pixels <= u64::from(region.width) * u64::from(region.height));
        prop_assert!(region.mean_error <= region.max_error && region.max_error <= 1.0);
        prop_assert_eq!(region.score.is_some(), report.score.is_some());
        prop_assert!(region.score <= report.score);
        // What is listed reaches the threshold, unless it moved.
        let enough = region.score.zip(report.threshold).is_none_or(|(score, least)| score >= least - 1e-4);
        prop_assert!(enough || region.moved.is_some());
    }
    Ok(())
}

fn of(pair: &Pair, options: &Options) -> Result<(), TestCaseError> {
    let (before, after) = pair.pages();
    adds_up(&compare(&before, &after, options), options)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn counts_regions_and_verdict_agree(pair in pair(), options in options()) {
        of(&pair, &options)?;
    }

    #[test]
    fn they_agree_on_moves_too(pair in moved(), options in options()) {
        of(&pair, &options)?;
    }

    #[test]
    fn a_short_list_is_the_head_of_the_long_one(pair in moved(), options in options(), max_regions in 0usize..4) {
        let (before, after) = pair.pages();
        let long = compare(&before, &after, &options);
        let options = Options { max_regions, ..options };
        let short = compare(&before, &after, &options);
        adds_up(&short, &options)?;
        prop_assert_eq!(&short.regions[..], &long.regions[..short.regions.len()]);
        prop_assert_eq!(Report { regions: long.regions.clone(), ..short }, long);
    }

    #[test]
    fn a_picture_is_the_same_as_itself(pair in pair(), options in options()) {
        let (page, _) = pair.pages();
        let report = compare(&page, &page, &options);
        adds_up(&report, &options)?;
        prop_assert_eq!(report.verdict, Verdict::Same);
        prop_assert_eq!(report.regions_total, 0);
        prop_assert!(report.score.is_none_or(|score| score == 0.0));
        prop_assert!(report.census.is_none_or(|census| census == 0.0));
    }
}
