//! Compares two pictures and draws what changed:
//! `cargo run -p depicted --example diff -- before.png after.png diff.png`.

use depicted::{Differ, Error};

fn main() -> Result<(), Error> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [before, after, diff] = paths.as_slice() else {
        eprintln!("usage: diff BEFORE AFTER DIFF");
        std::process::exit(2);
    };
    let report = Differ::default().highlight_to_path(diff).diff(before, after)?;
    println!("{report}");
    std::process::exit(i32::from(!report.same()));
}
