//! A row of bits, one a pixel: the form in which masks are carried, dilated and stored.

use std::ops::Range;

/// Bytes of 0 or 1 as bits, the first in the lowest.
#[inline(always)]
pub(crate) fn gathered(bytes: &[u8; 64]) -> u64 {
    // The product moves bit 0 of byte k to bit 56 + k, and no two bits meet.
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    bytes.as_chunks().0.iter().rev().fold(0, |word, bytes| word << 8 | eight(bytes))
}

/// One bit for each pixel of a row. Bits at and beyond `width` are always clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BitRow {
    words: Vec<u64>,
    width: u32,
}

impl BitRow {
    /// A row of `width` clear bits.
    pub(crate) fn new(width: u32) -> Self {
        Self { words: vec![0; width.div_ceil(64) as usize], width }
    }

    /// The bits, 64 a word, the leftmost pixel in the lowest bit.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    pub(crate) fn clear(&mut self) {
        self.words.fill(0);
    }

    pub(crate) fn set(&mut self, x: u32) {
        debug_assert!(x < self.width);
        self.words[x as usize / 64] |= 1 << (x % 64);
    }

    #[cfg(test)]
    fn get(&self, x: u32) -> bool {
        self.words[x as usize / 64] >> (x % 64) & 1 == 1
    }

    /// Sets all bits of a range.
    pub(crate) fn set_range(&mut self, range: Range<u32>) {
        if range.is_empty() {
            return;
        }
        let (first, last) = (range.start as usize / 64, (range.end - 1) as usize / 64);
        let low = !0u64 << (range.start % 64);
        let high = !0u64 >> (63 - (range.end - 1) % 64);
        if first == last {
            self.words[first] |= low & high;
        } else {
            self.words[first] |= low;
            self.words[first + 1..last].fill(!0);
            self.words[last] |= high;
        }
    }

    pub(crate) fn any(&self) -> bool {
        self.words.iter().any(|word| *word != 0)
    }

    pub(crate) fn union_with(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// Grows every set bit by `radius` pixels to both sides; `radius` is below 64.
    pub(crate) fn dilate(&mut self, radius: u32) {
        let mut done = 0;
        while done < radius {
            // Growing by a step that is at most what is already set leaves no gaps: 1, 2, 4, … or the rest.
            let step = (radius - done).min(done + 1);
            self.grow(step);
            done += step;
        }
        self.mask_tail();
    }

    fn grow(&mut self, step: u32) {
        let mut left = 0;
        for i in 0..self.words.len() {
            let right = self.words.get(i + 1).copied().unwrap_or(0);
            let word = self.words[i];
            self.words[i] |= word << step | word >> step | left >> (64 - step) | right << (64 - step);
            left = word;
        }
    }

    fn mask_tail(&mut self) {
        let used = self.width % 64;
        if let Some(last) = self.words.last_mut().filter(|_| used != 0) {
            *last &= (1 << used) - 1;
        }
    }

    /// The maximal runs of set bits, left to right.
    pub(crate) fn runs(&self) -> Runs<'_> {
        Runs { row: self, at: 0 }
    }

    /// The set bits of a range, left to right; beyond the row there are none.
    pub(crate) fn ones(&self, range: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let range = range.start.min(self.width)..range.end.min(self.width);
        let words =
            range.start as usize / 64..(range.end as usize).div_ceil(64).max(range.start as usize / 64);
        words.flat_map(move |index| {
            let mut word = self.words[index];
            let base = index as u32 * 64;
            if base < range.start {
                word &= !0 << (range.start - base);
            }
            if range.end < base + 64 {
                word &= !(!0 << (range.end - base));
            }
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros())?;
                word &= word - 1;
                Some(base + bit)
            })
        })
    }

    /// The first and the last set bit of a range, and how many there are; `None` for none.
    pub(crate) fn census(&self, range: Range<u32>) -> Option<(u32, u32, u32)> {
        let mut found: Option<(u32, u32, u32)> = None;
        for index in range.start as usize / 64..(range.end as usize).div_ceil(64).min(self.words.len()) {
            let base = index as u32 * 64;
            let mut word = self.words[index];
            if base < range.start {
                word &= !0 << (range.start - base);
            }
            if range.end < base + 64 {
                word &= !(!0 << (range.end - base));
            }
            if word != 0 {
                let (first, _, count) = found.unwrap_or((base + word.trailing_zeros(), 0, 0));
                found = Some((first, base + 63 - word.leading_zeros(), count + word.count_ones()));
            }
        }
        found
    }

    /// The first position at or after `from` whose bit is `value`; the width when there is none.
    fn find(&self, from: u32, value: bool) -> u32 {
        let flip = if value { 0 } else { !0 };
        let mut index = from as usize / 64;
        let mut keep = !0u64 << (from % 64);
        while index < self.words.len() {
            let word = (self.words[index] ^ flip) & keep;
            if word != 0 {
                return (index as u32 * 64 + word.trailing_zeros()).min(self.width);
            }
            keep = !0;
            index += 1;
        }
        self.width
    }
}

/// Iterator of [`BitRow::runs`].
pub(crate) struct Runs<'a> {
    row: &'a BitRow,
    at: u32,
}

impl Iterator for Runs<'_> {
    type Item = Range<u32>;

    fn next(&mut self) -> Option<Range<u32>> {
        if self.at >= self.row.width {
            return None;
        }
        let start = self.row.find(self.at, true);
        if start >= self.row.width {
            self.at = self.row.width;
            return None;
        }
        let end = self.row.find(start, false);
        self.at = end;
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(bits: &[bool]) -> BitRow {
        let mut row = BitRow::new(bits.len() as u32);
        (0..).zip(bits).filter(|(_, bit)| **bit).for_each(|(x, _)| row.set(x));
        row
    }

    proptest! {
        #[test]
        fn dilation_is_the_naive_one(bits in prop::collection::vec(prop::bool::weighted(0.1), 1..300), radius in 0u32..20) {
            let mut fast = row(&bits);
            fast.dilate(radius);
            let near = |x: usize| bits[x.saturating_sub(radius as usize)..(x + radius as usize + 1).min(bits.len())].contains(&true);
            let naive: Vec<bool> = (0..bits.len()).map(near).collect();
            prop_assert_eq!(fast, row(&naive));
        }

        #[test]
        fn runs_and_ones_cover_the_set_bits(bits in prop::collection::vec(any::<bool>(), 1..300), a in 0u32..300, b in 0u32..300) {
            let fast = row(&bits);
            let mut again = BitRow::new(bits.len() as u32);
            for run in fast.runs() {
                prop_assert!(run.start == 0 || !fast.get(run.start - 1));
                again.set_range(run);
            }
            prop_assert_eq!(&again, &fast);
            let range = a.min(b).min(bits.len() as u32)..a.max(b).min(bits.len() as u32);
            let naive: Vec<u32> = range.clone().filter(|x| bits[*x as usize]).collect();
            let census = naive.first().map(|first| (*first, naive[naive.len() - 1], naive.len() as u32));
            prop_assert_eq!(fast.census(range.clone()), census);
            prop_assert_eq!(fast.ones(range).collect::<Vec<_>>(), naive);
        }
    }
}
