//! `depicted diff`: two pictures in, one verdict out; or two directories, and a verdict for every pair.

mod folders;
mod pictures;

use std::path::Path;

use depicted::Side;

use crate::args::DiffArgs;
use crate::exit::Exit;
use crate::files::STREAM;
use crate::output::Teller;
use crate::trouble::Trouble;

/// Compares, tells, and says how to exit.
pub(super) fn run(args: DiffArgs) -> Exit {
    let teller = Teller::new(args.voice);
    let exit = match (is_directory(&args.before), is_directory(&args.after)) {
        (true, true) => folders::run(args),
        (false, false) => pictures::run(args),
        (true, false) => Err(mismatch(&args.before, &args.after, Side::After)),
        (false, true) => Err(mismatch(&args.after, &args.before, Side::Before)),
    };
    exit.unwrap_or_else(|trouble| {
        teller.trouble(&trouble);
        Exit::Trouble
    })
}

/// A directory, or a link to one. `-` is a stream even where there is a directory of that name.
fn is_directory(path: &Path) -> bool {
    path.as_os_str() != STREAM && path.is_dir()
}

/// What to say of a directory and something else, which is on `side`.
fn mismatch(directory: &Path, other: &Path, side: Side) -> Trouble {
    let what = if other.as_os_str() == STREAM {
        "standard input"
    } else if other.exists() {
        "a file"
    } else {
        let message = format!("{side}: there is no directory {}", other.display());
        return Trouble { side: Some(side), ..Trouble::io(message) };
    };
    Trouble::usage(format!(
        "{} is a directory and {} is {what}: give two pictures, or two directories",
        directory.display(),
        other.display()
    ))
}
