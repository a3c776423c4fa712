//! What came of one path.

use depicted::{Report, Side};

use super::Drawn;
use crate::trouble::Trouble;

/// What came of one path.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Both pictures were compared.
    Compared {
        report: Box<Report>,
        /// The highlighted picture, where one was drawn.
        highlight: Option<Drawn>,
    },
    /// There is one picture only.
    Only(Side),
    /// They could not be compared.
    Failed(Trouble),
}

impl Outcome {
    /// Whether it is two pictures that differ.
    pub(crate) fn differs(&self) -> bool {
        matches!(self, Self::Compared { report, .. } if !report.same())
    }
}
