//! How often, and how long apart, something is tried again.

use std::time::Duration;

/// When to try again: each pause is twice the one before, up to a longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// How often it is tried in all; at least once. Default: 4.
    pub attempts: u32,
    /// The first pause. Default: 250 ms.
    pub first: Duration,
    /// The longest pause. Default: 5 s.
    pub longest: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { attempts: 4, first: Duration::from_millis(250), longest: Duration::from_secs(5) }
    }
}

impl Backoff {
    /// Tries once.
    pub const NEVER: Self = Self { attempts: 1, first: Duration::ZERO, longest: Duration::ZERO };

    /// The pause after so many attempts; `None` where there is none to follow.
    pub fn pause(&self, attempts: u32) -> Option<Duration> {
        (attempts < self.attempts).then(|| self.step(attempts.saturating_sub(1)))
    }

    /// The pause of a step, counted from 0, however many there are.
    pub(crate) fn step(&self, step: u32) -> Duration {
        self.first.saturating_mul(1 << step.min(20)).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end() {
        let backoff = Backoff { attempts: 5, ..Backoff::default() };
        let pauses: Vec<_> = (1..=5).map(|attempts| backoff.pause(attempts)).collect();
        assert_eq!(
            pauses,
            [Some(250), Some(500), Some(1000), Some(2000), None].map(|ms| ms.map(Duration::from_millis))
        );
        assert_eq!(backoff.step(u32::MAX), backoff.longest);
        assert_eq!(Backoff::NEVER.pause(1), None);
    }
}
