//! What is known of a run, and how it grows.
//!
//! Each kind of knowledge has an order: what comes later in it says more, and knowledge only moves up. That is what makes
//! the order of reports irrelevant: a failed attempt that is heard of after the successful one changes nothing.

use serde::{Deserialize, Serialize};

use super::ArtifactId;
use crate::Side;

/// What is known of one picture of a run, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Capture {
    /// Nobody asked for it.
    #[default]
    Missing,
    /// It was asked for, and is not there.
    Requested,
    /// The last attempt failed.
    Failed {
        /// What the attempt said.
        log: Option<ArtifactId>,
    },
    /// It is there.
    Captured {
        /// The picture.
        image: ArtifactId,
        /// What was said while it was taken.
        log: Option<ArtifactId>,
    },
}

/// What is known of the comparison, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Diff {
    /// It was not made.
    #[default]
    Missing,
    /// It could not be made.
    Failed {
        /// What the comparison said.
        log: Option<ArtifactId>,
    },
    /// The pictures are the same.
    Same {
        /// What the comparison said.
        log: Option<ArtifactId>,
        /// The difference that was tolerated, 0 to 1.
        distortion: Option<f64>,
    },
    /// They differ.
    Found {
        /// The highlighted picture.
        image: ArtifactId,
        /// What the comparison said.
        log: Option<ArtifactId>,
        /// The difference as one number, 0 to 1.
        distortion: Option<f64>,
    },
}

/// One piece of news about a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// About one of its pictures.
    Capture {
        /// Which.
        of: Side,
        /// What is known.
        capture: Capture,
    },
    /// About the comparison of its pictures.
    Diff {
        /// The pictures before and after that were compared, where whoever reports knows them.
        pair: Option<(ArtifactId, ArtifactId)>,
        /// What is known.
        diff: Diff,
    },
}

impl Evidence {
    /// A picture was taken; its log is not kept.
    pub fn captured(of: Side, image: ArtifactId) -> Self {
        Self::Capture { of, capture: Capture::Captured { image, log: None } }
    }

    /// A picture could not be taken.
    pub fn capture_failed(of: Side, log: Option<ArtifactId>) -> Self {
        Self::Capture { of, capture: Capture::Failed { log } }
    }
}

impl Capture {
    /// The picture, where it is there.
    pub fn image(self) -> Option<ArtifactId> {
        match self {
            Self::Captured { image, .. } => Some(image),
            Self::Missing | Self::Requested | Self::Failed { .. } => None,
        }
    }

    /// The more telling of the two. Of two pictures `news` is, since it is the later one.
    pub(super) fn join(self, news: Self) -> Self {
        match (self, news) {
            (Self::Captured { image: old, log }, Self::Captured { image, log: new }) if old == image => {
                Self::Captured { image, log: either(log, new) }
            }
            (Self::Failed { log }, Self::Failed { log: new }) => Self::Failed { log: either(log, new) },
            (Self::Captured { .. }, Self::Captured { .. }) => news,
            _ if news.rank() > self.rank() => news,
            _ => self,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Requested => 1,
            Self::Failed { .. } => 2,
            Self::Captured { .. } => 3,
        }
    }
}

impl Diff {
    /// The highlighted picture, where a difference was found.
    pub fn image(self) -> Option<ArtifactId> {
        match self {
            Self::Found { image, .. } => Some(image),
            Self::Missing | Self::Failed { .. } | Self::Same { .. } => None,
        }
    }

    /// The difference as one number, 0 to 1, where it is known.
    pub fn distortion(self) -> Option<f64> {
        match self {
            Self::Found { distortion, .. } | Self::Same { distortion, .. } => distortion,
            Self::Missing | Self::Failed { .. } => None,
        }
    }

    /// The more telling of the two. A difference outranks none: nobody may miss it.
    pub(super) fn join(self, news: Self) -> Self {
        if news.rank() > self.rank() { news } else { self }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Failed { .. } => 1,
            Self::Same { .. } => 2,
            Self::Found { .. } => 3,
        }
    }
}

/// The smaller of two logs, so that it does not matter which was heard of first.
fn either(old: Option<ArtifactId>, new: Option<ArtifactId>) -> Option<ArtifactId> {
    match (old, new) {
        (Some(old), Some(new)) => Some(old.min(new)),
        (old, new) => old.or(new),
    }
}
