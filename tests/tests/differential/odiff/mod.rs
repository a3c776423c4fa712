//! The metric `odiff` against npm's `odiff-bin`: the count.

mod asked;

use std::path::PathBuf;

use depicted::{Antialiasing, Metric, Rect, Threshold};
use depicted_tests::case::{Case, Given};
use depicted_tests::pictures::Canvas;
use depicted_tests::random::Random;
use depicted_tests::{bless, walk};
use serde_json::{Value, json};

use super::npm::ODIFF;
use super::{draw, pairs};
use asked::{Allowed, Asked, corners};

/// Seeded pairs.
const PAIRS: u32 = 260;
/// Options tried on each of them.
const OPTIONS: u32 = 4;

#[test]
fn counts_are_those_of_odiff_on_seeded_pictures() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-seeded");
    let mut random = Random::new(450);
    for pair in 0..PAIRS {
        let files = asked.write(pair, &draw::pair(&mut random));
        for turn in 0..OPTIONS {
            // The first two turns are the defaults of odiff, and anti-aliasing forgiven.
            let options = match turn {
                0 => json!({}),
                1 => json!({"antialiasing": true}),
                _ => any_options(&mut random),
            };
            asked.job(format!("{pair}.{turn}"), &files, options);
        }
    }
    asked.settle(0);
}

#[test]
fn counts_are_those_of_odiff_at_the_threshold() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-threshold");
    let mut random = Random::new(451);
    for pair in 0..60 {
        let threshold = random.pick(&[0.004, 0.02, 0.063, 0.1, 0.15, 0.3, 0.7]);
        let limit = 35215.0 * threshold * threshold;
        let files = asked.write(pair, &draw::close(&mut random, |p, q| yiq(p, q) <= limit));
        for antialiasing in [false, true] {
            let options = json!({"threshold": threshold, "antialiasing": antialiasing});
            asked.job(format!("{pair} {antialiasing}"), &files, options);
        }
    }
    asked.settle(0);
}

/// Translucent greys that are one and the same on white, and differ in the last bit of an `f64`: which of them is the
/// brightest neighbour is up to how odiff rounds.
#[test]
fn counts_are_those_of_odiff_where_neighbours_are_equally_bright() {
    if !ODIFF.present() {
        return;
    }
    let tied = [[253, 245], [248, 70], [245, 49], [241, 35], [206, 10], [157, 5]];
    let greys = tied.into_iter().chain([[0, 255], [60, 255], [130, 255], [131, 255]]);
    let colors: Vec<[u8; 4]> = greys.map(|[grey, alpha]| [grey, grey, grey, alpha]).collect();
    let mut asked = Asked::new("odiff-ties");
    let mut random = Random::new(456);
    for pair in 0..60 {
        let before = Canvas::from_fn(48, 36, |_, _| random.pick(&colors));
        let few = [colors[0], random.pick(&colors), random.pick(&colors)];
        let before = before.map(|color| if random.chance(60) { random.pick(&few) } else { color });
        let after = before.map(|color| if random.chance(15) { random.pick(&colors) } else { color });
        let files = asked.write(pair, &[before, after]);
        asked.job(format!("{pair}"), &files, json!({"antialiasing": true}));
    }
    asked.settle(0);
}

#[test]
fn counts_are_those_of_odiff_with_ignored_rectangles() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-ignore");
    let mut random = Random::new(452);
    for pair in 0..80 {
        let pictures = draw::pair(&mut random);
        let Canvas { width, height, .. } = pictures[0];
        let regions: Vec<Value> = (0..=random.below(4))
            .map(|_| {
                let (x, y) = (random.below(width), random.below(height));
                corners(&Rect::new(x, y, 1 + random.below(width - x), 1 + random.below(height - y)))
            })
            .collect();
        let files = asked.write(pair, &pictures);
        for antialiasing in [false, true] {
            let options = json!({"ignoreRegions": regions, "threshold": 0.05, "antialiasing": antialiasing});
            asked.job(format!("{pair} {antialiasing}"), &files, options);
        }
    }
    asked.settle(0);
}

#[test]
fn counts_are_those_of_odiff_where_opaque_pictures_differ_in_size() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-sizes");
    let mut random = Random::new(453);
    for pair in 0..80 {
        let files = asked.write(pair, &cropped(&mut random, true));
        asked.job(format!("{pair}"), &files, json!({"threshold": 0.05}));
    }
    asked.settle(0);
}

/// odiff leaves out what only one picture has where that is transparent.
#[test]
fn transparent_pixels_that_only_one_picture_has_count_here_and_not_in_odiff() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-transparent");
    let mut random = Random::new(454);
    for pair in 0..100 {
        let pictures = cropped(&mut random, false);
        let [width, height] =
            [pictures[0].width.min(pictures[1].width), pictures[0].height.min(pictures[1].height)];
        let lost: usize = pictures
            .iter()
            .map(|canvas| {
                let outside = |at: u32| at % canvas.width >= width || at / canvas.width >= height;
                (0..canvas.width * canvas.height)
                    .filter(|at| outside(*at) && canvas.pixels[*at as usize][3] == 0)
                    .count()
            })
            .sum();
        let files = asked.write(pair, &pictures);
        asked.job_with(format!("{pair}"), &files, json!({"threshold": 0.05}), Allowed::More(lost as u64));
    }
    let more = asked.jobs.iter().filter(|(_, allowed)| *allowed != Allowed::More(0)).count();
    assert!(more >= 20, "{more} pairs have such pixels");
    asked.settle(0);
}

/// Beyond the rectangle that both pictures have there is nothing for us, and the rest of a picture for odiff: whether a
/// pixel beside that seam looks like anti-aliasing may change.
#[test]
fn pixels_beside_the_seam_may_be_judged_otherwise_and_no_others() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-seam");
    let mut random = Random::new(455);
    for pair in 0..120 {
        let pictures = cropped(&mut random, true);
        let [width, height] =
            [pictures[0].width.min(pictures[1].width), pictures[0].height.min(pictures[1].height)];
        let files = asked.write(pair, &pictures);
        // The last two columns and rows of what both have.
        let beside = 2 * u64::from(width + height);
        asked.job_with(format!("{pair}"), &files, json!({"antialiasing": true}), Allowed::Off(beside));
    }
    asked.settle(0);
}

#[test]
fn counts_are_those_of_odiff_on_real_pictures() {
    if !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-corpus");
    for pair in pairs::corpus() {
        let files = [pair.before, pair.after];
        let tried = [
            json!({}),
            json!({"antialiasing": true}),
            json!({"threshold": 0.05, "antialiasing": true}),
            json!({"threshold": 0}),
        ];
        // Long pages take seconds each.
        let most = if pair.pixels > 5_000_000 { 2 } else { tried.len() };
        for (turn, options) in tried.into_iter().take(most).enumerate() {
            asked.job(format!("{} {turn}", pair.id), &files, options);
        }
    }
    asked.settle(0);
}

#[test]
fn counts_of_the_vectors_are_those_of_odiff() {
    if bless::wanted() || !ODIFF.present() {
        return;
    }
    let mut asked = Asked::new("odiff-vectors");
    for case in walk::cases().unwrap() {
        if let Some((files, options)) = vector(&case) {
            asked.job(case.id.replace('/', "-"), &files, options);
        }
    }
    asked.settle(12);
}

/// A vector that odiff can answer too, and to which it has the same answer: `odiff`, PNG files of equal size.
fn vector(case: &Case) -> Option<([PathBuf; 2], Value)> {
    let expected = case.expected.as_ref()?;
    let options = case.options().ok()?;
    let (Given::File(_), Given::File(_)) = (&case.before, &case.after) else { return None };
    let files = [case.before.file()?, case.after.file()?];
    let is_png = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "png");
    let plain = options.metric == Metric::Odiff && expected["before"] == expected["after"];
    if !plain || !files.iter().all(is_png) {
        return None;
    }
    let mut theirs = json!({
        "antialiasing": options.antialiasing == Some(Antialiasing::Ignore),
        "ignoreRegions": options.ignore.iter().map(corners).collect::<Vec<_>>(),
    });
    if options.ignore.is_empty() {
        theirs.as_object_mut()?.remove("ignoreRegions");
    }
    if let Some(Threshold::Number(threshold)) = options.threshold {
        theirs["threshold"] = json!(threshold);
    }
    Some((files, theirs))
}

/// Any options.
fn any_options(random: &mut Random) -> Value {
    let threshold = random.pick(&[0.0, 0.01, 0.05, 0.1, 0.3, 0.96, 1.0]);
    json!({"threshold": threshold, "antialiasing": random.chance(60)})
}

/// A pair of which each picture is a part of another one.
fn cropped(random: &mut Random, opaque: bool) -> [Canvas; 2] {
    draw::pair(random).map(|canvas| {
        let (width, height) = (1 + random.below(canvas.width), 1 + random.below(canvas.height));
        let part = Canvas::from_fn(width, height, |x, y| canvas.at(x, y));
        if opaque { part.map(|[r, g, b, _]| [r, g, b, 255]) } else { part }
    })
}

/// The squared distance as numbers have it that are not cut: near enough to the fixed point of odiff to aim by.
fn yiq(p: [u8; 4], q: [u8; 4]) -> f64 {
    let over = |color: [u8; 4], c: usize| 255.0 + (f64::from(color[c]) - 255.0) * f64::from(color[3]) / 255.0;
    let [r, g, b] = [0, 1, 2].map(|c| over(p, c) - over(q, c));
    let y = r * 0.298_895_31 + g * 0.586_622_47 + b * 0.114_482_23;
    let i = r * 0.595_977_99 - g * 0.274_176_10 - b * 0.321_801_89;
    let q = r * 0.211_470_17 - g * 0.522_617_11 + b * 0.311_146_94;
    0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q
}
