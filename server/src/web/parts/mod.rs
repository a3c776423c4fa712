//! What several pages show alike.

mod bar;
mod moment;
mod older;
mod status;

pub(crate) use bar::Bar;
pub(crate) use moment::Moment;
pub(crate) use older::{Stretch, older};
pub(crate) use status::{Badge, percent, release_badge, run_badge};
