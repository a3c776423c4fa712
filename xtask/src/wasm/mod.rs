//! `cargo xtask wasm`: the package `depicted-wasm` and its page, from sources to folders that can be published.

mod build;
mod folders;
mod target;

use anyhow::Result;

use crate::process::Call;
use crate::workspace;

pub(crate) use target::{TARGET, Target, install};

/// Options of `cargo xtask wasm`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo xtask wasm            write bindings-wasm/dist (the npm package) and bindings-wasm/site (the page)
  cargo xtask wasm --serve    the same, then serve the page on this machine

It needs Rust and its target wasm32-unknown-unknown; --serve needs Node.")]
pub(crate) struct Args {
    /// Serve the page afterwards, on a free port of this machine
    #[arg(long)]
    serve: bool,
}

/// Builds; then serves, if that is asked for.
pub(crate) fn run(args: &Args) -> Result<()> {
    if let Target::Missing(why) = install()? {
        anyhow::bail!(why);
    }
    build()?;
    if args.serve {
        Call::new("node").words("bindings-wasm/test/support/serve.js bindings-wasm/site").run()?;
    }
    Ok(())
}

/// Writes `bindings-wasm/dist` and `bindings-wasm/site`.
pub(crate) fn build() -> Result<()> {
    let package = workspace::root().join("bindings-wasm");
    let (dist, site) = (package.join("dist"), package.join("site"));
    folders::fresh(&dist)?;
    for flavour in build::FLAVOURS {
        build::flavour(&flavour, &dist)?;
    }
    folders::copy(&package.join("js"), &dist)?;
    let node = workspace::root().join("bindings-node");
    folders::take(&node.join("lib/workflow/machines.mjs"), &dist.join("machines.js"))?;
    folders::take(&node.join("workflow.d.mts"), &dist.join("workflow.d.ts"))?;
    folders::copy(&package.join("viewer"), &dist.join("viewer"))?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        folders::take(&workspace::root().join(licence), &dist.join(licence))?;
    }
    folders::fresh(&site)?;
    folders::copy(&package.join("www"), &site)?;
    folders::copy(&dist, &site.join("depicted"))?;
    folders::copy(&workspace::root().join("core/examples/pictures"), &site.join("example"))?;
    println!("wrote {} and {}", workspace::display(&dist), workspace::display(&site));
    Ok(())
}
