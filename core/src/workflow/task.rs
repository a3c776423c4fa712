//! A task and its lease.
//!
//! A worker takes a task for a time, tells now and then that it is alive, and says how it ended. A worker that dies says
//! nothing, and when its time is over another one may take the task; the dead one's late word then counts for nothing.

use serde::{Deserialize, Serialize};

use super::{Cause, InvalidTransition, Machine, Timestamp};

/// Work that some worker takes on lease.
///
/// ```
/// use depicted::workflow::{Attempts, Finish, Task, TaskStatus, Timestamp};
/// let mut task = Task::new(Timestamp(0));
/// task.lease("worker-1", Timestamp(0), 60_000)?;
/// assert!(task.lease("worker-2", Timestamp(1_000), 60_000).is_err());
/// task.finish("worker-1", Timestamp(2_000), Finish::Done, &Attempts::default())?;
/// assert_eq!(task.status(), TaskStatus::Done);
/// # Ok::<(), depicted::workflow::InvalidTransition>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// How often it was leased since it was made, or tried again by a person.
    pub attempts: u32,
    /// Where it stands.
    pub state: TaskState,
}

/// Where a task stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TaskState {
    /// It may be leased.
    Waiting {
        /// From when on.
        eta: Timestamp,
    },
    /// Somebody works on it, or did and said nothing since.
    Leased(Lease),
    /// It is done.
    Done {
        /// Since when.
        at: Timestamp,
    },
    /// It failed, and is not tried again.
    Error {
        /// Since when.
        at: Timestamp,
        /// Why, as the last attempt said it.
        message: String,
    },
    /// It was called off before it ended.
    Canceled {
        /// Since when.
        at: Timestamp,
    },
}

/// A worker's hold on a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Who holds it.
    pub owner: String,
    /// How long it lasts from its beginning or the last heartbeat, in milliseconds.
    pub length_ms: u64,
    /// The first moment at which it does not hold.
    pub expires: Timestamp,
    /// What was last heard.
    pub heartbeat: Option<Heartbeat>,
}

/// A sign of life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {
    /// Its number; a worker counts up.
    pub index: u64,
    /// What the worker is doing.
    pub message: String,
}

/// The status that the interface names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// It waits or is leased.
    Live,
    /// See [`TaskState::Done`].
    Done,
    /// See [`TaskState::Error`].
    Error,
    /// See [`TaskState::Canceled`].
    Canceled,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// Well.
    Done,
    /// Badly, and another attempt may do better.
    Failed {
        /// Why.
        message: String,
    },
    /// Badly, and another attempt would end the same way.
    GaveUp {
        /// Why.
        message: String,
    },
}

/// How often a task is tried, and with what pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attempts {
    /// Attempts in all, at least 1. Default: 3.
    pub max: u32,
    /// Milliseconds after the first failure; they double with each further one. Default: 5000.
    pub pause_ms: u64,
    /// The most milliseconds between two attempts. Default: 300 000.
    pub max_pause_ms: u64,
}

impl Default for Attempts {
    fn default() -> Self {
        Self { max: 3, pause_ms: 5_000, max_pause_ms: 300_000 }
    }
}

impl Attempts {
    /// The pause after so many attempts, in milliseconds.
    fn pause(&self, attempts: u32) -> u64 {
        let doublings = attempts.saturating_sub(1).min(63);
        self.pause_ms.saturating_mul(1 << doublings).min(self.max_pause_ms)
    }
}

impl Task {
    /// A task that may be leased from now on.
    pub fn new(now: Timestamp) -> Self {
        Self { attempts: 0, state: TaskState::Waiting { eta: now } }
    }

    /// The status that the interface names.
    pub fn status(&self) -> TaskStatus {
        match self.state {
            TaskState::Waiting { .. } | TaskState::Leased(_) => TaskStatus::Live,
            TaskState::Done { .. } => TaskStatus::Done,
            TaskState::Error { .. } => TaskStatus::Error,
            TaskState::Canceled { .. } => TaskStatus::Canceled,
        }
    }

    /// Takes it for so many milliseconds. A lease that ran out is taken over.
    ///
    /// # Errors
    /// When its time has not come, somebody holds it, or it ended.
    pub fn lease(&mut self, owner: &str, now: Timestamp, length_ms: u64) -> Result<(), InvalidTransition> {
        match &self.state {
            TaskState::Waiting { eta } if *eta > now => return Err(self.refuses("leased", Cause::NotDue)),
            TaskState::Leased(lease) if lease.expires > now => {
                return Err(self.refuses("leased", Cause::NotDue));
            }
            TaskState::Waiting { .. } | TaskState::Leased(_) => {}
            _ => return Err(self.refuses("leased", Cause::State)),
        }
        self.attempts = self.attempts.saturating_add(1);
        let expires = now.plus(length_ms);
        self.state = TaskState::Leased(Lease { owner: owner.into(), length_ms, expires, heartbeat: None });
        Ok(())
    }

    /// Settles a lease that ran out: the task waits again, or has failed where that was the last attempt. Tells whether
    /// there was such a lease.
    pub fn expire(&mut self, now: Timestamp, attempts: &Attempts) -> bool {
        let TaskState::Leased(Lease { expires, owner, .. }) = &self.state else { return false };
        let eta = *expires;
        if eta > now {
            return false;
        }
        self.state = if self.attempts >= attempts.max {
            let message = format!("{owner} was not heard of again in attempt {}", self.attempts);
            TaskState::Error { at: now, message }
        } else {
            TaskState::Waiting { eta }
        };
        true
    }

    /// A sign of life: the lease lasts its whole length from now on.
    ///
    /// # Errors
    /// From anybody but the holder of a valid lease, and with a number that is not above the last one.
    pub fn heartbeat(
        &mut self,
        owner: &str,
        now: Timestamp,
        heartbeat: Heartbeat,
    ) -> Result<(), InvalidTransition> {
        self.check_owner(owner, now, "heard of")?;
        let stale = self.refuses("heard of", Cause::StaleHeartbeat);
        if let TaskState::Leased(lease) = &mut self.state {
            if lease.heartbeat.as_ref().is_some_and(|last| heartbeat.index <= last.index) {
                return Err(stale);
            }
            lease.expires = now.plus(lease.length_ms);
            lease.heartbeat = Some(heartbeat);
        }
        Ok(())
    }

    /// The holder of the lease says how the attempt ended. To say it again of a task that ended is harmless.
    ///
    /// # Errors
    /// From anybody but the holder of a valid lease.
    pub fn finish(
        &mut self,
        owner: &str,
        now: Timestamp,
        finish: Finish,
        attempts: &Attempts,
    ) -> Result<(), InvalidTransition> {
        if self.status() != TaskStatus::Live {
            return Ok(());
        }
        self.check_owner(owner, now, "finished")?;
        self.state = match finish {
            Finish::Done => TaskState::Done { at: now },
            Finish::Failed { .. } if self.attempts < attempts.max => {
                TaskState::Waiting { eta: now.plus(attempts.pause(self.attempts)) }
            }
            Finish::Failed { message } | Finish::GaveUp { message } => TaskState::Error { at: now, message },
        };
        Ok(())
    }

    /// The holder gives it back unfinished, as a worker does that is told to stop: the attempt does not count.
    ///
    /// # Errors
    /// From anybody but the holder of a valid lease.
    pub fn give_back(&mut self, owner: &str, now: Timestamp) -> Result<(), InvalidTransition> {
        self.check_owner(owner, now, "given back")?;
        self.attempts = self.attempts.saturating_sub(1);
        self.state = TaskState::Waiting { eta: now };
        Ok(())
    }

    /// Calls it off, if it did not end yet.
    pub fn cancel(&mut self, now: Timestamp) {
        if self.status() == TaskStatus::Live {
            self.state = TaskState::Canceled { at: now };
        }
    }

    /// A person has it tried again, at once and from the first attempt on. Whoever holds it loses it.
    pub fn retry(&mut self, now: Timestamp) {
        *self = Self::new(now);
    }

    fn check_owner(&self, owner: &str, now: Timestamp, event: &'static str) -> Result<(), InvalidTransition> {
        match &self.state {
            TaskState::Leased(lease) if lease.expires <= now => Err(self.refuses(event, Cause::LeaseExpired)),
            TaskState::Leased(lease) if lease.owner != owner => Err(self.refuses(event, Cause::NotOwner)),
            TaskState::Leased(_) => Ok(()),
            TaskState::Waiting { .. } => Err(self.refuses(event, Cause::LeaseExpired)),
            _ => Err(self.refuses(event, Cause::State)),
        }
    }

    fn refuses(&self, event: &'static str, cause: Cause) -> InvalidTransition {
        let from = match self.state {
            TaskState::Waiting { .. } => "waiting",
            TaskState::Leased(_) => "leased",
            TaskState::Done { .. } => "done",
            TaskState::Error { .. } => "in error",
            TaskState::Canceled { .. } => "canceled",
        };
        InvalidTransition { machine: Machine::Task, from, event, cause }
    }
}
