//! Waiting for what comes of a release.

use std::time::Duration;

use depicted::workflow::ReleaseStatus;
use tokio::time::Instant;

use crate::backoff::Backoff;
use crate::builder::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::releases::Release;
use crate::status::ReleaseState;

/// How long to wait, and how often to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// The longest wait. Default: 10 minutes.
    pub timeout: Duration,
    /// Between the first two questions; each pause after it is twice as long. Default: 250 ms.
    pub first: Duration,
    /// The longest pause between two questions. Default: 5 s.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(600),
            first: Duration::from_millis(250),
            longest: Duration::from_secs(5),
        }
    }
}

impl Client {
    /// Waits until everything in a release settled, or somebody decided it. `news` is told each state that differs from
    /// the one before.
    ///
    /// # Errors
    /// When it takes too long, when a newer attempt takes its place, when the server refuses, or when it cannot be reached
    /// for as long as operations are tried again.
    pub async fn wait(
        &self,
        release: &Release,
        patience: &Patience,
        mut news: impl FnMut(&ReleaseState),
    ) -> Result<ReleaseState> {
        let failed = |kind| Error::new(format!("waiting for release {:?}", release.name), kind);
        let pauses = Backoff { attempts: u32::MAX, first: patience.first, longest: patience.longest };
        let deadline = Instant::now().checked_add(patience.timeout);
        let mut last: Option<ReleaseState> = None;
        for step in 0.. {
            let state = self.release(release).await?;
            if last.as_ref() != Some(&state) {
                news(&state);
            }
            match state.status {
                ReleaseStatus::Receiving | ReleaseStatus::Processing => {}
                ReleaseStatus::Bad if state.counts.pending > 0 => {
                    let what = "it was marked bad, or a newer attempt took its place, before it was done";
                    return Err(failed(ErrorKind::Answer(what.into())));
                }
                _ => return Ok(state),
            }
            let pause = pauses.step(step);
            if deadline.is_some_and(|deadline| Instant::now() + pause > deadline) {
                return Err(failed(ErrorKind::TimedOut(format!(
                    "it is still {} after {} s, with {} pending: wait longer",
                    state.status,
                    patience.timeout.as_secs(),
                    state.counts.pending
                ))));
            }
            last = Some(state);
            tokio::time::sleep(pause).await;
        }
        unreachable!("a wait ends by an answer or by its timeout")
    }
}
