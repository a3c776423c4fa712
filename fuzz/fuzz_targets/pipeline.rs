//! Two small pictures and sound options, made from the input.
#![no_main]

use depicted_fuzz::{pipeline, scene::Scene};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|scene: Scene| pipeline::run(&scene));
