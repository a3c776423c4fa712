//! From figures to a verdict: integers only.

use super::json::{Reason, Verdict};
use super::summary::Summary;
use crate::options::Tolerance;

/// The difference as a fraction of integers: its value is `sum / full`, or the root of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Distortion {
    pub(crate) sum: u128,
    /// What `sum` would be if nothing were alike; at least 1 and below 2^68.
    pub(crate) full: u128,
    pub(crate) root: bool,
}

/// Bits behind the point of a [`Bound`]. With `full` below 2^68 and a squared bound of 56 bits no product overflows.
const POINT: u32 = 28;

impl Distortion {
    /// 0 to 1.
    pub(crate) fn value(self) -> f64 {
        let share = self.sum as f64 / self.full as f64;
        if self.root { share.sqrt() } else { share }
    }

    /// Whether it is at most `bound`, 0 to 1. The bound becomes an integer, rounded up by less than 2^-28, before
    /// anything is compared.
    pub(crate) fn within(self, bound: f64) -> bool {
        let bound = (bound * f64::from(1u32 << POINT)).ceil() as u128;
        if self.root {
            self.sum << (2 * POINT) <= bound * bound * self.full
        } else {
            self.sum << POINT <= bound * self.full
        }
    }
}

/// Verdict, reason, and whether a difference was tolerated.
pub(crate) fn decide(
    different: bool,
    distortion: Distortion,
    summary: &Summary,
    tolerance: &Tolerance,
) -> (Verdict, Option<Reason>, bool) {
    if !different {
        return (Verdict::Same, None, false);
    }
    let reason = if summary.one_sided > 0 {
        Reason::Size
    } else if summary.changed > 0 {
        Reason::Pixels
    } else {
        Reason::Moved
    };
    if tolerated(distortion, summary, tolerance) {
        (Verdict::Same, Some(reason), true)
    } else {
        (Verdict::Different, Some(reason), false)
    }
}

fn tolerated(distortion: Distortion, summary: &Summary, tolerance: &Tolerance) -> bool {
    let moves_allowed = summary.moved > 0 && summary.longest_move <= tolerance.max_shift_px;
    if moves_allowed && summary.changed == 0 {
        return true;
    }
    let counted = if moves_allowed { summary.changed } else { summary.changed + summary.moved };
    let Tolerance { max_different_pixels, max_distortion, .. } = *tolerance;
    (max_different_pixels.is_some() || max_distortion.is_some())
        && max_different_pixels.is_none_or(|most| counted <= most)
        && max_distortion.is_none_or(|most| distortion.within(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_that_is_met_exactly_holds() {
        for hundredths in 0..=100u32 {
            let distortion = Distortion { sum: hundredths.into(), full: 100, root: false };
            assert!(distortion.within(f64::from(hundredths) / 100.0), "{hundredths}");
            let less = (f64::from(hundredths) - 0.01) / 100.0;
            assert!(less < 0.0 || !distortion.within(less), "{hundredths}");
        }
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let full = 4 * u128::from(65025u32).pow(2) * 1_000_000_000;
        let most = Distortion { sum: full, full, root: true };
        assert!(most.within(1.0));
        assert!(!most.within(0.999_999));
        assert!(most.value() >= 1.0);
    }
}
