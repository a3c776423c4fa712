//! The two .wasm files and the glue that both share.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::folders::take;
use super::target::TARGET;
use crate::process::Call;
use crate::workspace;

/// One of the builds.
pub(super) struct Flavour {
    /// The file it becomes.
    file: &'static str,
    /// Flags of the compiler.
    flags: &'static str,
}

/// With vector instructions, and without for hosts that lack them.
pub(super) const FLAVOURS: [Flavour; 2] = [
    Flavour { file: "depicted-simd.wasm", flags: "-C target-feature=+simd128" },
    Flavour { file: "depicted.wasm", flags: "" },
];

const GLUE: &str = "glue.js";

/// Compiles one build and puts it, with the glue, into `dist`.
pub(super) fn flavour(flavour: &Flavour, dist: &Path) -> Result<()> {
    let words = format!("build --locked --package depicted-wasm --lib --profile wasm --target {TARGET}");
    Call::cargo().words(&words).env("RUSTFLAGS", flavour.flags).all_to_stdout().run()?;

    let target = workspace::target();
    let folder = target.join("wasm-bindgen").join(flavour.file);
    let bindgen = Call::cargo().words("run --locked --quiet --package depicted-wasm-bindgen --");
    let bindgen = bindgen.arg(target.join(TARGET).join("wasm/depicted_wasm.wasm"));
    // The target folder is the caller's; flags of an outer call are not for this program.
    bindgen.arg(&folder).arg("glue").env("RUSTFLAGS", "").all_to_stdout().run()?;

    take(&folder.join("glue_bg.wasm"), &dist.join(flavour.file))?;
    take_glue(&folder.join(GLUE), &dist.join(GLUE))
}

/// Both builds are used through one file, so what they ask of it must be the same.
fn take_glue(from: &Path, to: &Path) -> Result<()> {
    if to.exists() && fs::read(from)? != fs::read(to)? {
        bail!("{} differs between the builds, and both are used through one", workspace::display(from));
    }
    take(from, to)
}
