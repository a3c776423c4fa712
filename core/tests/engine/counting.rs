//! `exact` and `rmse` against their formulas.

use depicted::{Bounds, Metric, Options, Verdict};
use proptest::prelude::*;

use super::pages::{Page, pair};
use super::support::{compare, config, ignored, options, places};

/// The mean over channels and pixels of the squared difference, colours weighted with alpha; then the root.
pub(crate) fn root_mean_square(before: &Page, after: &Page, options: &Options, channels: usize) -> f64 {
    let weighted = |[r, g, b, a]: [u8; 4]| {
        let alpha = f64::from(a) / 255.0;
        [f64::from(r) / 255.0 * alpha, f64::from(g) / 255.0 * alpha, f64::from(b) / 255.0 * alpha, alpha]
    };
    let squares = |(x, y): (u32, u32)| match (before.has(x, y), after.has(x, y)) {
        _ if ignored(options, x, y) => 0.0,
        (true, true) => {
            let (p, q) = (weighted(before.at(x, y)), weighted(after.at(x, y)));
            p.iter().zip(q).take(channels).map(|(p, q)| (p - q).powi(2)).sum()
        }
        (false, false) => 0.0,
        // A pixel that only one page has is as wrong as can be.
        _ => channels as f64,
    };
    let sum: f64 = places(before, after).map(squares).sum();
    (sum / channels as f64 / places(before, after).count() as f64).sqrt()
}

pub(crate) fn nearly_equal(value: f64, wanted: f64) -> bool {
    (value - wanted).abs() <= wanted * 1e-12
}

fn around(places: &[(u32, u32)]) -> Option<Bounds> {
    let left = places.iter().map(|(x, _)| *x).min()?;
    let top = places.iter().map(|(_, y)| *y).min()?;
    let right = places.iter().map(|(x, _)| *x + 1).max()?;
    let bottom = places.iter().map(|(_, y)| *y + 1).max()?;
    Some(Bounds::new(left, top, right - left, bottom - top))
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn exact_counts_the_pixels_of_which_any_byte_differs(pair in pair(), options in options()) {
        let options = Options { metric: Metric::Exact, ignore: options.ignore, ..Options::default() };
        let (before, after) = pair.pages();
        let report = compare(&before, &after, &options);
        let pixel = |page: &Page, x: u32, y: u32| page.has(x, y).then(|| page.at(x, y));
        let different: Vec<(u32, u32)> = places(&before, &after)
            .filter(|(x, y)| pixel(&before, *x, *y) != pixel(&after, *x, *y) && !ignored(&options, *x, *y))
            .collect();
        prop_assert_eq!(report.pixels.different, different.len() as u64);
        prop_assert_eq!(report.bounds, around(&different));
        prop_assert!(nearly_equal(report.distortion, different.len() as f64 / report.pixels.total as f64));
        prop_assert_eq!(report.verdict == Verdict::Different, !different.is_empty());
        let worst = different.iter().map(|(x, y)| match (pixel(&before, *x, *y), pixel(&after, *x, *y)) {
            (Some(p), Some(q)) => p.iter().zip(q).map(|(p, q)| p.abs_diff(q)).max().unwrap_or(0),
            _ => 255,
        });
        let most = report.regions.iter().map(|region| region.max_error).fold(0.0, f64::max);
        prop_assert!(nearly_equal(most, f64::from(worst.max().unwrap_or(0)) / 255.0));
    }

    #[test]
    fn rmse_is_its_formula(pair in pair(), options in options()) {
        let options = Options { metric: Metric::Rmse, ignore: options.ignore, ..Options::default() };
        let (before, after) = pair.pages();
        let report = compare(&before, &after, &options);
        // Raw pixels always have an alpha channel.
        let wanted = root_mean_square(&before, &after, &options, 4);
        prop_assert!(nearly_equal(report.distortion, wanted), "{} for {wanted}", report.distortion);
        prop_assert_eq!(report.same(), wanted == 0.0);
    }
}
