//! `depicted approve`: new pictures become references.

use std::fmt::Write;

use crate::args::ApproveArgs;
use crate::exit::Exit;
use crate::local::approve;
use crate::output::{print, told};

/// Puts pictures in their places, tells, and says how to exit.
pub(super) fn run(args: &ApproveArgs) -> Exit {
    told(approve(&args.dir, &args.names, args.all).map(|names| {
        let mut text = String::new();
        for name in names.iter().filter(|_| !args.quiet) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name} approved");
        }
        print(text.as_bytes())
    }))
}
