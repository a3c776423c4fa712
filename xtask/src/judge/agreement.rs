//! Whether the engine's score is the prototype's.

use super::engine::Run;
use super::set::{Kind, Set};

/// A difference that is small against the score is allowed, and so is a small one near 0.
const RELATIVE: f64 = 0.01;
const ABSOLUTE: f64 = 0.005;
/// Where the prototype's own score is this close to 1, either verdict is right.
const UNDECIDED: std::ops::RangeInclusive<f64> = 0.99..=1.01;

/// How far two scores are apart, and whether that is allowed.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) reference: f64,
    pub(super) ours: f64,
    /// The prototype's census.
    pub(super) census: f64,
    /// The engine's census.
    pub(super) our_census: f64,
}

impl Row {
    /// |score - reference|.
    pub(super) fn absolute(&self) -> f64 {
        (self.ours - self.reference).abs()
    }

    /// The same as a share of the reference, where that is not tiny.
    pub(super) fn relative(&self) -> Option<f64> {
        (self.reference >= ABSOLUTE / RELATIVE).then(|| self.absolute() / self.reference)
    }

    /// Whether both say "different", or both "same", or the prototype can't decide.
    pub(super) fn same_verdict(&self) -> bool {
        UNDECIDED.contains(&self.reference) || (self.ours >= 1.0) == (self.reference >= 1.0)
    }

    /// Why the scores of a pair are not the same, where that is known: the prototype leaves out values below 0.02, so
    /// that a smaller score is 0 there.
    pub(super) fn reason(&self) -> Option<&'static str> {
        (self.reference == 0.0 && self.ours < 0.02).then_some("the prototype leaves out values below 0.02")
    }

    fn agrees(&self) -> bool {
        self.absolute() <= (RELATIVE * self.reference).max(ABSOLUTE) && self.same_verdict()
    }
}

/// The comparison over a set.
#[derive(Debug, Default)]
pub(super) struct Agreement {
    /// Every pair that was compared.
    pub(super) rows: usize,
    /// Pairs of unequal sizes, which the prototype does not score.
    pub(super) left_out: usize,
    /// The largest difference of two scores.
    pub(super) absolute: f64,
    /// The largest difference as a share of the reference.
    pub(super) relative: f64,
    /// The largest difference of two census values.
    pub(super) census: f64,
    /// Pairs whose verdict differs, among the disagreements.
    pub(super) verdicts: usize,
    pub(super) disagreements: Vec<Row>,
}

/// Compares every pair of equal sizes that the engine answered.
pub(super) fn compare(set: &Set, run: &Run) -> Agreement {
    let mut result = Agreement::default();
    for pair in &set.pairs {
        let Some(answer) = run.answers.get(&pair.id) else { continue };
        if !pair.has_equal_sizes() {
            result.left_out += 1;
            continue;
        }
        let reference = &set.reference[&pair.id];
        let row = Row {
            id: pair.id.clone(),
            kind: pair.kind,
            reference: reference.score,
            ours: answer.score,
            census: reference.census,
            our_census: answer.census,
        };
        result.add(row);
    }
    result
}

impl Agreement {
    fn add(&mut self, row: Row) {
        self.rows += 1;
        self.absolute = self.absolute.max(row.absolute());
        self.relative = self.relative.max(row.relative().unwrap_or(0.0));
        self.census = self.census.max((row.our_census - row.census).abs());
        self.verdicts += usize::from(!row.same_verdict());
        if !row.agrees() {
            self.disagreements.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(reference: f64, ours: f64) -> Row {
        Row { id: String::new(), kind: Kind::Noise, reference, ours, census: 0.0, our_census: 0.0 }
    }

    #[test]
    fn allows_one_percent_or_five_thousandths() {
        assert!(row(4.0, 4.039).agrees());
        assert!(!row(4.0, 4.041).agrees());
        assert!(row(0.0, 0.0049).agrees());
        assert!(!row(0.0, 0.0051).agrees());
    }

    #[test]
    fn wants_the_same_verdict_away_from_the_threshold() {
        assert!(row(0.995, 1.001).agrees());
        assert!(row(1.009, 0.9999).agrees());
        assert!(!row(0.985, 1.0).same_verdict());
        assert!(!row(1.02, 0.999).same_verdict());
    }
}
