//! The colour box of a place: the least and the greatest value of each channel in its 3x3 neighbourhood.

use super::blur::Plane;
use crate::compare::simd::widest;

/// Least and greatest values; both planes are smaller than their source by 1 at every edge.
#[derive(Clone, Debug, Default)]
pub(super) struct Boxes<T> {
    pub(super) low: Plane<T>,
    pub(super) high: Plane<T>,
}

/// A number that is small enough for a register of many.
pub(super) trait Value: Copy + Ord + Default {}

impl Value for u16 {}
impl Value for u32 {}

impl<T: Value> Boxes<T> {
    /// Becomes the boxes of a plane.
    pub(super) fn fill(&mut self, plane: &Plane<T>) {
        extremes(plane, self);
    }
}

widest! {
    fn extremes<T: Value>(plane: &Plane<T>, boxes: &mut Boxes<T>) -> () {
        let (width, height) = (plane.width - 2, plane.height() - 2);
        boxes.low.shape(width, height);
        boxes.high.shape(width, height);
        let (mut low, mut high) = (vec![T::default(); plane.width], vec![T::default(); plane.width]);
        for y in 0..height {
            let rows = plane.row(y).iter().zip(plane.row(y + 1)).zip(plane.row(y + 2));
            for ((low, high), ((a, b), c)) in low.iter_mut().zip(&mut high).zip(rows) {
                *low = *a.min(b).min(c);
                *high = *a.max(b).max(c);
            }
            across(&low, T::min, boxes.low.row_mut(y));
            across(&high, T::max, boxes.high.row_mut(y));
        }
    }
}

/// The extreme of every three neighbours.
#[inline(always)]
fn across<T: Value>(values: &[T], of: impl Fn(T, T) -> T, out: &mut [T]) {
    let width = out.len();
    let (left, middle, right) = (&values[..width], &values[1..=width], &values[2..]);
    for (((out, a), b), c) in out.iter_mut().zip(left).zip(middle).zip(right) {
        *out = of(of(*a, *b), *c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_hold_their_neighbourhood() {
        let plane = Plane { values: (0..42u16).map(|v| v * 31 % 17).collect(), width: 7 };
        let mut boxes = Boxes::default();
        boxes.fill(&plane);
        for y in 0..4 {
            for x in 0..5 {
                let around = || (y..y + 3).flat_map(|j| plane.row(j)[x..x + 3].to_vec());
                assert_eq!(Some(boxes.low.row(y)[x]), around().min());
                assert_eq!(Some(boxes.high.row(y)[x]), around().max());
            }
        }
    }
}
