//! What JavaScript calls. Numbers, bytes and text cross; `js/` gives them the shapes that people use.
#![allow(unsafe_code, reason = "the macros of wasm-bindgen write it; there is none by hand")]
#![allow(missing_docs, reason = "the macros of wasm-bindgen write items without documentation")]

use std::time::Duration;

use wasm_bindgen::prelude::*;

use crate::compare::{Compared, Given, compare};
use crate::failure::OUT_OF_MEMORY;
use crate::panics;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since some moment; every host has it.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// What came of a comparison; each part is handed over once.
#[wasm_bindgen]
pub struct Outcome(Compared);

#[wasm_bindgen]
impl Outcome {
    /// The report as JSON text.
    pub fn report(&mut self) -> String {
        std::mem::take(&mut self.0.report)
    }

    /// The highlighted picture, encoded; undefined where none was drawn.
    pub fn highlight(&mut self) -> Option<Vec<u8>> {
        self.0.highlight.take()
    }
}

/// Runs once for each instance.
#[wasm_bindgen(start)]
pub fn start() {
    panics::install();
}

/// Compares two pictures. A size of width and height means RGBA8 pixels, an empty one an encoded picture.
///
/// # Errors
/// JSON text: code, message and side.
#[wasm_bindgen]
pub fn diff(
    before: &[u8],
    before_size: &[u32],
    after: &[u8],
    after_size: &[u32],
    options: &str,
    draw: bool,
) -> Result<Outcome, JsValue> {
    let before = Given { bytes: before, size: before_size };
    let after = Given { bytes: after, size: after_size };
    let clock = || Duration::from_secs_f64(now() / 1000.0);
    match compare(&before, &after, options, draw, clock) {
        Ok(compared) => Ok(Outcome(compared)),
        Err(failure) => Err(failure.json().into()),
    }
}

/// Answers a question about a release, a run or a task; both are JSON text.
#[wasm_bindgen]
pub fn workflow(question: &str) -> String {
    depicted_workflow::answer(question)
}

/// The error of a picture that does not even fit the boundary, as JSON text.
#[wasm_bindgen]
pub fn out_of_memory() -> String {
    OUT_OF_MEMORY.into()
}
