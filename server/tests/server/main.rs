//! The server as its clients see it: real servers in this process, on each kind of database that there is.

#![expect(missing_docs, unreachable_pub, reason = "a test has no interface")]

mod buckets;
mod harness;
mod legacy;
