//! A server of a test's own, and a client of it.

pub(crate) mod databases;
pub(crate) mod server;

pub(crate) use databases::{Fresh, on_each};
pub(crate) use server::{Server, field};
