//! A higher threshold sees less.

use depicted::{Metric, Options, Report, Threshold};
use proptest::prelude::*;

use super::pages::{Pair, moved, pair};
use super::support::{compare, config};

/// A metric with two thresholds, the lower one first.
fn thresholds() -> impl Strategy<Value = (Metric, [f64; 2])> {
    let two = |range: std::ops::Range<f64>| {
        (range.clone(), range).prop_map(|(a, b): (f64, f64)| [a.min(b), a.max(b)])
    };
    prop_oneof![
        2 => two(0.05..3.0).prop_map(|both| (Metric::Perceptual, both)),
        1 => two(0.0..0.3).prop_map(|both| (Metric::Rmse, both)),
        1 => two(0.0..1.0).prop_map(|both| (Metric::Pixelmatch, both)),
        1 => two(0.0..1.0).prop_map(|both| (Metric::Odiff, both)),
    ]
}

fn sees_less(pair: &Pair, metric: Metric, thresholds: [f64; 2]) -> Result<(), TestCaseError> {
    let (before, after) = pair.pages();
    let [low, high]: [Report; 2] = thresholds.map(|threshold| {
        let threshold = Some(Threshold::Number(threshold));
        compare(&before, &after, &Options { metric, threshold, ..Options::default() })
    });
    prop_assert!(high.same() || !low.same());
    prop_assert_eq!((high.score, high.census), (low.score, low.census));
    match metric {
        Metric::Rmse => prop_assert_eq!(high.distortion.to_bits(), low.distortion.to_bits()),
        Metric::Pixelmatch | Metric::Odiff => prop_assert!(high.pixels.different <= low.pixels.different),
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn what_is_the_same_stays_the_same(pair in pair(), (metric, both) in thresholds()) {
        sees_less(&pair, metric, both)?;
    }

    #[test]
    fn moves_that_are_the_same_stay_the_same(pair in moved(), (metric, both) in thresholds()) {
        sees_less(&pair, metric, both)?;
    }
}
