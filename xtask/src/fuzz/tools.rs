//! The compiler that libFuzzer needs, and cargo-fuzz.

use std::env;
use std::fmt;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::Call;
use crate::workspace;

/// What fuzzing needs besides the workspace.
#[derive(Debug)]
pub(super) struct Tools {
    compiler: Compiler,
    /// The triple of this machine, which cargo-fuzz builds for.
    host: String,
    /// What the compiler calls itself.
    version: String,
}

/// Who takes the flags for coverage and for the address sanitizer, which are unstable.
#[derive(Debug)]
enum Compiler {
    /// A nightly toolchain, by its name.
    Nightly(String),
    /// The compiler at hand, whatever it is: the user said so by `RUSTC_BOOTSTRAP=1`.
    AtHand,
}

impl Tools {
    /// Finds the tools, installing cargo-fuzz if need be; without a compiler for it says how to get one.
    pub(super) fn find() -> Result<std::result::Result<Self, String>> {
        let compiler = if env::var_os("RUSTC_BOOTSTRAP").is_some_and(|value| value == "1") {
            Compiler::AtHand
        } else if let Some(toolchain) = nightly() {
            Compiler::Nightly(toolchain)
        } else {
            return Ok(Err(
                "fuzzing needs a nightly compiler: `rustup toolchain install nightly --profile minimal` \
                           gives one, or RUSTC_BOOTSTRAP=1 makes a stable compiler take its flags"
                    .into(),
            ));
        };
        let rustc = match &compiler {
            Compiler::Nightly(toolchain) => Call::new("rustup").words("run").arg(toolchain).arg("rustc"),
            Compiler::AtHand => Call::new("rustc"),
        };
        let about = rustc.words("--version --verbose").stdout()?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("`rustc --version --verbose` names no host")?.to_owned();
        let version = about.lines().next().unwrap_or_default().to_owned();
        let tools = Self { compiler, host, version };
        if !tools.cargo().words("fuzz --version").works() {
            println!("cargo-fuzz is built from source once; this takes a few minutes");
            Call::cargo().words("install --locked cargo-fuzz").all_to_stdout().run()?;
        }
        Ok(Ok(tools))
    }

    /// A call of the Cargo that goes with the compiler.
    pub(super) fn cargo(&self) -> Call {
        match &self.compiler {
            Compiler::Nightly(toolchain) => Call::new("rustup").words("run").arg(toolchain).arg("cargo"),
            Compiler::AtHand => Call::cargo(),
        }
    }

    /// Where a built target is.
    pub(super) fn binary(&self, name: &str) -> PathBuf {
        build_dir().join(&self.host).join("release").join(name)
    }
}

impl fmt::Display for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.compiler {
            Compiler::Nightly(_) => "",
            Compiler::AtHand => ", which takes unstable flags because of RUSTC_BOOTSTRAP=1",
        };
        write!(f, "the targets are built by {}{how}", self.version)
    }
}

/// The name of a nightly toolchain, where rustup has one.
fn nightly() -> Option<String> {
    let list = Call::new("rustup").words("toolchain list").stdout().ok()?;
    list.split_whitespace().find(|word| word.starts_with("nightly")).map(str::to_owned)
}

/// Where the fuzz crate is built.
pub(super) fn build_dir() -> PathBuf {
    workspace::target().join("fuzz-build")
}
