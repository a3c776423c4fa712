//! Pages, and what is painted on them.

use arbitrary::Arbitrary;

use crate::png;

/// No picture is wider or higher.
const MAX_SIDE: u8 = 48;

/// RGBA8 pixels.
#[derive(Clone)]
pub struct Page {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel, row by row.
    pub pixels: Vec<u8>,
}

/// Something painted on a page, or that happens to it, in an area.
#[derive(Arbitrary, Clone, Debug)]
pub(super) struct Edit {
    area: [u8; 4],
    what: What,
}

#[derive(Arbitrary, Clone, Debug)]
enum What {
    Fill([u8; 4]),
    /// Every other column, or every other row.
    Stripes([u8; 4], bool),
    /// So many levels more on each channel, wrapping around.
    Add([u8; 4]),
    /// Pixels from the left and from above, at most three steps away.
    Shift(u8),
    /// These bytes, again and again.
    Bytes(Vec<u8>),
}

impl Page {
    /// A page of one colour.
    pub(super) fn new((width, height): (u8, u8), color: [u8; 4]) -> Self {
        let [width, height] = [width, height].map(|side| u32::from(side % MAX_SIDE) + 1);
        Self { width, height, pixels: color.repeat((width * height) as usize) }
    }

    /// The same page with the first few of `edits`, in order.
    pub(super) fn with(mut self, edits: &[Edit]) -> Self {
        edits.iter().take(16).for_each(|edit| self.edit(edit));
        self
    }

    /// The page as a file.
    pub fn png(&self) -> Vec<u8> {
        png::of_rgba(self.width, self.height, &self.pixels)
    }

    fn edit(&mut self, edit: &Edit) {
        let old = self.clone();
        let [left, top, right, bottom] = edit.area.map(|byte| u32::from(byte % MAX_SIDE));
        let columns = left.min(right)..(left.max(right) + 1).min(self.width);
        let rows = top.min(bottom)..(top.max(bottom) + 1).min(self.height);
        for (index, (y, x)) in rows.flat_map(|y| columns.clone().map(move |x| (y, x))).enumerate() {
            let color = match &edit.what {
                What::Fill(color) => *color,
                What::Stripes(color, across) => {
                    let place = if *across { y } else { x };
                    if place % 2 == 0 { *color } else { continue }
                }
                What::Add(levels) => {
                    let color = old.at(x, y);
                    std::array::from_fn(|n| color[n].wrapping_add(levels[n]))
                }
                What::Shift(steps) => {
                    let (dx, dy) = (u32::from(steps % 4), u32::from(steps / 4 % 4));
                    old.at(x.saturating_sub(dx), y.saturating_sub(dy))
                }
                What::Bytes(bytes) if bytes.is_empty() => continue,
                What::Bytes(bytes) => std::array::from_fn(|n| bytes[(index * 4 + n) % bytes.len()]),
            };
            let at = self.offset(x, y);
            self.pixels[at..at + 4].copy_from_slice(&color);
        }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 4] {
        let at = self.offset(x, y);
        std::array::from_fn(|n| self.pixels[at + n])
    }

    fn offset(&self, x: u32, y: u32) -> usize {
        (y * self.width + x) as usize * 4
    }
}
