//! The engine of Depicted for Node.
//!
//! The native half of the npm package `depicted`: JavaScript hands over two pictures and the options as JSON, and gets
//! the report as a plain object. What is decided is decided in the crate `depicted`; what a caller sees is in
//! `index.d.ts`, which is generated from the definitions here.

mod convert;
mod failure;
pub mod given;
pub mod options;
pub mod paint;
pub mod report;
mod run;
pub mod task;
pub mod workflow;
