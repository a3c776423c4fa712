//! What the benchmarks measure with: pages made from a seed, encoders for them, and plain decoders.
//!
//! Everything is computed from constants, so that the figures of two machines, or of two years, are about the same
//! bytes. Nothing is read from files.

pub mod change;
pub mod decode;
pub mod encode;
pub mod long_page;
pub mod page;
mod random;
