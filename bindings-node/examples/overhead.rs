//! The Rust half of `bench/overhead.mjs`: compares when it is told to, and says how long the call took.
//!
//! A line on standard input is `before<TAB>after<TAB>options`, paths and JSON; a line on standard output is nanoseconds.

use std::io::{BufRead, Error, Write, stdin, stdout};
use std::time::Instant;

use depicted::{Differ, Options};

fn main() -> Result<(), Error> {
    for line in stdin().lock().lines() {
        let line = line?;
        let [before, after, options] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(Error::other("a line has three parts"));
        };
        let options: Options = serde_json::from_str(options)?;
        let start = Instant::now();
        Differ::new(options).clock(move || start.elapsed()).diff(before, after).map_err(Error::other)?;
        let elapsed = start.elapsed().as_nanos();
        writeln!(stdout().lock(), "{elapsed}")?;
    }
    Ok(())
}
