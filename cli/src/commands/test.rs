//! `depicted test`: pages are compared with references.

use crate::args::TestArgs;
use crate::exit::Exit;
use crate::local::Plan;
use crate::output::told;

/// Captures, compares, tells, and says how to exit.
pub(super) fn run(args: TestArgs) -> Exit {
    told(Plan::test(args).and_then(Plan::run))
}
