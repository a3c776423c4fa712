//! 16 bits to 8, the same for every format that has samples of 16 bits.
//!
//! A sample is a fraction of 65535 and becomes the nearest fraction of 255. Dropping the lower byte instead would
//! make everything but white a little darker: 0x00ff, which is 0.99/255, would turn into 0.

/// The nearest 8-bit sample: `(sample * 255 + 32767) / 65535`, without the division.
pub(super) fn narrow(sample: u16) -> u8 {
    ((u32::from(sample) * 255 + 32895) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_rounded() {
        for value in 0..=u16::MAX {
            let expected = (u32::from(value) * 255 + 32767) / 65535;
            assert_eq!(u32::from(narrow(value)), expected, "{value}");
        }
    }

    #[test]
    fn eight_bits_survive_the_way_to_sixteen_and_back() {
        for value in 0..=u8::MAX {
            assert_eq!(narrow(u16::from_be_bytes([value, value])), value);
        }
    }
}
