//! One file a command.

pub(crate) mod db;
pub(crate) mod gc;
pub(crate) mod serve;
pub(crate) mod worker;
