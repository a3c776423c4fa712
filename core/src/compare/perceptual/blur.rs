//! Blurs in gamma-coded sRGB, exact in integers.
//!
//! Blending of text and shapes happens in gamma-coded values, so there a blur conserves ink. Each blur takes a plane and
//! gives one that is smaller by its radius at every edge; nothing is divided, values carry the weight of the kernel.

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

    /// The plane without `edge` columns and rows at every edge.
    pub(super) fn cropped(&self, edge: usize) -> Self {
        let (width, height) = (self.width - 2 * edge, self.height() - 2 * edge);
        let mut values = Vec::with_capacity(width * height);
        (edge..edge + height).for_each(|y| values.extend_from_slice(&self.row(y)[edge..edge + width]));
        Self { values, width }
    }
}

widest! {
    /// `[1 2 1]` in both directions: weight 16, radius 1.
    pub(super) fn fine(plane: &Plane<u8>) -> Plane<u16> {
        separable(plane, [1, 2, 1])
    }

    /// `[1 4 6 4 1]` in both directions: weight 256, radius 2.
    pub(super) fn middle(plane: &Plane<u8>) -> Plane<u16> {
        separable(plane, [1, 4, 6, 4, 1])
    }

    /// A box of 9, twice, in both directions: weight 6561, radius 8.
    pub(super) fn wide(plane: &Plane<u8>) -> Plane<u32> {
        let (height, width) = (plane.height(), plane.width - 16);
        let mut rows = Plane { values: vec![0; height * width], width };
        let mut once = vec![0; plane.width - 8];
        for y in 0..height {
            once.fill(0);
            weigh(plane.row(y), [1; 9], 1, &mut once);
            weigh(&once, [1; 9], 1, rows.row_mut(y));
        }
        box_of_rows(&box_of_rows(&rows))
    }
}

/// The sum of every nine rows, kept up to date as it slides down.
#[inline(always)]
fn box_of_rows<T: Copy + Into<u32>>(plane: &Plane<T>) -> Plane<u32> {
    let (width, height) = (plane.width, plane.height() - 8);
    let mut out = Plane { values: Vec::with_capacity(width * height), width };
    let mut sums = vec![0u32; width];
    for y in 0..8 {
        sums.iter_mut().zip(plane.row(y)).for_each(|(sum, value)| *sum += (*value).into());
    }
    for y in 0..height {
        sums.iter_mut().zip(plane.row(y + 8)).for_each(|(sum, value)| *sum += (*value).into());
        out.values.extend_from_slice(&sums);
        sums.iter_mut().zip(plane.row(y)).for_each(|(sum, value)| *sum -= (*value).into());
    }
    out
}

#[inline(always)]
fn separable<const N: usize>(plane: &Plane<u8>, taps: [u16; N]) -> Plane<u16> {
    let width = plane.width - (N - 1);
    let mut rows = Plane { values: vec![0; plane.height() * width], width };
    for y in 0..plane.height() {
        weigh(plane.row(y), taps, 1, rows.row_mut(y));
    }
    let height = plane.height() - (N - 1);
    let mut out = Plane { values: vec![0; height * width], width };
    for y in 0..height {
        weigh(&rows.values[y * width..(y + N) * width], taps, width, out.row_mut(y));
    }
    out
}

/// `out[x]` is the sum of `values[x + k * step]`, weighted with the taps.
#[inline(always)]
fn weigh<T: Copy + Into<u16>, const N: usize>(values: &[T], taps: [u16; N], step: usize, out: &mut [u16]) {
    for (k, tap) in taps.into_iter().enumerate() {
        for (out, value) in out.iter_mut().zip(&values[k * step..]) {
            *out += tap * (*value).into();
        }
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

    fn widened(plane: &Plane<u16>) -> Plane<u32> {
        Plane { values: plane.values.iter().map(|value| u32::from(*value)).collect(), width: plane.width }
    }

    proptest! {
        #[test]
        fn blurs_are_the_naive_ones(width in 17usize..40, height in 17usize..24, seed in any::<u64>()) {
            let mut state = seed | 1;
            let values = (0..width * height).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if state >> 60 == 0 { 255 } else { (state >> 56) as u8 }
            }).collect();
            let plane = Plane { values, width };
            prop_assert_eq!(widened(&fine(&plane)), naive(&plane, &[1, 2, 1]));
            prop_assert_eq!(widened(&middle(&plane)), naive(&plane, &[1, 4, 6, 4, 1]));
            prop_assert_eq!(wide(&plane), naive(&plane, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
        }
    }

    #[test]
    fn a_white_plane_does_not_overflow() {
        let white = Plane { values: vec![255; 20 * 20], width: 20 };
        assert!(middle(&white).values.iter().all(|value| *value == 255 * 256));
        assert!(wide(&white).values.iter().all(|value| *value == 255 * 6561));
    }
}
