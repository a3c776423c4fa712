//! Moments, as the interface writes them.

use crate::error::{Error, Result};

/// RFC 3339 in UTC, to the millisecond.
pub(crate) fn rfc3339(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}

/// The milliseconds of a moment in RFC 3339.
pub(crate) fn moment(text: &str) -> Result<i64> {
    let moment: jiff::Timestamp = text.parse().map_err(|_| {
        Error::bad("bad_moment", format!("{text:?} is no moment of RFC 3339: 2026-01-31T12:00:00.000Z"))
    })?;
    Ok(moment.as_millisecond())
}
