//! Time by stage, where a clock was given.

use std::time::Duration;

use crate::clock::Clock;
use crate::report::ElapsedMs;

/// Adds up the time of the stages.
pub(super) struct Stopwatch<'a> {
    clock: Option<&'a dyn Clock>,
    start: Duration,
    last: Duration,
    elapsed: ElapsedMs,
}

impl<'a> Stopwatch<'a> {
    pub(super) fn new(clock: Option<&'a dyn Clock>) -> Self {
        let start = clock.map_or(Duration::ZERO, Clock::now);
        Self { clock, start, last: start, elapsed: ElapsedMs::default() }
    }

    /// Adds the time since the last lap to a stage.
    pub(super) fn lap(&mut self, stage: impl FnOnce(&mut ElapsedMs) -> &mut f64) {
        if let Some(clock) = self.clock {
            let now = clock.now();
            *stage(&mut self.elapsed) += milliseconds(now.saturating_sub(self.last));
            self.last = now;
        }
    }

    /// The clock, for work that another thread does.
    pub(super) fn clock(&self) -> Timer<'a> {
        Timer(self.clock)
    }

    /// Adds the time since the last lap to comparing, but for that during which rows were read beside it: `reading`.
    pub(super) fn lap_beside(&mut self, reading: Duration) {
        if let Some(clock) = self.clock {
            let now = clock.now();
            let both = now.saturating_sub(self.last);
            self.elapsed.decode += milliseconds(reading.min(both));
            self.elapsed.compare += milliseconds(both.saturating_sub(reading));
            self.last = now;
        }
    }

    /// All stages; `None` without a clock.
    pub(super) fn finish(self) -> Option<ElapsedMs> {
        self.clock?;
        Some(ElapsedMs { total: milliseconds(self.last.saturating_sub(self.start)), ..self.elapsed })
    }
}

/// Says how long something took; zero without a clock.
#[derive(Clone, Copy)]
pub(super) struct Timer<'a>(Option<&'a dyn Clock>);

impl Timer<'_> {
    pub(super) fn timed<R>(self, work: impl FnOnce() -> R) -> (R, Duration) {
        let now = || self.0.map_or(Duration::ZERO, Clock::now);
        let start = now();
        let result = work();
        (result, now().saturating_sub(start))
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
