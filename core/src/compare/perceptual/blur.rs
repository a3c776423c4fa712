//! Blurs in gamma-coded sRGB, exact in integers.
//!
//! Blending of text and shapes happens in gamma-coded values, so there a blur conserves ink. Each blur takes a plane and
//! fills one that is smaller by its radius at every edge; nothing is divided, values carry the weight of the kernel.

use crate::compare::simd::widest;

/// A plane of values, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plane<T> {
    pub(super) values: Vec<T>,
    pub(super) width: usize,
}

impl<T: Copy> Plane<T> {
    #[inline(always)]
    pub(super) fn height(&self) -> usize {
        self.values.len() / self.width
    }

    #[inline(always)]
    pub(super) fn row(&self, y: usize) -> &[T] {
        &self.values[y * self.width..(y + 1) * self.width]
    }

    #[inline(always)]
    pub(super) fn row_mut(&mut self, y: usize) -> &mut [T] {
        &mut self.values[y * self.width..(y + 1) * self.width]
    }

    /// Takes another shape. The values are those of whatever was there before: all are to be written.
    #[inline(always)]
    pub(super) fn shape(&mut self, width: usize, height: usize)
    where
        T: Default,
    {
        self.width = width;
        self.values.resize(width * height, T::default());
    }
}

widest! {
    /// `[1 2 1]` in both directions: weight 16, radius 1; and that once more, which is `[1 4 6 4 1]`: weight 256, radius 2.
    /// Columns and rows of `edge` are left out first, here and below; both planes have the smaller size of the second.
    pub(super) fn fine_and_middle(plane: &Plane<u8>, edge: usize, fine: &mut Plane<u16>, middle: &mut Plane<u16>) -> () {
        let (across, rows) = (plane.width - 2 * edge, plane.height() - 2 * edge);
        let (width, height) = (across - 4, rows - 4);
        fine.shape(width, height);
        middle.shape(width, height);
        let mut column = vec![0u16; across];
        let mut last = [vec![0u16; across - 2], vec![0u16; across - 2], vec![0u16; across - 2]];
        for y in 0..rows - 2 {
            let row = |k: usize| &plane.row(edge + y + k)[edge..edge + across];
            quarter(row(0), row(1), row(2), &mut column);
            let next = &mut last[y % 3];
            quarter(&column, &column[1..], &column[2..], next);
            if (1..=height).contains(&y) {
                fine.row_mut(y - 1).copy_from_slice(&next[1..=width]);
            }
            if y >= 2 {
                let column = &mut column[..across - 2];
                quarter(&last[(y - 2) % 3], &last[(y - 1) % 3], &last[y % 3], column);
                quarter(column, &column[1..], &column[2..], middle.row_mut(y - 2));
            }
        }
    }

    /// A box of 9, twice, in both directions: weight 6561, radius 8.
    ///
    /// Down, sums of nine rows and of nine such sums are kept up to date as they slide: both fit 16 bits. Across, a sum of
    /// nine is made of sums of two and four.
    pub(super) fn wide(plane: &Plane<u8>, edge: usize, out: &mut Plane<u32>) -> () {
        let (across, rows) = (plane.width - 2 * edge, plane.height() - 2 * edge);
        out.shape(across - 16, rows - 16);
        let row = |y: usize| &plane.row(edge + y)[edge..edge + across];
        let (mut once, mut twice) = (vec![0u16; across], vec![0u16; across]);
        let mut last = vec![0u16; 9 * across];
        let mut across_once = vec![0u32; across - 8];
        let (mut twos, mut fours) = (vec![0u32; across], vec![0u32; across]);
        for y in 0..rows {
            once.iter_mut().zip(row(y)).for_each(|(sum, new)| *sum += u16::from(*new));
            if y >= 9 {
                once.iter_mut().zip(row(y - 9)).for_each(|(sum, old)| *sum -= u16::from(*old));
            }
            if y < 8 {
                continue;
            }
            let slot = (y - 8) % 9 * across;
            let slot = &mut last[slot..slot + across];
            for ((sum, new), old) in twice.iter_mut().zip(&once).zip(slot) {
                *sum = *sum + *new - *old;
                *old = *new;
            }
            if y >= 16 {
                nine(&twice, &mut twos, &mut fours, &mut across_once);
                nine(&across_once, &mut twos, &mut fours, out.row_mut(y - 16));
            }
        }
    }
}

/// `out[x]` is the sum of `values[x..x + 9]`; the others are room to work.
#[inline(always)]
fn nine<T: Copy + Into<u32>>(values: &[T], twos: &mut [u32], fours: &mut [u32], out: &mut [u32]) {
    let count = values.len();
    let (twos, fours) = (&mut twos[..count - 1], &mut fours[..count - 3]);
    for ((two, a), b) in twos.iter_mut().zip(values).zip(&values[1..]) {
        *two = (*a).into() + (*b).into();
    }
    for ((four, a), b) in fours.iter_mut().zip(&*twos).zip(&twos[2..]) {
        *four = a + b;
    }
    for (((out, a), b), c) in out.iter_mut().zip(&*fours).zip(&fours[4..]).zip(&values[8..]) {
        *out = a + b + (*c).into();
    }
}

/// `out[x]` is `a[x] + 2 b[x] + c[x]`.
#[inline(always)]
fn quarter<T: Copy + Into<u16>>(a: &[T], b: &[T], c: &[T], out: &mut [u16]) {
    for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
        *out = (*a).into() + 2 * (*b).into() + (*c).into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(plane: &Plane<u8>, kernel: &[u32]) -> Plane<u32> {
        let size = kernel.len();
        let (width, height) = (plane.width + 1 - size, plane.height() + 1 - size);
        let at = |x: usize, y: usize| {
            (0..size)
                .flat_map(|j| (0..size).map(move |i| (i, j)))
                .map(|(i, j)| kernel[i] * kernel[j] * u32::from(plane.row(y + j)[x + i]))
                .sum()
        };
        Plane { values: (0..height).flat_map(|y| (0..width).map(move |x| at(x, y))).collect(), width }
    }

    fn cropped(plane: &Plane<u8>, edge: usize) -> Plane<u8> {
        let rows = edge..plane.height() - edge;
        let width = plane.width - 2 * edge;
        Plane { values: rows.flat_map(|y| plane.row(y)[edge..edge + width].to_vec()).collect(), width }
    }

    fn widened(plane: &Plane<u16>) -> Plane<u32> {
        Plane { values: plane.values.iter().map(|value| u32::from(*value)).collect(), width: plane.width }
    }

    proptest! {
        #[test]
        fn blurs_are_the_naive_ones(
            width in 17usize..40, height in 17usize..34, edge in 0usize..3, seed in any::<u64>()
        ) {
            let mut state = seed | 1;
            let (width, height) = (width + 2 * edge, height + 2 * edge);
            let values = (0..width * height).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if state >> 60 == 0 { 255 } else { (state >> 56) as u8 }
            }).collect();
            let plane = Plane { values, width };
            let inner = cropped(&plane, edge);
            // What a plane held before is written over.
            let [mut fine, mut middle] = [(); 2].map(|()| Plane { values: vec![9; 7], width: 7 });
            fine_and_middle(&plane, edge, &mut fine, &mut middle);
            prop_assert_eq!(widened(&fine), naive(&cropped(&inner, 1), &[1, 2, 1]));
            prop_assert_eq!(widened(&middle), naive(&inner, &[1, 4, 6, 4, 1]));
            let mut broad = Plane { values: vec![9; 7], width: 7 };
            wide(&plane, edge, &mut broad);
            prop_assert_eq!(broad, naive(&inner, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
        }
    }

    #[test]
    fn a_white_plane_does_not_overflow() {
        let white = Plane { values: vec![255; 20 * 20], width: 20 };
        let (mut fine, mut middle, mut broad) = (Plane::default(), Plane::default(), Plane::default());
        fine_and_middle(&white, 0, &mut fine, &mut middle);
        assert!(fine.values.iter().all(|value| *value == 255 * 16));
        assert!(middle.values.iter().all(|value| *value == 255 * 256));
        wide(&white, 0, &mut broad);
        assert!(broad.values.iter().all(|value| *value == 255 * 6561));
    }
}
