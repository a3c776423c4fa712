//! `depicted doctor`: whether pages can be captured, and whether their pictures are the same each time.

mod machine;
mod page;

use crate::args::{DoctorArgs, DoctorCommand};
use crate::exit::Exit;

/// Looks, tells, and says how to exit.
pub(super) fn run(args: &DoctorArgs) -> Exit {
    match &args.what {
        None => machine::run(args.chromium.as_deref()),
        Some(DoctorCommand::Page(args)) => page::run(args),
    }
}
