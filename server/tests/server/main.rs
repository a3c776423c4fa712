//! The server as its clients see it: real servers in this process, on each kind of database that there is.

mod buckets;
#[cfg(feature = "capture")]
mod captures;
mod decisions;
mod faults;
mod harness;
mod legacy;
mod operation;
mod v1;
mod work;
