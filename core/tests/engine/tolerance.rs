//! Tolerance accepts what it says, and changes nothing but the verdict.

use depicted::{Metric, Options, Reason, Report, Tolerance, Verdict};
use proptest::prelude::*;

use super::pages::{moved, pair};
use super::support::{compare, config, options};

/// The report of a difference that was accepted.
fn accepted(report: &Report) -> Report {
    Report { verdict: Verdict::Same, within_tolerance: true, ..report.clone() }
}

fn tolerating(options: &Options, tolerance: Tolerance) -> Options {
    Options { tolerance, ..options.clone() }
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn so_many_pixels_are_accepted_and_not_one_fewer(pair in pair(), options in options()) {
        let (before, after) = pair.pages();
        let strict = compare(&before, &after, &options);
        let with = |most: u64| {
            let tolerance = Tolerance { max_different_pixels: Some(most), ..Tolerance::default() };
            compare(&before, &after, &tolerating(&options, tolerance))
        };
        if strict.same() {
            prop_assert_eq!(with(0), strict);
        } else {
            prop_assert_eq!(with(strict.pixels.different), accepted(&strict));
            prop_assert_eq!(with(strict.pixels.different - 1), strict);
        }
    }

    #[test]
    fn so_much_distortion_is_accepted_and_no_less(pair in pair(), options in options()) {
        let (before, after) = pair.pages();
        let strict = compare(&before, &after, &options);
        let with = |most: f64| {
            let tolerance = Tolerance { max_distortion: Some(most), ..Tolerance::default() };
            compare(&before, &after, &tolerating(&options, tolerance))
        };
        if strict.same() {
            prop_assert_eq!(with(0.0), strict);
        } else {
            prop_assert_eq!(&with(strict.distortion), &accepted(&strict));
            prop_assert_eq!(&with(0.0), &strict);
            prop_assert_eq!(with((strict.distortion - 1e-8).max(0.0)), strict);
        }
    }

    #[test]
    fn both_limits_must_hold(pair in pair(), options in options()) {
        let (before, after) = pair.pages();
        let strict = compare(&before, &after, &options);
        let pixels = strict.pixels.different;
        for (pixels, distortion, holds) in
            [(pixels, 1.0, true), (pixels, 0.0, false), (pixels.saturating_sub(1), 1.0, false)]
        {
            let tolerance = Tolerance {
                max_different_pixels: Some(pixels),
                max_distortion: Some(distortion),
                ..Tolerance::default()
            };
            let report = compare(&before, &after, &tolerating(&options, tolerance));
            let wanted = if holds && !strict.same() { accepted(&strict) } else { strict.clone() };
            prop_assert_eq!(report, wanted);
        }
    }

    #[test]
    fn moves_are_accepted_alone_and_beside_tolerated_pixels(pair in moved()) {
        let (before, after) = pair.pages();
        let strict = compare(&before, &after, &Options::default());
        prop_assert_eq!(strict.metric, Metric::Perceptual);
        let with = |max_different_pixels: Option<u64>| {
            let tolerance = Tolerance { max_shift_px: 1, max_different_pixels, ..Tolerance::default() };
            compare(&before, &after, &tolerating(&Options::default(), tolerance))
        };
        let changed: u64 =
            strict.regions.iter().filter(|region| region.moved.is_none()).map(|region| region.pixels).sum();
        match strict.reason {
            None => prop_assert_eq!(with(None), strict),
            Some(Reason::Moved) => {
                prop_assert_eq!(changed, 0);
                prop_assert_eq!(with(None), accepted(&strict));
            }
            Some(Reason::Pixels | Reason::Size) => {
                prop_assert_eq!(&with(None), &strict);
                prop_assert_eq!(&with(Some(changed)), &accepted(&strict));
                prop_assert_eq!(with(Some(changed - 1)), strict);
            }
        }
    }
}
