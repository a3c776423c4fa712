//! Arbitrary bytes as options in JSON.
#![no_main]

use depicted_fuzz::options;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &[u8]| options::run(json));
