//! The vectors: language-neutral cases, see `tests/vectors/README.md`.

mod binary;
mod cli;
mod core;
mod expect;
mod files;
mod flags;
mod serve;
mod workflow;
