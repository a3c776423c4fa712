//! Two directories, compared pair by pair: what belongs together, which are compared at a time, what came of each.

mod compare;
mod highlight;
mod items;
mod order;
mod outcome;
mod summary;

pub(crate) use compare::Comparer;
pub(crate) use highlight::{Drawing, Drawn, Highlights};
pub(crate) use items::{Item, Kind, items};
pub(crate) use order::in_order;
pub(crate) use outcome::Outcome;
pub(crate) use summary::Summary;
