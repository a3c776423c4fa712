//! The fuzz targets, which are a workspace of their own: lints and licences, committed inputs, and a while of new ones.

use anyhow::Result;

use super::runner::Done;
use crate::fuzz;
use crate::process::Call;

/// Lints of what the targets call, by the compiler that lints the rest.
pub(super) fn clippy() -> Result<Done> {
    fuzz::without_fuzzer("clippy --all-targets").words("-- -D warnings").run().map(|()| Done::Ok)
}

/// The licences of what is linked into the targets.
pub(super) fn deny() -> Result<()> {
    let call = Call::cargo().words("deny --manifest-path fuzz/Cargo.toml check bans licenses sources");
    call.all_to_stdout().run()
}

/// The seeds and the finds of former days, without a fuzzer: any compiler can do that.
pub(super) fn seeds() -> Result<Done> {
    fuzz::without_fuzzer("test").run().map(|()| Done::Ok)
}

/// Every target for a while, where there is a compiler for that.
pub(super) fn a_while_each() -> Result<Done> {
    Ok(fuzz::a_while_each()?.map_or(Done::Ok, Done::LeftOut))
}
