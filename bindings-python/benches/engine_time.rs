//! Compares two pictures once a line of standard input and prints what the call took, in milliseconds: the Rust side of
//! `overhead.py`.
//!
//! ```sh
//! cargo run --release -p depicted-python --example engine-time -- BEFORE AFTER
//! ```

use std::io::{self, BufRead, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [before, after] = &std::env::args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("give two pictures".into());
    };
    let mut stdout = io::stdout();
    for line in io::stdin().lock().lines() {
        line?;
        let start = Instant::now();
        let mut highlight = Vec::new();
        let differ = depicted::Differ::default().clock(move || start.elapsed());
        let report = differ.highlight_to_writer(&mut highlight).diff(before, after)?;
        let elapsed = start.elapsed().as_secs_f64() * 1e3;
        writeln!(stdout, "{elapsed} {}", report.pixels.different)?;
        stdout.flush()?;
    }
    Ok(())
}
