//! A run: what is known of it, what is asked for, what a person says.

use serde::{Deserialize, Serialize};

use super::{ArtifactId, Capture, Cause, Diff, Evidence, InvalidTransition, Machine, RunStatus};
use crate::Side;

/// One named test of a release, as far as its status goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Run {
    /// The new picture.
    pub after: Capture,
    /// The reference.
    pub before: Capture,
    /// Their comparison.
    pub diff: Diff,
    /// Whether a person approved the difference.
    pub approved: bool,
}

impl Run {
    /// Where it stands: a function of what is known.
    pub fn status(&self) -> RunStatus {
        RunStatus::of(self.after, self.before, self.diff, self.approved)
    }

    /// Takes a piece of news. What is known only grows: news that says less than is known changes nothing.
    ///
    /// Another picture in the place of one that is there makes the comparison void, so that the new pair is compared; what
    /// is heard of the comparison of an earlier pair is let go.
    ///
    /// # Errors
    /// When the difference was approved and this would be another one. To hear again what is known is harmless.
    pub fn learn(&mut self, news: Evidence) -> Result<(), InvalidTransition> {
        let mut next = *self;
        match news {
            Evidence::Capture { of, capture } => {
                let side = next.side_mut(of);
                let old = side.image();
                *side = side.join(capture);
                if old.is_some() && old != side.image() {
                    next.diff = Diff::Missing;
                }
            }
            Evidence::Diff { pair, diff } => {
                let known = self.before.image().zip(self.after.image());
                if pair.is_none() || known.is_none() || pair == known {
                    next.diff = next.diff.join(diff);
                }
            }
        }
        if self.approved && next.status() != RunStatus::DiffApproved {
            return Err(self.refuses("changed", Cause::Approved));
        }
        *self = next;
        Ok(())
    }

    /// Asks for a picture, whatever is known of it: on purpose, so that also an approval is forgotten.
    pub fn request(&mut self, of: Side) {
        *self.side_mut(of) = Capture::Requested;
        self.diff = Diff::Missing;
        self.approved = false;
    }

    /// Takes the picture of a baseline as the reference; `None` where there is none, and then none is needed.
    pub fn inherit(&mut self, baseline: Option<ArtifactId>) {
        self.before = baseline.map_or(Capture::Missing, |image| Capture::Captured { image, log: None });
        self.diff = Diff::Missing;
        self.approved = false;
    }

    /// A person approves the difference.
    ///
    /// # Errors
    /// When none was found, or it was approved already.
    pub fn approve(&mut self) -> Result<(), InvalidTransition> {
        if self.status() != RunStatus::DiffFound {
            return Err(self.refuses("approved", Cause::State));
        }
        self.approved = true;
        Ok(())
    }

    /// A person takes an approval back.
    ///
    /// # Errors
    /// When nothing was approved.
    pub fn reject(&mut self) -> Result<(), InvalidTransition> {
        if self.status() != RunStatus::DiffApproved {
            return Err(self.refuses("rejected", Cause::State));
        }
        self.approved = false;
        Ok(())
    }

    /// The pictures to compare, before and after, where that is what is to be done.
    pub fn to_compare(&self) -> Option<(ArtifactId, ArtifactId)> {
        let pair = self.before.image().zip(self.after.image());
        pair.filter(|_| self.status() == RunStatus::NeedsDiff)
    }

    /// Whether its release has to wait for it: a comparison is to be made, a picture was asked for and nothing was heard,
    /// or one of its tasks is still live, which is how a failure that will be tried again differs from one that settled.
    pub fn blocks(&self, live_tasks: u64) -> bool {
        let awaited = |side: Capture| side == Capture::Requested;
        live_tasks > 0 || self.status() == RunStatus::NeedsDiff || awaited(self.after) || awaited(self.before)
    }

    fn side_mut(&mut self, of: Side) -> &mut Capture {
        match of {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
        }
    }

    fn refuses(&self, event: &'static str, cause: Cause) -> InvalidTransition {
        InvalidTransition { machine: Machine::Run, from: self.status().name(), event, cause }
    }
}
