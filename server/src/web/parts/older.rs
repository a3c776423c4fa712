//! A list of a build that is shown a page at a time, newest first.

use serde::Deserialize;

use crate::web::link;

/// Which page: the newest entries, or those before one.
#[derive(Deserialize)]
pub(crate) struct Stretch {
    pub(crate) build_id: i64,
    pub(crate) before: Option<i64>,
}

/// Cuts rows to a page, and gives the address of the next one where there is more. One row more than a page is asked for
/// to tell.
pub(crate) fn older<T>(
    rows: &mut Vec<T>,
    size: u64,
    path: &str,
    build: i64,
    id: impl Fn(&T) -> i64,
) -> Option<String> {
    if rows.len() as u64 <= size {
        return None;
    }
    rows.truncate(size as usize);
    let last = rows.last().map_or(0, id).to_string();
    Some(link::to(path, &[("build_id", &build.to_string()), ("before", &last)]))
}
