//! How well a score tells changes from noise, against the labels.

use std::cmp::Ordering;

use super::set::{Kind, Set};

/// The usual numbers of a detector.
#[derive(Debug, PartialEq)]
pub(super) struct Quality {
    /// Probability that a change scores higher than noise.
    pub(super) auc: f64,
    /// Share of changes found when 0, 1 and 5 % of the noise may be called different.
    pub(super) recall: [f64; 3],
    /// Share of changes with a score of 1 or more.
    pub(super) found: f64,
    /// Share of noise with a score of 1 or more.
    pub(super) false_alarms: f64,
}

/// Judges the scores that `score` gives; a pair of unequal sizes counts as called different.
pub(super) fn judge(set: &Set, score: impl Fn(&str) -> Option<f64>) -> Option<Quality> {
    let (mut noise, mut changes) = (Vec::new(), Vec::new());
    for pair in &set.pairs {
        let Some(value) = score(&pair.id) else { continue };
        let value = if pair.has_equal_sizes() { value } else { f64::INFINITY };
        match pair.kind {
            Kind::Noise => noise.push(value),
            Kind::Change | Kind::Mixed => changes.push(value),
            Kind::Ambiguous => {}
        }
    }
    quality(noise, &changes)
}

fn quality(mut noise: Vec<f64>, changes: &[f64]) -> Option<Quality> {
    if noise.is_empty() || changes.is_empty() {
        return None;
    }
    noise.sort_by(|a, b| b.total_cmp(a));
    let share = |values: &[f64], test: &dyn Fn(f64) -> bool| {
        values.iter().filter(|value| test(**value)).count() as f64 / values.len() as f64
    };
    let order = |change: f64, order| share(&noise, &|n| n.total_cmp(&change) == order);
    let above = |change: f64| order(change, Ordering::Less) + 0.5 * order(change, Ordering::Equal);
    let auc = changes.iter().map(|change| above(*change)).sum::<f64>() / changes.len() as f64;
    let recall = [0.0, 0.01, 0.05].map(|budget| {
        // The highest noise that the budget does not let through.
        let allowed = (budget * noise.len() as f64 + 1e-9).floor() as usize;
        share(changes, &|change| noise.get(allowed).is_none_or(|limit| change > *limit))
    });
    let different = |value: f64| value >= 1.0;
    Some(Quality { auc, recall, found: share(changes, &different), false_alarms: share(&noise, &different) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_score_separates() {
        let perfect = quality(vec![0.1, 0.9], &[1.0, 7.0]).expect("both kinds are there");
        assert_eq!(perfect, Quality { auc: 1.0, recall: [1.0; 3], found: 1.0, false_alarms: 0.0 });
    }

    #[test]
    fn ties_count_half_and_the_budget_lets_noise_through() {
        let noise: Vec<f64> = (0..100).map(|i| if i == 0 { 5.0 } else { 0.5 }).collect();
        let result = quality(noise, &[0.5, 2.0]).expect("both kinds are there");
        // 0.5 ties with 99 of 100, 2.0 is above the same 99.
        let auc = f64::midpoint(0.99 / 2.0, 0.99);
        assert_eq!(result, Quality { auc, recall: [0.0, 0.5, 0.5], found: 0.5, false_alarms: 0.01 });
    }

    #[test]
    fn one_kind_alone_says_nothing() {
        assert_eq!(quality(vec![1.0], &[]), None);
    }
}
