//! Arbitrary bytes as a picture.
#![no_main]

use depicted_fuzz::{decode, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| decode::run(bytes));

fuzz_mutator!(|bytes: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::picture(bytes, size, max_size, seed, fuzzer_mutate)
});
