//! `depicted update`: pages become references.

use crate::args::UpdateArgs;
use crate::exit::Exit;
use crate::local::Plan;
use crate::output::told;

/// Captures, tells, and says how to exit.
pub(super) fn run(args: UpdateArgs) -> Exit {
    told(Plan::update(args.local).and_then(Plan::run))
}
