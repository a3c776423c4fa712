//! The states of a run, and the one table that derives them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Capture, Diff};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// A picture is still to come.
    DataPending,
    /// Both pictures are there and are to be compared.
    NeedsDiff,
    /// They differ.
    DiffFound,
    /// They are the same.
    DiffNotFound,
    /// They differ, and a person approved that.
    DiffApproved,
    /// There is nothing to compare with: a baseline.
    NoDiffNeeded,
    /// A picture could not be taken, or the comparison not be made.
    Failed,
}

impl RunStatus {
    /// Every status.
    pub const ALL: [Self; 7] = [
        Self::DataPending,
        Self::NeedsDiff,
        Self::DiffFound,
        Self::DiffNotFound,
        Self::DiffApproved,
        Self::NoDiffNeeded,
        Self::Failed,
    ];

    /// The name of the interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::DataPending => "data_pending",
            Self::NeedsDiff => "needs_diff",
            Self::DiffFound => "diff_found",
            Self::DiffNotFound => "diff_not_found",
            Self::DiffApproved => "diff_approved",
            Self::NoDiffNeeded => "no_diff_needed",
            Self::Failed => "failed",
        }
    }

    /// What a page says of it, without the figure of a difference.
    pub fn label(self) -> &'static str {
        match self {
            Self::DataPending => "Data pending",
            Self::NeedsDiff => "Diff pending",
            Self::DiffFound => "Diff found",
            Self::DiffNotFound => "Same",
            Self::DiffApproved => "Diff found and approved",
            Self::NoDiffNeeded => "Diff not required",
            Self::Failed => "Run failed",
        }
    }

    /// Whether a list shows it before the others. It does not change by an approval, so that nothing jumps away under the
    /// hand of whoever approves.
    pub fn is_problem(self) -> bool {
        matches!(self, Self::DiffFound | Self::DiffApproved | Self::Failed)
    }

    /// The status that follows from what is known. Every combination has one.
    pub(super) fn of(after: Capture, before: Capture, diff: Diff, approved: bool) -> Self {
        use Capture as C;
        match (after, before, diff) {
            // Found, by whoever has the picture after to show for it.
            (C::Captured { .. }, _, Diff::Found { .. }) if approved => Self::DiffApproved,
            (C::Captured { .. }, _, Diff::Found { .. }) => Self::DiffFound,
            // What failed is said, whatever else is there.
            (_, _, Diff::Failed { .. }) | (C::Failed { .. }, _, _) | (_, C::Failed { .. }, _) => Self::Failed,
            (C::Missing | C::Requested, _, _) | (C::Captured { .. }, C::Requested, _) => Self::DataPending,
            (C::Captured { .. }, C::Missing, _) => Self::NoDiffNeeded,
            (C::Captured { .. }, C::Captured { .. }, Diff::Missing) => Self::NeedsDiff,
            (C::Captured { .. }, C::Captured { .. }, Diff::Same { .. }) => Self::DiffNotFound,
        }
    }
}

impl fmt::Display for RunStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
