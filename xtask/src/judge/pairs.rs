//! `cargo xtask judge-pairs`: the small committed pairs of tests/judge.

use anyhow::Result;

use super::{PairsArgs, cache, prepare, python};
use crate::workspace;

/// Crops a rendered set to small pairs, and scores the crops with the prototype.
pub(crate) fn run(args: &PairsArgs) -> Result<()> {
    let set = prepare(&args.set)?;
    python::make_pairs(&cache()?, &set.dir, &workspace::root().join("tests/judge"))
}
