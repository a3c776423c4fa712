//! Time comes in as a parameter: the crate has no clock of its own.

use std::time::Duration;

/// A monotonic clock for [`Report::elapsed_ms`](crate::Report::elapsed_ms).
///
/// Any `Fn() -> Duration` is one:
///
/// ```
/// let start = std::time::Instant::now();
/// let differ = depicted::Differ::default().clock(move || start.elapsed());
/// # let _ = differ;
/// ```
pub trait Clock: Send + Sync {
    /// Time since any fixed moment; never goes backwards.
    fn now(&self) -> Duration;
}

impl<F: Fn() -> Duration + Send + Sync> Clock for F {
    fn now(&self) -> Duration {
        self()
    }
}
