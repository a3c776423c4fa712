//! The standard library for WebAssembly.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::process::Call;
use crate::workspace;

/// What Rust calls WebAssembly without a system under it.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Whether the target can be built for.
pub(crate) enum Target {
    /// It can.
    There,
    /// It can't; why, and the way out.
    Missing(String),
}

/// Installs the target's library if it is missing and the shared folder can give it.
pub(crate) fn install() -> Result<Target> {
    if is_there()? {
        return Ok(Target::There);
    }
    let Some(script) = workspace::shared("toolchain/wasm-target") else {
        return Ok(Target::Missing(format!(
            "{TARGET} is not installed; `rustup target add {TARGET}` gives it"
        )));
    };
    Call::new(script).all_to_stdout().run()?;
    Ok(Target::There)
}

fn is_there() -> Result<bool> {
    let libdir = Call::new("rustc").words("--print target-libdir --target").arg(TARGET).stdout()?;
    let Ok(files) = fs::read_dir(Path::new(libdir.trim())) else { return Ok(false) };
    Ok(files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}
