//! What a difference is, in a few words.

use std::fmt::Write;

use depicted::{Reason, Report};

/// `size 800x600 became 800x540`, `pixels`, or what else it is.
pub(crate) fn what(report: &Report) -> String {
    let (before, after) = (report.before, report.after);
    let mut what = match report.reason {
        Some(Reason::Size) => {
            format!("size {}x{} became {}x{}", before.width, before.height, after.width, after.height)
        }
        Some(Reason::Moved) => "moved".to_owned(),
        Some(Reason::Pixels) | None => "pixels".to_owned(),
    };
    if report.resized.is_some_and(|resized| resized.from != resized.to) {
        // Writing to a string cannot fail.
        let _ = write!(what, ", resized from {}x{}", before.width, before.height);
    }
    what
}
