//! What a state machine refuses.

use std::fmt;

use serde::Serialize;

/// An event that a state does not allow. Nothing changed.
///
/// ```
/// use depicted::workflow::{Decision, ReleaseEvent, ReleaseStatus};
/// let refused = ReleaseStatus::Good.after(ReleaseEvent::Decide(Decision::Bad)).unwrap_err();
/// assert_eq!(refused.to_string(), "a release that is good cannot be marked bad");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", Sentence(self))]
pub struct InvalidTransition {
    /// What refused.
    pub machine: Machine,
    /// The state it is in, as the interface names it.
    pub from: &'static str,
    /// What was to happen to it.
    pub event: &'static str,
    /// Why not.
    pub cause: Cause,
}

/// Which of the state machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Machine {
    /// [`ReleaseStatus`](super::ReleaseStatus).
    Release,
    /// [`Run`](super::Run).
    Run,
    /// [`Task`](super::Task).
    Task,
}

/// Why an event is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// The state does not allow it.
    State,
    /// The run was approved, and this would change what was approved.
    Approved,
    /// The task is not leased by anybody, or was leased for a time that is over.
    LeaseExpired,
    /// The task is leased by somebody else.
    NotOwner,
    /// A later heartbeat was heard already.
    StaleHeartbeat,
    /// The task is not to be leased yet.
    NotDue,
}

impl Cause {
    /// The stable code of the interface: `invalid_transition`, `approved`, `lease_expired`, `not_owner`,
    /// `stale_heartbeat`, `not_due`.
    pub fn code(self) -> &'static str {
        match self {
            Self::State => "invalid_transition",
            Self::Approved => "approved",
            Self::LeaseExpired => "lease_expired",
            Self::NotOwner => "not_owner",
            Self::StaleHeartbeat => "stale_heartbeat",
            Self::NotDue => "not_due",
        }
    }
}

struct Sentence<'a>(&'a InvalidTransition);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let InvalidTransition { machine, from, event, cause } = self.0;
        let machine = match machine {
            Machine::Release => "release",
            Machine::Run => "run",
            Machine::Task => "task",
        };
        write!(f, "a {machine} that is {from} cannot be {event}")?;
        f.write_str(match cause {
            Cause::State => "",
            Cause::Approved => ": its difference was approved, and only a new request may replace it",
            Cause::LeaseExpired => ": nobody holds a lease on it that is still valid",
            Cause::NotOwner => ": another worker holds the lease",
            Cause::StaleHeartbeat => ": a later heartbeat was heard already",
            Cause::NotDue => ": its time has not come",
        })
    }
}
