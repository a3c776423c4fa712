//! Rows of 16-bit samples, reduced to 8 bits by rounding.
//!
//! A sample is a fraction of 65535 and becomes the nearest fraction of 255. Dropping the lower byte instead would
//! make everything but white a little darker: 0x00ff, which is 0.99/255, would turn into 0. A transparent colour is
//! compared before the reduction, since neighbours of it must stay opaque.

/// The nearest 8-bit sample: `(v * 255 + 32767) / 65535`, without the division.
fn reduce(sample: [u8; 2]) -> u8 {
    ((u32::from(u16::from_be_bytes(sample)) * 255 + 32895) >> 16) as u8
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
    fn every_sample_is_rounded() {
        for value in 0..=u16::MAX {
            let expected = (u32::from(value) * 255 + 32767) / 65535;
            assert_eq!(u32::from(reduce(value.to_be_bytes())), expected, "{value}");
        }
    }

    #[test]
    fn eight_bits_survive_the_way_to_sixteen_and_back() {
        for value in 0..=u8::MAX {
            assert_eq!(reduce([value, value]), value);
        }
    }

    #[test]
    fn a_transparent_colour_is_compared_before_the_reduction() {
        let mut out = [0; 8];
        grey(&[0x12, 0x34, 0x12, 0x35], Some([0x12, 0x34]), &mut out);
        assert_eq!(out, [0x12, 0x12, 0x12, 0, 0x12, 0x12, 0x12, 255]);
        rgb(&[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 7], Some([1, 2, 3, 4, 5, 6]), &mut out);
        assert_eq!(out, [1, 3, 5, 0, 1, 3, 5, 255]);
    }
}
