//! The small judged pairs of `tests/judge`: the engine's scores against those of the reference prototype.
//!
//! A score agrees within 1 % or 0.005, whichever is more, and gives the same verdict wherever the prototype's own score
//! is not within 0.99..=1.01. Moves are left aside: only the score is looked at.

use depicted::{Metric, Options};
use depicted_tests::case::read;
use depicted_tests::places;
use serde::Deserialize;

#[derive(Deserialize)]
struct Pairs {
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    id: String,
    before: String,
    after: String,
    score: f64,
    census: f64,
}

#[test]
fn scores_agree_with_the_prototype() {
    let file = read(&places::judge().join("pairs.json")).unwrap();
    let Pairs { pairs } = serde_json::from_slice(&file).unwrap();
    assert!(pairs.len() >= 40, "{} pairs", pairs.len());
    let wrong: Vec<String> = pairs.iter().filter_map(disagreement).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} scores disagree with the prototype:\n{}",
        wrong.len(),
        pairs.len(),
        wrong.join("\n")
    );
}

/// What is wrong with a pair, if anything is.
fn disagreement(pair: &Pair) -> Option<String> {
    let Pair { id, before, after, score: wanted, census } = pair;
    let options = Options { metric: Metric::Perceptual, ..Options::default() };
    let (before, after) = (places::judge().join(before), places::judge().join(after));
    let report = match depicted::diff(&before, &after, &options) {
        Ok(report) => report,
        Err(error) => return Some(format!("{id}: {error}")),
    };
    let (score, our_census) = (report.score.unwrap_or(-1.0), report.census.unwrap_or(-1.0));
    let close = (score - wanted).abs() <= (0.01 * wanted).max(0.005);
    let verdict = (0.99..=1.01).contains(wanted) || (score >= 1.0) == (*wanted >= 1.0);
    (!close || !verdict).then(|| {
        let verdict = if verdict { "" } else { ", another verdict" };
        format!("{id}: score {score:.5}, prototype {wanted:.5}; census {our_census:.4}, prototype {census:.4}{verdict}")
    })
}
