//! `depicted demo`.

use crate::args::DemoArgs;
use crate::demo;
use crate::exit::Exit;
use crate::output::told;

/// Shows it, and says how to exit.
pub(super) fn run(args: &DemoArgs) -> Exit {
    told(demo::run(args))
}
