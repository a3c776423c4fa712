//! Moments, as the interface writes them.

/// RFC 3339 in UTC, to the millisecond.
pub(crate) fn rfc3339(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
