//! A time as people say it, with the exact minute behind it.

use askama::Template;
use depicted::workflow::Timestamp;

/// `3 hours ago`.
#[derive(Clone, Template)]
#[template(path = "part/moment.html")]
pub(crate) struct Moment {
    ago: String,
    exact: String,
}

impl Moment {
    /// A time in milliseconds, seen from `now`.
    pub(crate) fn new(now: Timestamp, time: i64) -> Self {
        Self { ago: age(now.0, time), exact: minute(time) }
    }
}

fn minute(time: i64) -> String {
    let stamp = jiff::Timestamp::from_millisecond(time).unwrap_or_default();
    stamp.to_string().get(..16).map_or_else(String::new, |text| format!("{text}Z"))
}

/// The largest unit that fits, rounded down.
fn age(now: i64, time: i64) -> String {
    const UNITS: [(&str, i64); 7] = [
        ("year", 365 * 86_400),
        ("month", 30 * 86_400),
        ("week", 7 * 86_400),
        ("day", 86_400),
        ("hour", 3600),
        ("minute", 60),
        ("second", 1),
    ];
    let seconds = now.saturating_sub(time) / 1000;
    let Some((unit, length)) = UNITS.into_iter().find(|(_, length)| seconds.abs() >= *length) else {
        return "now".into();
    };
    let number = seconds.abs() / length;
    let plural = if number == 1 { "" } else { "s" };
    let direction = if seconds > 0 { "ago" } else { "from now" };
    format!("{number} {unit}{plural} {direction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_rounded_down_to_one_unit() {
        for (seconds, text) in [
            (0, "now"),
            (1, "1 second ago"),
            (119, "1 minute ago"),
            (7200, "2 hours ago"),
            (86_400 * 6, "6 days ago"),
            (86_400 * 29, "4 weeks ago"),
            (86_400 * 364, "12 months ago"),
            (86_400 * 800, "2 years ago"),
            (-90, "1 minute from now"),
        ] {
            assert_eq!(age(seconds * 1000, 0), text);
        }
    }

    #[test]
    fn the_exact_time_is_a_minute_of_utc() {
        assert_eq!(minute(1_700_000_000_000), "2023-11-14T22:13Z");
    }
}
