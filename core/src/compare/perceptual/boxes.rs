//! The colour box of a place: the least and the greatest value of each channel in its 3x3 neighbourhood.

use super::blur::Plane;
use crate::compare::simd::widest;

/// Least and greatest values; both planes are smaller than their source by 1 at every edge.
#[derive(Clone, Debug)]
pub(super) struct Boxes<T> {
    pub(super) low: Plane<T>,
    pub(super) high: Plane<T>,
}

/// A number that is small enough for a register of many.
pub(super) trait Value: Copy + Ord + Default {}

impl Value for u16 {}
impl Value for u32 {}

impl<T: Value> Boxes<T> {
    pub(super) fn new(plane: &Plane<T>) -> Self {
        Self { low: least(plane), high: greatest(plane) }
    }
}

widest! {
    fn least<T: Value>(plane: &Plane<T>) -> Plane<T> {
        extreme(plane, T::min)
    }

    fn greatest<T: Value>(plane: &Plane<T>) -> Plane<T> {
        extreme(plane, T::max)
    }
}

#[inline(always)]
fn extreme<T: Value>(plane: &Plane<T>, of: impl Fn(T, T) -> T) -> Plane<T> {
    let (width, height) = (plane.width - 2, plane.height() - 2);
    let mut column = vec![T::default(); plane.width];
    let mut out = Plane { values: vec![T::default(); width * height], width };
    for y in 0..height {
        let (above, here, below) = (plane.row(y), plane.row(y + 1), plane.row(y + 2));
        for (((value, a), b), c) in column.iter_mut().zip(above).zip(here).zip(below) {
            *value = of(of(*a, *b), *c);
        }
        let (left, middle, right) = (&column[..width], &column[1..=width], &column[2..]);
        for (((value, a), b), c) in out.row_mut(y).iter_mut().zip(left).zip(middle).zip(right) {
            *value = of(of(*a, *b), *c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_hold_their_neighbourhood() {
        let plane = Plane { values: (0..42u16).map(|v| v * 31 % 17).collect(), width: 7 };
        let boxes = Boxes::new(&plane);
        for y in 0..4 {
            for x in 0..5 {
                let around = || (y..y + 3).flat_map(|j| plane.row(j)[x..x + 3].to_vec());
                assert_eq!(Some(boxes.low.row(y)[x]), around().min());
                assert_eq!(Some(boxes.high.row(y)[x]), around().max());
            }
        }
    }
}
