//! Decodes pictures, one after the other, and nothing besides: `plain-decode FILE...`.
//!
//! A process like that of the command line, to hold that against.

use std::fs;
use std::hint::black_box;

use anyhow::{Context, Result};
use depicted_benches::decode::pixels;

fn main() -> Result<()> {
    for name in std::env::args().skip(1) {
        let file = fs::read(&name).with_context(|| format!("can't read {name}"))?;
        black_box(pixels(&file).with_context(|| name.clone())?);
    }
    Ok(())
}
