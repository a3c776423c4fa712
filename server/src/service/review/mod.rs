//! Many decisions at once: a selection of runs, all that remain, and a change that several runs share. Each is one
//! transaction, and all of it is done or nothing.

mod batch;
mod change;
mod groups;

pub(crate) use batch::{Batch, approve, of_moment, take_back};
pub(crate) use change::decide_change;
pub(crate) use groups::{groups, shared};
