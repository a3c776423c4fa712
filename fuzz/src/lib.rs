//! What the fuzz targets do with their input.
//!
//! A target is one call of a function here, so that a plain test or a debugger can make the same call. Each runs the
//! engine by its public API, and panics when the engine breaks a promise. What every report must keep is said once, in
//! [`promises`].

pub mod decode;
pub mod mutate;
pub mod options;
pub mod pipeline;
mod png;
pub mod promises;
pub mod scene;
