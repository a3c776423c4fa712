//! How much is done at a time.

use std::num::NonZero;
use std::thread;

use crate::trouble::Trouble;

/// More at a time than this is a mistake.
const MOST: usize = 1024;

/// What `--jobs` says: 0, or nothing, is as many as there are cores.
///
/// # Errors
/// When it is too much.
pub(crate) fn jobs(typed: Option<usize>) -> Result<usize, Trouble> {
    match typed.unwrap_or(0) {
        0 => Ok(thread::available_parallelism().map_or(1, NonZero::get)),
        jobs if jobs <= MOST => Ok(jobs),
        jobs => Err(Trouble::usage(format!(
            "jobs {jobs} is out of range: give 0 (as many as there are cores) to {MOST}"
        ))),
    }
}
