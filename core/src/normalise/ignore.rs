//! Ignored rectangles: inside them the picture after takes the pixels of the picture before, ahead of any stage.

use std::ops::Range;

use crate::{Rect, Size};

/// The ignored rectangles of a canvas.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ignored {
    /// On the canvas, ordered by their top edge.
    rects: Vec<Rect>,
}

impl Ignored {
    pub(crate) fn new(rects: &[Rect], canvas: Size) -> Self {
        let mut rects: Vec<Rect> = rects.iter().filter_map(|rect| rect.clip(canvas)).collect();
        rects.sort_unstable_by_key(|rect| (rect.y, rect.x, rect.width, rect.height));
        Self { rects }
    }

    /// The ignored columns of row `y`, ordered and without overlaps.
    pub(crate) fn columns(&self, y: u32) -> Vec<Range<u32>> {
        let mut columns: Vec<Range<u32>> = self
            .rects
            .iter()
            .take_while(|rect| rect.y <= y)
            .filter(|rect| u64::from(y) < rect.bottom())
            .map(|rect| rect.x..rect.x + rect.width)
            .collect();
        columns.sort_unstable_by_key(|range| range.start);
        columns.dedup_by(|next, kept| {
            let touches = next.start <= kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
        columns
    }

    /// How many pixels are ignored.
    pub(crate) fn pixels(&self) -> u64 {
        // Between two neighbouring edges every row is the same.
        let mut edges: Vec<u32> = self.rects.iter().flat_map(|rect| [rect.y, rect.y + rect.height]).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
            .windows(2)
            .map(|rows| {
                let width: u64 = self.columns(rows[0]).iter().map(|columns| columns.len() as u64).sum();
                width * u64::from(rows[1] - rows[0])
            })
            .sum()
    }

    /// Copies row `y` of `before` over `after` inside the rectangles; both are RGBA8 and begin at column 0.
    pub(crate) fn apply(&self, y: u32, before: &[u8], after: &mut [u8]) {
        if self.rects.is_empty() {
            return;
        }
        let pixels = before.len().min(after.len()) / 4;
        for columns in self.columns(y) {
            let bytes = (columns.start as usize).min(pixels) * 4..(columns.end as usize).min(pixels) * 4;
            after[bytes.clone()].copy_from_slice(&before[bytes]);
        }
    }

    /// What is left of a range of columns of row `y`.
    pub(crate) fn visible(&self, y: u32, range: Range<u32>) -> Vec<Range<u32>> {
        let mut left = range.start;
        let mut visible = Vec::new();
        for hidden in self.columns(y) {
            visible.push(left..hidden.start.clamp(left, range.end.max(left)));
            left = left.max(hidden.end);
        }
        visible.push(left..range.end.max(left));
        visible.retain(|columns| !columns.is_empty());
        visible
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_question_agrees_with_every_pixel(
            rects in prop::collection::vec((0u32..30, 0u32..30, 0u32..20, 0u32..20), 0..5), start in 0u32..24, length in 0u32..24
        ) {
            let canvas = Size { width: 24, height: 20 };
            let rects: Vec<Rect> = rects.into_iter().map(|(x, y, w, h)| Rect::new(x, y, w, h)).collect();
            let ignored = Ignored::new(&rects, canvas);
            let inside = |x: u32, y: u32| {
                rects.iter().any(|r| x >= r.x && y >= r.y && u64::from(x) < r.right() && u64::from(y) < r.bottom())
            };
            let count = (0..canvas.height).flat_map(|y| (0..canvas.width).map(move |x| (x, y))).filter(|(x, y)| inside(*x, *y)).count();
            prop_assert_eq!(ignored.pixels(), count as u64);
            for y in 0..canvas.height {
                let mut after = vec![0; 24 * 4];
                ignored.apply(y, &[1; 24 * 4], &mut after);
                for x in 0..canvas.width {
                    prop_assert_eq!(after[x as usize * 4] == 1, inside(x, y));
                }
                let range = start..(start + length).min(canvas.width).max(start);
                let visible: Vec<u32> = ignored.visible(y, range.clone()).into_iter().flatten().collect();
                let expected: Vec<u32> = range.filter(|x| !inside(*x, y)).collect();
                prop_assert_eq!(visible, expected);
            }
        }
    }
}
