//! `depicted init`: a first file of tests.

use crate::args::InitArgs;
use crate::exit::Exit;
use crate::local::init;
use crate::output::{print, told};

/// Writes the file, says what to do next, and how to exit.
pub(super) fn run(args: &InitArgs) -> Exit {
    told(init(&args.dir, &args.url).map(|path| {
        let dir = args.dir.display();
        print(
            format!("{} written\nNext: depicted update {dir}, then depicted test {dir}\n", path.display())
                .as_bytes(),
        )
    }))
}
