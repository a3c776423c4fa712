//! A number for each place, the same everywhere.

/// 32 bits that depend on the seed and the place alone.
pub(crate) fn random(seed: u32, x: u32, y: u32) -> u32 {
    let mut bits = seed ^ x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca6b);
    for _ in 0..2 {
        bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
        bits = (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39);
    }
    bits ^ (bits >> 15)
}
