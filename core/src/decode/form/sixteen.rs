//! Rows of 16-bit samples, reduced to 8 bits by rounding.
//!
//! A transparent colour is compared before the reduction, since neighbours of it must stay opaque.

use crate::decode::narrow::narrow;

fn reduce(sample: [u8; 2]) -> u8 {
    narrow(u16::from_be_bytes(sample))
}

pub(super) fn grey(row: &[u8], key: Option<[u8; 2]>, out: &mut [u8]) {
    for (pixel, sample) in out.as_chunks_mut::<4>().0.iter_mut().zip(row.as_chunks::<2>().0) {
        let grey = reduce(*sample);
        *pixel = [grey, grey, grey, if Some(*sample) == key { 0 } else { 255 }];
    }
}

pub(super) fn grey_alpha(row: &[u8], out: &mut [u8]) {
    for (pixel, s) in out.as_chunks_mut::<4>().0.iter_mut().zip(row.as_chunks::<4>().0) {
        let grey = reduce([s[0], s[1]]);
        *pixel = [grey, grey, grey, reduce([s[2], s[3]])];
    }
}

pub(super) fn rgb(row: &[u8], key: Option<[u8; 6]>, out: &mut [u8]) {
    for (pixel, s) in out.as_chunks_mut::<4>().0.iter_mut().zip(row.as_chunks::<6>().0) {
        let alpha = if Some(*s) == key { 0 } else { 255 };
        *pixel = [reduce([s[0], s[1]]), reduce([s[2], s[3]]), reduce([s[4], s[5]]), alpha];
    }
}

pub(super) fn rgba(row: &[u8], out: &mut [u8]) {
    for (pixel, s) in out.as_chunks_mut::<4>().0.iter_mut().zip(row.as_chunks::<8>().0) {
        *pixel = [reduce([s[0], s[1]]), reduce([s[2], s[3]]), reduce([s[4], s[5]]), reduce([s[6], s[7]])];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transparent_colour_is_compared_before_the_reduction() {
        let mut out = [0; 8];
        grey(&[0x12, 0x34, 0x12, 0x35], Some([0x12, 0x34]), &mut out);
        assert_eq!(out, [0x12, 0x12, 0x12, 0, 0x12, 0x12, 0x12, 255]);
        rgb(&[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 7], Some([1, 2, 3, 4, 5, 6]), &mut out);
        assert_eq!(out, [1, 3, 5, 0, 1, 3, 5, 255]);
    }
}
