//! Checks that the engine, and the package around it, build for WebAssembly without a warning.

use anyhow::Result;

use super::runner::Done;
use crate::process::Call;
use crate::wasm::{TARGET, Target, install};

/// Lints both for the target; installs the target's library first if the shared folder can give it.
pub(super) fn check() -> Result<Done> {
    if let Target::Missing(why) = install()? {
        return Ok(Done::LeftOut(why));
    }
    for package in [
        "depicted --no-default-features --features png,jpeg,webp,gif,bmp,tiff,qoi,icc,resize",
        "depicted-wasm",
    ] {
        let call = Call::cargo().words("clippy --package").words(package).words("--target").arg(TARGET);
        call.words("-- -D warnings").all_to_stdout().run()?;
    }
    Ok(Done::Ok)
}
