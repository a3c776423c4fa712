//! The states of a release.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Cause, InvalidTransition, Machine};

/// Where a release stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseStatus {
    /// Runs are still being asked for and reported.
    #[default]
    Receiving,
    /// All runs were announced; some captures or comparisons are under way.
    Processing,
    /// Everything settled; people look at it.
    Reviewing,
    /// Somebody marked it good: the baseline of what comes next.
    Good,
    /// Somebody marked it bad, or a newer attempt took its place.
    Bad,
}

/// What happens to a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseEvent {
    /// A client says that all runs were announced.
    RunsDone,
    /// No run [blocks](super::Run::blocks) any more.
    Settled,
    /// A newer attempt at the same name began.
    Superseded,
    /// A person decided.
    Decide(Decision),
}

/// What a person says of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is good.
    Good,
    /// It is bad.
    Bad,
    /// It is to be looked at again.
    Reviewing,
}

impl ReleaseStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [Self::Receiving, Self::Processing, Self::Reviewing, Self::Good, Self::Bad];

    /// The name of the interface.
    pub fn name(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Processing => "processing",
            Self::Reviewing => "reviewing",
            Self::Good => "good",
            Self::Bad => "bad",
        }
    }

    /// Whether a person decided it, or a newer attempt did.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Good | Self::Bad)
    }

    /// The status after an event.
    ///
    /// Events that come late change nothing: a release that was decided stays so, whatever settles afterwards.
    ///
    /// # Errors
    /// When a person or a client asks for what the status does not allow.
    pub fn after(self, event: ReleaseEvent) -> Result<Self, InvalidTransition> {
        use Decision as D;
        use ReleaseEvent::{Decide, RunsDone, Settled, Superseded};
        let is_open = !self.is_decided();
        match (self, event) {
            (Self::Receiving, RunsDone) => Ok(Self::Processing),
            (Self::Processing, Settled) => Ok(Self::Reviewing),
            (Self::Processing, Superseded) => Ok(Self::Bad),
            // To say it twice is harmless, and what comes late changes nothing.
            (Self::Processing | Self::Reviewing, RunsDone) | (_, Settled | Superseded) => Ok(self),
            (_, Decide(decision)) if is_open != (decision == D::Reviewing) => Ok(decision.status()),
            (_, RunsDone | Decide(_)) => Err(self.refuses(event.name())),
        }
    }

    /// Whether reports on its runs are taken.
    ///
    /// # Errors
    /// When it was decided.
    pub fn takes_reports(self) -> Result<(), InvalidTransition> {
        if self.is_decided() { Err(self.refuses("reported on")) } else { Ok(()) }
    }

    fn refuses(self, event: &'static str) -> InvalidTransition {
        InvalidTransition { machine: Machine::Release, from: self.name(), event, cause: Cause::State }
    }
}

impl Decision {
    /// The status that it gives.
    pub fn status(self) -> ReleaseStatus {
        match self {
            Self::Good => ReleaseStatus::Good,
            Self::Bad => ReleaseStatus::Bad,
            Self::Reviewing => ReleaseStatus::Reviewing,
        }
    }
}

impl ReleaseEvent {
    /// Every event.
    pub const ALL: [Self; 6] = [
        Self::RunsDone,
        Self::Settled,
        Self::Superseded,
        Self::Decide(Decision::Good),
        Self::Decide(Decision::Bad),
        Self::Decide(Decision::Reviewing),
    ];

    /// What is done to the release, as a message says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::RunsDone => "closed to new runs",
            Self::Settled => "settled",
            Self::Superseded => "superseded",
            Self::Decide(Decision::Good) => "marked good",
            Self::Decide(Decision::Bad) => "marked bad",
            Self::Decide(Decision::Reviewing) => "marked reviewing",
        }
    }
}

impl fmt::Display for ReleaseStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
