//! What several pages show alike.

mod bar;
mod moment;
mod status;

pub(crate) use bar::Bar;
pub(crate) use moment::Moment;
pub(crate) use status::{Badge, percent, release_badge, run_badge};
