//! The metric against its oracle, and its options.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::antialiased::brightness;
use super::delta::delta;
use super::oracle::{Counts, Whole, counts, distance};
use super::{error, most};
use crate::{Antialiasing, Color, Highlight, Metric, Options, RgbaView, Threshold};

fn options(threshold: f64, antialiasing: Option<Antialiasing>) -> Options {
    let threshold = Some(Threshold::Number(threshold));
    Options { metric: Metric::Odiff, threshold, antialiasing, ..Options::default() }
}

fn view(whole: &Whole) -> RgbaView<'_> {
    RgbaView::new(whole.pixels.as_flattened(), whole.width as u32, whole.height as u32).unwrap()
}

fn engine(before: &Whole, after: &Whole, options: &Options) -> Counts {
    let pixels = crate::diff(view(before), view(after), options).unwrap().pixels;
    Counts { different: pixels.different, antialiased: pixels.antialiased }
}

/// Colours of which few are far apart, many are translucent, and some blend to the same on white.
fn color() -> impl Strategy<Value = [u8; 4]> {
    let level = prop_oneof![any::<u8>(), Just(0), Just(127), Just(253), Just(254), Just(255)];
    let alpha = prop_oneof![4 => Just(255), 1 => Just(0), 1 => Just(1), 1 => Just(3), 1 => any::<u8>()];
    prop_oneof![
        ([level.clone(), level.clone(), level.clone()], alpha.clone())
            .prop_map(|([r, g, b], a)| [r, g, b, a]),
        (level, alpha).prop_map(|(grey, a)| [grey, grey, grey, a]),
    ]
}

/// A pair made of a handful of colours, so that neighbours are often equal, darker and brighter.
fn pair() -> impl Strategy<Value = [Whole; 2]> {
    let colors = prop::collection::vec(color(), 2..7);
    (1i64..14, 1i64..12, colors, any::<u64>(), 1u64..9).prop_map(|(width, height, colors, seed, share)| {
        let mut state = seed | 1;
        let mut random = |below: u64| {
            // Xorshift: good enough to draw with.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 20) % below
        };
        let steep = [random(3), random(3)];
        let pixels: Vec<[u8; 4]> = (0..width * height)
            .map(|at| {
                let (x, y) = ((at % width) as u64, (at / width) as u64);
                let noise = if share < 5 { random(share) } else { 0 };
                colors[((x * steep[0] + y * steep[1] + noise) / 2) as usize % colors.len()]
            })
            .collect();
        let after = pixels.iter().map(|pixel| {
            if random(8) < share { colors[random(colors.len() as u64) as usize] } else { *pixel }
        });
        let after = Whole { width, height, pixels: after.collect() };
        [Whole { width, height, pixels }, after]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn counts_are_those_of_the_oracle(
        [before, after] in pair(), threshold in prop_oneof![Just(0.1), Just(0.0), 0.0..1.0], forgive in any::<bool>()
    ) {
        let antialiasing = if forgive { Antialiasing::Ignore } else { Antialiasing::Count };
        let wanted = counts(&before, &after, i128::from(most(threshold)), forgive);
        prop_assert_eq!(engine(&before, &after, &options(threshold, Some(antialiasing))), wanted);
    }

    #[test]
    fn distances_are_those_of_the_oracle(p in color(), q in color()) {
        prop_assert_eq!(i128::from(delta(p, q).square), distance(p, q));
        prop_assert_eq!(delta(p, q).square, delta(q, p).square);
    }

    /// The floats of the original put opaque colours in the order of integers, also seen from a third one.
    #[test]
    fn opaque_colours_are_in_the_order_of_integers(p in any::<[u8; 3]>(), q in any::<[u8; 3]>(), centre in any::<[u8; 3]>()) {
        let exact = |[r, g, b]: [u8; 3]| u64::from(r) * 29_889_531 + u64::from(g) * 58_662_247 + u64::from(b) * 11_448_223;
        let float = |[r, g, b]: [u8; 3]| brightness([r, g, b, 255]);
        let from_centre = |color| float(centre) - float(color);
        prop_assert_eq!(from_centre(q).partial_cmp(&from_centre(p)), Some(exact(p).cmp(&exact(q))));
    }
}

/// What makes the order of integers that of the floats: no two opaque colours have the same brightness.
#[test]
fn no_two_opaque_colours_are_equally_bright() {
    let none = (-255i64..=255).all(|dr| {
        (-255i64..=255).all(|dg| {
            let rest = dr * 29_889_531 + dg * 58_662_247;
            rest % 11_448_223 != 0 || (rest / 11_448_223).abs() > 255 || (dr, dg) == (0, 0)
        })
    });
    assert!(none);
}

#[test]
fn a_slope_between_flat_areas_is_forgiven_where_that_is_asked_for() {
    // A hard edge that becomes soft.
    let picture = |soft: bool| Whole {
        width: 24,
        height: 24,
        pixels: (0..24i64 * 24)
            .map(|at| {
                let distance = (at % 24) * 2 - at / 24 - 8;
                let hard = if distance < 0 { 0 } else { 255 };
                let level = if soft && distance.abs() <= 1 { (128 + distance * 64) as u8 } else { hard };
                [level, level, level, 255]
            })
            .collect(),
    };
    let (before, after) = (picture(false), picture(true));
    let all = counts(&before, &after, i128::from(most(0.1)), false);
    assert_eq!((all.different, all.antialiased), (36, 0));
    for (antialiasing, wanted) in [
        (None, all),
        (Some(Antialiasing::Count), all),
        (Some(Antialiasing::Ignore), Counts { different: 0, antialiased: 36 }),
    ] {
        assert_eq!(engine(&before, &after, &options(0.1, antialiasing)), wanted, "{antialiasing:?}");
    }
}

#[test]
fn a_threshold_is_an_f32_and_one_integer() {
    // 35215 * 4096 * t^2; 0.1 is 0.100000001490116 as an f32: 1442406.44.
    for (threshold, wanted) in [(0.0, 0), (0.1, 1_442_406), (0.5, 36_060_160), (1.0, 144_240_640)] {
        assert_eq!(most(threshold), wanted);
    }
    // The f64 0.3 would give 12981657.6; as an f32 it is 0.300000011920929.
    assert_eq!(most(0.3), 12_981_658);
}

#[test]
fn a_pixel_differs_from_the_first_unit_above_the_threshold() {
    let one = |pixel: [u8; 4]| Whole { width: 1, height: 1, pixels: vec![pixel] };
    let differ = |grey: u8, threshold: f64| {
        engine(&one([255; 4]), &one([grey, grey, grey, 255]), &options(threshold, None)).different
    };
    // A grey step of 26 is (26 * 4094)^2 * 2069 >> 24 = 1397278 units, one of 27 is 1506828; the limit is 1442406.
    assert_eq!([differ(229, 0.1), differ(228, 0.1)], [0, 1]);
    // The smallest step is 2066 units, more than 35215 * 4096 * 0.00378^2 = 2060.97 and less than * 0.00379^2 = 2071.9.
    assert_eq!([differ(254, 0.0), differ(254, 0.003_78), differ(254, 0.003_79)], [1, 1, 0]);
    // White and black are 134405373 units apart, more than 35215 * 4096 * 0.965^2 and less than * 0.966^2.
    assert_eq!([differ(0, 0.965), differ(0, 0.966)], [1, 0]);
}

#[test]
fn errors_are_shares_of_the_largest_distance() {
    assert_eq!([error(0), error(35215 * 4096), error(35215 * 1024)], [0, 65535, 32767]);
}

#[test]
fn options_that_mean_nothing_are_refused() {
    let highlight = |antialiased_color| Highlight { antialiased_color, ..Highlight::default() };
    let yellow = highlight(Some(Color([255, 255, 0])));
    let white = Whole { width: 1, height: 1, pixels: vec![[255; 4]] };
    let message = |options: Options| {
        crate::diff(view(&white), view(&white), &options)
            .map(|_| ())
            .map_err(|error| (error.code(), error.to_string()))
    };
    for (options, wanted) in [
        (options(1.5, None), "threshold 1.5 is out of range: 'odiff' takes 0 to 1"),
        (options(f64::NAN, None), "threshold NaN is out of range: 'odiff' takes 0 to 1"),
        (
            Options { checkerboard: Some(false), ..options(0.1, None) },
            "checkerboard has no meaning for the metric 'odiff': leave it out, or choose 'pixelmatch'",
        ),
        (
            Options { highlight: yellow.clone(), ..options(0.1, None) },
            "highlight.antialiased_color has no meaning for the metric 'odiff' unless anti-aliasing is forgiven: \
             leave it out, or give antialiasing = ignore as well",
        ),
        (
            Options { antialiasing: Some(Antialiasing::Count), metric: Metric::Exact, ..Options::default() },
            "antialiasing has no meaning for the metric 'exact': leave it out, or choose 'pixelmatch' or 'odiff'",
        ),
    ] {
        assert_eq!(message(options), Err(("bad_option", wanted.to_owned())));
    }
    assert_eq!(message(Options { highlight: yellow, ..options(0.1, Some(Antialiasing::Ignore)) }), Ok(()));
}
