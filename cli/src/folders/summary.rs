//! How many of all are what.

use std::fmt;

use depicted::Side;
use depicted::numbers::grouped;
use serde::Serialize;

use super::Outcome;
use crate::exit::Exit;

/// How many of all paths are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Summary {
    /// All of them: the sum of the others.
    pub(crate) total: u64,
    pub(crate) same: u64,
    pub(crate) different: u64,
    pub(crate) only_before: u64,
    pub(crate) only_after: u64,
    /// Pairs that could not be compared, and directories that could not be read.
    pub(crate) failed: u64,
}

impl Summary {
    /// Counts one.
    pub(crate) fn count(&mut self, outcome: &Outcome) {
        self.total += 1;
        *match outcome {
            Outcome::Compared { report, .. } if report.same() => &mut self.same,
            Outcome::Compared { .. } => &mut self.different,
            Outcome::Only(Side::Before) => &mut self.only_before,
            Outcome::Only(Side::After) => &mut self.only_after,
            Outcome::Failed(_) => &mut self.failed,
        } += 1;
    }

    /// `12 of 340 pairs differ`
    pub(crate) fn pairs(&self) -> String {
        let pairs = self.same + self.different + self.failed;
        let noun = if pairs == 1 { "pair" } else { "pairs" };
        let verb = if self.different == 1 || pairs == 1 { "differs" } else { "differ" };
        format!("{} of {} {noun} {verb}", grouped(self.different), grouped(pairs))
    }

    /// How to exit: trouble outranks a difference.
    pub(crate) fn exit(&self) -> Exit {
        if self.failed > 0 {
            Exit::Trouble
        } else if self.same < self.total {
            Exit::Different
        } else {
            Exit::Fine
        }
    }
}

impl fmt::Display for Summary {
    /// `12 of 340 pairs differ, 2 only in before, 1 only in after, 1 could not be compared`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pairs())?;
        for (count, what) in [
            (self.only_before, "only in before"),
            (self.only_after, "only in after"),
            (self.failed, "could not be compared"),
        ] {
            if count > 0 {
                write!(f, ", {} {what}", grouped(count))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_there_is_to_say() {
        let mut summary = Summary { total: 339, same: 327, different: 12, ..Summary::default() };
        assert_eq!(summary.to_string(), "12 of 339 pairs differ");
        assert_eq!(summary.exit(), Exit::Different);
        summary = Summary { total: 343, only_before: 2, only_after: 1, failed: 1, ..summary };
        let words = "12 of 340 pairs differ, 2 only in before, 1 only in after, 1 could not be compared";
        assert_eq!(summary.to_string(), words);
        assert_eq!(summary.exit(), Exit::Trouble);
        summary = Summary { total: 1, same: 1, ..Summary::default() };
        assert_eq!((summary.to_string().as_str(), summary.exit()), ("0 of 1 pair differs", Exit::Fine));
        summary = Summary { total: 1, only_after: 1, ..Summary::default() };
        assert_eq!(summary.to_string(), "0 of 0 pairs differ, 1 only in after");
        assert_eq!(summary.exit(), Exit::Different);
    }
}
