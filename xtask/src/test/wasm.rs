//! Checks that the engine builds for WebAssembly, where the target's standard library is at hand.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::runner::Done;
use crate::process::Call;
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// Type-checks the engine for the target; installs the target's library first if the shared folder can give it.
pub(super) fn check() -> Result<Done> {
    if !has_target()? {
        let Some(script) = workspace::shared("toolchain/wasm-target") else {
            return Ok(Done::LeftOut(format!(
                "{TARGET} is not installed; `rustup target add {TARGET}` gives it"
            )));
        };
        Call::new(script).all_to_stdout().run()?;
    }
    let call = Call::cargo()
        .words("check --package depicted --no-default-features --features png,jpeg,webp,gif,bmp,tiff,qoi,icc,resize --target");
    call.arg(TARGET).all_to_stdout().run()?;
    Ok(Done::Ok)
}

fn has_target() -> Result<bool> {
    let libdir = Call::new("rustc").words("--print target-libdir --target").arg(TARGET).stdout()?;
    let Ok(files) = fs::read_dir(Path::new(libdir.trim())) else { return Ok(false) };
    Ok(files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}
