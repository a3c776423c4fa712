//! What a person may do in a build.

use serde::{Deserialize, Serialize};

/// From least to most; each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Looks.
    Viewer,
    /// Approves, rejects and marks.
    Reviewer,
    /// Changes settings, members and keys.
    Admin,
}

impl Role {
    /// The name that is stored.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Reviewer => "reviewer",
            Self::Admin => "admin",
        }
    }

    /// Reads a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Viewer, Self::Reviewer, Self::Admin].into_iter().find(|role| role.name() == name)
    }
}
