//! A mask of the whole canvas, written once from top to bottom and read back the same way.
//!
//! The picture is drawn only when it is known what counts, so the mask has to be kept until then. A row is stored as
//! turns of "so many empty words, then so many words as they are" (numbers as LEB128), which takes one or two bytes for
//! an empty row and little more than a bit a pixel for a full one.

use crate::image::bits::BitRow;

/// Rows of bits, compressed.
#[derive(Debug, Default)]
pub(crate) struct MaskLog {
    bytes: Vec<u8>,
    rows: u32,
}

impl MaskLog {
    /// Appends row `y`; rows come from top to bottom, and those left out are empty.
    pub(crate) fn push(&mut self, y: u32, bits: &BitRow) {
        while self.rows < y {
            self.bytes.push(0);
            self.rows += 1;
        }
        let words = bits.words();
        let mut at = 0;
        while let Some(gap) = words[at..].iter().position(|word| *word != 0) {
            let start = at + gap;
            let length = words[start..].iter().position(|word| *word == 0).unwrap_or(words.len() - start);
            // A turn starts with its length: 0 ends the row.
            self.number(length);
            self.number(gap);
            for word in &words[start..start + length] {
                self.bytes.extend_from_slice(&word.to_le_bytes());
            }
            at = start + length;
        }
        self.bytes.push(0);
        self.rows += 1;
    }

    fn number(&mut self, mut value: usize) {
        while value >= 128 {
            self.bytes.push(value as u8 | 128);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Reads the rows again.
    pub(crate) fn reader(&self) -> MaskReader<'_> {
        MaskReader { bytes: &self.bytes }
    }
}

/// Reads a [`MaskLog`] from top to bottom.
#[derive(Debug)]
pub(crate) struct MaskReader<'a> {
    bytes: &'a [u8],
}

impl MaskReader<'_> {
    /// Puts the next row into `bits` and says whether any bit is set. Rows after the last one are empty.
    pub(crate) fn next_into(&mut self, bits: &mut BitRow) -> bool {
        bits.clear();
        let mut at = 0;
        loop {
            let length = self.number();
            if length == 0 {
                return at > 0;
            }
            at += self.number();
            for word in &mut bits.words_mut()[at..at + length] {
                let (bytes, rest) = self.bytes.split_at(8);
                *word = u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
                self.bytes = rest;
            }
            at += length;
        }
    }

    fn number(&mut self) -> usize {
        let mut value = 0;
        let mut shift = 0;
        while let Some((byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            value |= usize::from(byte & 127) << shift;
            if byte & 128 == 0 {
                break;
            }
            shift += 7;
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(
            width in 1u32..20_000,
            rows in prop::collection::vec(prop::collection::vec((any::<u32>(), 1u32..400), 0..6), 1..20)
        ) {
            let rows: Vec<BitRow> = rows.iter().map(|runs| {
                let mut bits = BitRow::new(width);
                for (start, length) in runs {
                    let start = start % width;
                    bits.set_range(start..(start + length).min(width));
                }
                bits
            }).collect();
            let mut log = MaskLog::default();
            for (y, bits) in rows.iter().enumerate().filter(|(_, bits)| bits.any()) {
                log.push(y as u32, bits);
            }
            let mut reader = log.reader();
            let mut bits = BitRow::new(width);
            for row in &rows {
                prop_assert_eq!(reader.next_into(&mut bits), row.any());
                prop_assert_eq!(&bits, row);
            }
            prop_assert!(!reader.next_into(&mut bits));
        }
    }
}
