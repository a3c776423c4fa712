//! What reads the completions and the manual of the command line.

use anyhow::{Context, Result};

use super::runner::Done;
use crate::apt;
use crate::process::Call;

/// Programs, and the Debian packages that have them.
const PROGRAMS: [(&str, &str); 3] = [("zsh", "zsh"), ("fish", "fish"), ("groff", "groff")];

/// Installs the shells that are missing, and groff.
pub(super) fn install() -> Result<Done> {
    for (program, package) in PROGRAMS {
        if !Call::new(program).words("--version").works() {
            apt::install(&[package])
                .with_context(|| format!("{program} reads what `depicted` prints for it"))?;
        }
    }
    println!("zsh, fish and groff are there");
    Ok(Done::Ok)
}
