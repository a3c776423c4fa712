//! The kept masks, replayed row by row over the ground.

use super::ink::{ANTIALIASED, CHANGED, DARKER, Ink};
use crate::image::bits::BitRow;
use crate::options::Highlight;
use crate::report::{Components, Dilation, MaskReader, Moves, RADIUS, Shown};
use crate::{HighlightMode, Size};

/// Draws what changed.
pub(super) struct Layers<'a> {
    shown: &'a Shown,
    changed: Changed<'a>,
    moved: MaskReader<'a>,
    darker: Option<MaskReader<'a>>,
    antialiased: Option<MaskReader<'a>>,
    bits: BitRow,
    more: BitRow,
}

impl<'a> Layers<'a> {
    pub(super) fn new(canvas: Size, shown: &'a Shown, options: &Highlight) -> Self {
        let masks = &shown.masks;
        let overlay = options.mode != HighlightMode::Mask;
        Self {
            shown,
            changed: Changed::new(canvas, shown),
            moved: masks.moved.reader(),
            darker: options.color_alt.map(|_| masks.darker.reader()),
            antialiased: options.antialiased_color.filter(|_| overlay).map(|_| masks.antialiased.reader()),
            bits: BitRow::new(canvas.width),
            more: BitRow::new(canvas.width),
        }
    }

    /// Draws row `y`; rows come from top to bottom, none left out.
    pub(super) fn draw(&mut self, y: u32, row: &mut [Ink]) {
        let all = 0..row.len() as u32;
        if let Some(reader) = &mut self.antialiased
            && reader.next_into(&mut self.bits)
        {
            self.bits.ones(all.clone()).for_each(|x| row[x as usize] = ANTIALIASED);
        }
        if self.moved.next_into(&mut self.bits) {
            for x in self.bits.ones(all.clone()) {
                if moved(&self.shown.moves, &self.shown.moved, x, y) {
                    row[x as usize] = CHANGED;
                }
            }
        }
        self.changed.row(y, &mut self.bits);
        self.bits.ones(all.clone()).for_each(|x| row[x as usize] = CHANGED);
        if let Some(reader) = &mut self.darker
            && reader.next_into(&mut self.more)
        {
            self.more.ones(all).for_each(|x| row[x as usize] = DARKER);
        }
    }
}

fn moved(moves: &Moves, moved: &[bool], x: u32, y: u32) -> bool {
    moves.cluster_at(x, y).is_some_and(|cluster| moved[cluster as usize])
}

/// The different pixels of kept regions. Where not every region is kept, the labels are given once more: the same rows
/// give the same labels.
struct Changed<'a> {
    reader: MaskReader<'a>,
    kept: &'a [bool],
    /// Rows that were read, of which the dilated picture is not complete yet.
    dilation: Dilation<BitRow>,
    components: Components,
    /// Rows that are complete.
    ready: std::collections::VecDeque<(u32, BitRow)>,
    read: u32,
    height: u32,
}

impl<'a> Changed<'a> {
    fn new(canvas: Size, shown: &'a Shown) -> Self {
        Self {
            reader: shown.masks.different.reader(),
            kept: &shown.kept,
            dilation: Dilation::new(canvas.width, canvas.height),
            components: Components::default(),
            ready: std::collections::VecDeque::new(),
            read: 0,
            height: canvas.height,
        }
    }

    /// Puts row `y` into `bits`.
    fn row(&mut self, y: u32, bits: &mut BitRow) {
        if self.kept.is_empty() {
            self.reader.next_into(bits);
            return;
        }
        // Row y is complete when a row beyond its reach was taken in.
        while self.read < self.height && self.read <= y + RADIUS + 1 {
            self.take_in(bits);
        }
        bits.clear();
        while let Some((row, _)) = self.ready.front() {
            if *row > y {
                return;
            }
            if let Some((row, ready)) = self.ready.pop_front().filter(|(row, _)| *row == y) {
                debug_assert_eq!(row, y);
                bits.clone_from(&ready);
            }
        }
    }

    fn take_in(&mut self, bits: &mut BitRow) {
        let Self { reader, kept, dilation, components, ready, read, height } = self;
        let mut emit = |y: u32, dilated: &BitRow, own: Option<BitRow>| {
            let runs = components.row(y, dilated);
            let Some(own) = own else { return };
            let mut shown = own.clone();
            shown.clear();
            for run in runs.iter().filter(|run| kept[run.label as usize]) {
                own.ones(run.x.clone()).for_each(|x| shown.set(x));
            }
            ready.push_back((y, shown));
        };
        if reader.next_into(bits) {
            dilation.push(*read, bits.clone(), bits.clone(), &mut emit);
        } else {
            dilation.skip(*read, &mut emit);
        }
        *read += 1;
        if read == height {
            dilation.finish(&mut emit);
        }
    }
}
