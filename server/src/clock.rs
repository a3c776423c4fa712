//! The time, as a parameter.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use depicted::workflow::Timestamp;

/// Tells the time; tests pass their own.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The clock of the system.
pub(crate) fn system() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    })
}
