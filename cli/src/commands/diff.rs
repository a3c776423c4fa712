//! `depicted diff`: two pictures in, one verdict out; or two directories, and a verdict for every pair.

mod folders;
mod pictures;

use std::path::{Path, PathBuf};

use depicted::Side;

use crate::args::DiffArgs;
use crate::exit::Exit;
use crate::files::STREAM;
use crate::output::Teller;
use crate::serve;
use crate::trouble::Trouble;

/// Compares, tells, and says how to exit.
pub(super) fn run(mut args: DiffArgs) -> Exit {
    let teller = Teller::new(args.voice);
    let exit = match (args.before.take(), args.after.take()) {
        (Some(before), Some(after)) => pair(before, after, args),
        // Only requests bring pictures of their own.
        _ => serve::run(&args),
    };
    exit.unwrap_or_else(|trouble| {
        teller.trouble(&trouble);
        Exit::Trouble
    })
}

fn pair(before: PathBuf, after: PathBuf, args: DiffArgs) -> Result<Exit, Trouble> {
    args.refuse(&[(
        "max-request-bytes",
        args.serve.max_request_bytes.is_some(),
        "is for --serve-stdio: leave it out",
    )])?;
    match (is_directory(&before), is_directory(&after)) {
        (true, true) => folders::run(before, after, args),
        (false, false) => pictures::run(before, after, args),
        (true, false) => Err(mismatch(&before, &after, Side::After)),
        (false, true) => Err(mismatch(&after, &before, Side::Before)),
    }
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
