//! The engine behind `import { diff } from "depicted-wasm"`.
//!
//! A thin layer: options come in as JSON text and are [`depicted::Options`]; the report goes out as JSON text and is
//! [`depicted::Report`]. What JavaScript calls is `boundary`; the rest knows nothing of JavaScript.

pub mod boundary;
mod compare;
mod failure;
#[cfg(target_arch = "wasm32")]
mod heap;
mod panics;
