//! Bands of rows, as a metric sees them.

use std::collections::VecDeque;
use std::ops::Range;

use super::simd;
use crate::decode::Rows;
use crate::normalise::Ignored;
use crate::{Error, Side, Size, parallel};

/// The rectangle that is compared: what both pictures have, less an inset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Columns and rows left out at each edge: the offset from frame to canvas coordinates.
    pub(crate) inset: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Frame {
    pub(crate) fn new(common: Size, inset: u32) -> Self {
        Self {
            inset,
            width: common.width.saturating_sub(2 * inset),
            height: common.height.saturating_sub(2 * inset),
        }
    }
}

/// Some rows of both pictures, RGBA8, ignored rectangles applied.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// The picture row of the first one.
    first: u32,
    /// For each row the columns between the first and the last pixel that differ.
    spans: Vec<Option<Range<u32>>>,
    /// May be longer than there are rows.
    before: Vec<u8>,
    after: Vec<u8>,
}

/// Reads both pictures in step, from top to bottom.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Bytes of a row of each picture.
    strides: [usize; 2],
    common: Size,
    /// The next row to read.
    next: u32,
    /// Stretches whose memory can be used again.
    spare: Vec<Stretch>,
}

impl Reader {
    pub(crate) fn new(before: Size, after: Size) -> Self {
        let strides = [before, after].map(|size| size.width as usize * 4);
        Self { strides, common: before.common(after), next: 0, spare: Vec::new() }
    }

    /// Reads the rows before `until`. Both pictures are read at the same time.
    ///
    /// # Errors
    /// Those of the rows; of two, the one of the picture before.
    pub(crate) fn read(
        &mut self,
        until: u32,
        before: &mut dyn Rows,
        after: &mut dyn Rows,
        ignored: &Ignored,
    ) -> Result<Stretch, Error> {
        let mut stretch = self.spare.pop().unwrap_or_default();
        let rows = until.saturating_sub(self.next) as usize;
        stretch.first = self.next;
        let (first, second) = parallel::join(
            || before.read(room(&mut stretch.before, rows * self.strides[0])),
            || after.read(room(&mut stretch.after, rows * self.strides[1])),
        );
        first.map_err(|error| error.at(Side::Before))?;
        second.map_err(|error| error.at(Side::After))?;
        stretch.spans.clear();
        let bytes = self.common.width as usize * 4;
        let pairs =
            stretch.before.chunks_exact(self.strides[0]).zip(stretch.after.chunks_exact_mut(self.strides[1]));
        for (before, after) in pairs.take(rows) {
            ignored.apply(self.next, before, after);
            stretch.spans.push(simd::differing_pixels(&before[..bytes], &after[..bytes]));
            self.next += 1;
        }
        Ok(stretch)
    }
}

/// The first bytes of a buffer, to be written over: to fill them with zeros first would cost as much as to compare them.
fn room(buffer: &mut Vec<u8>, bytes: usize) -> &mut [u8] {
    if buffer.len() < bytes {
        buffer.resize(bytes, 0);
    }
    &mut buffer[..bytes]
}

/// The same rows of both pictures: a window that slides from top to bottom, a stretch at a time.
#[derive(Debug)]
pub(crate) struct Window {
    strides: [usize; 2],
    stretches: VecDeque<Stretch>,
}

impl Window {
    pub(crate) fn new(reader: &Reader) -> Self {
        Self { strides: reader.strides, stretches: VecDeque::new() }
    }

    /// Slides on: takes the next rows, and gives back those before `keep`.
    pub(crate) fn advance(&mut self, keep: u32, next: Stretch, reader: &mut Reader) {
        while self.stretches.front().is_some_and(|stretch| stretch.end() <= keep) {
            reader.spare.extend(self.stretches.pop_front());
        }
        self.stretches.push_back(next);
    }

    /// The stretch that has row `y`, and where.
    fn find(&self, y: u32) -> (&Stretch, usize) {
        let stretch =
            self.stretches.iter().find(|stretch| y < stretch.end()).expect("a row that was asked for");
        (stretch, (y - stretch.first) as usize)
    }
}

impl Stretch {
    fn end(&self) -> u32 {
        self.first + self.spans.len() as u32
    }
}

/// A band of rows of both pictures, with the rows around it that were asked for. All coordinates are those of the frame.
#[derive(Clone, Debug)]
pub(crate) struct Band<'a> {
    pub(crate) frame: Frame,
    /// The rows that are to be compared now.
    pub(crate) rows: Range<u32>,
    pub(crate) window: &'a Window,
    pub(crate) ignored: &'a Ignored,
}

impl<'a> Band<'a> {
    /// Row `y` of the picture before, RGBA8.
    pub(crate) fn before(&self, y: u32) -> &'a [u8] {
        let (stretch, index) = self.window.find(y + self.frame.inset);
        self.crop(&stretch.before[index * self.window.strides[0]..])
    }

    /// Row `y` of the picture after, RGBA8.
    pub(crate) fn after(&self, y: u32) -> &'a [u8] {
        let (stretch, index) = self.window.find(y + self.frame.inset);
        self.crop(&stretch.after[index * self.window.strides[1]..])
    }

    /// The columns of row `y` between the first and the last pixel that differ in any byte.
    pub(crate) fn span(&self, y: u32) -> Option<Range<u32>> {
        let (stretch, index) = self.window.find(y + self.frame.inset);
        let span = stretch.spans[index].as_ref()?;
        let start = span.start.saturating_sub(self.frame.inset);
        let end = span.end.saturating_sub(self.frame.inset).min(self.frame.width);
        (start < end).then_some(start..end)
    }

    /// What is left of that without ignored rectangles.
    pub(crate) fn visible(&self, y: u32) -> Vec<Range<u32>> {
        let inset = self.frame.inset;
        let visible =
            self.span(y).map(|span| self.ignored.visible(y + inset, span.start + inset..span.end + inset));
        visible.into_iter().flatten().map(|columns| columns.start - inset..columns.end - inset).collect()
    }

    fn crop(&self, row: &'a [u8]) -> &'a [u8] {
        let start = self.frame.inset as usize * 4;
        &row[start..start + self.frame.width as usize * 4]
    }
}
