//! The state machines of a release: what may happen next, and what follows from what is known.
//!
//! A *build* is a project. A *release* is a named candidate of it, and each attempt at the name has a number. A *run* is one
//! named test of a release: a picture after, perhaps a picture before, and what their comparison found. A *task* is work
//! that some worker takes on lease: a capture, a comparison.
//!
//! Everything here is a pure function of a state, an event and facts, and gives the next state or [`InvalidTransition`].
//! There is no clock, no randomness and no input or output: whoever stores the states loads them, asks, saves and
//! enqueues in one transaction, and then nothing can be half done. The names that `serde` writes are those of the HTTP
//! interface.
//!
//! Two ideas carry it:
//! - **Evidence, not commands.** Workers and clients report what they know of a [`Run`], in any order and as often as they
//!   like. What is known only grows ([`Run::learn`]), and the status is a function of it ([`Run::status`]). Two sides
//!   that report at the same instant therefore cannot lose each other's news.
//! - **People decide, and nothing else undoes it.** A release that was marked, and a difference that was approved, change by
//!   a person's decision or by a new request alone.
//!
//! ```
//! use depicted::Side;
//! use depicted::workflow::{ArtifactId, Diff, Evidence, Run, RunStatus};
//! let image = |digit: &str| ArtifactId::parse(&digit.repeat(40)).unwrap();
//!
//! let mut run = Run::default();
//! run.learn(Evidence::captured(Side::After, image("a")))?;
//! assert_eq!(run.status(), RunStatus::NoDiffNeeded); // the first of its name: a baseline
//! run.learn(Evidence::captured(Side::Before, image("b")))?;
//! assert_eq!(run.status(), RunStatus::NeedsDiff);
//! let diff = Diff::Found { image: image("c"), log: None, distortion: Some(0.04) };
//! run.learn(Evidence::Diff { pair: None, diff })?;
//! assert_eq!(run.status(), RunStatus::DiffFound);
//! run.approve()?;
//! assert_eq!(run.status(), RunStatus::DiffApproved);
//! # Ok::<(), depicted::workflow::InvalidTransition>(())
//! ```
//!
#![doc = include_str!("states.md")]

mod error;
mod evaluation;
mod evidence;
mod ids;
mod release;
mod reported;
mod run;
mod status;
mod task;
#[cfg(test)]
mod tests;

pub use error::{Cause, InvalidTransition, Machine};
pub use evaluation::{Counts, Severity};
pub use evidence::{Capture, Diff, Evidence};
pub use ids::{ArtifactId, BuildId, InvalidArtifactId, ReleaseId, RunId, TaskId, Timestamp};
pub use release::{Decision, ReleaseEvent, ReleaseStatus};
pub use reported::Reported;
pub use run::Run;
pub use status::RunStatus;
pub use task::{Attempts, Finish, Heartbeat, Lease, Task, TaskState, TaskStatus};
