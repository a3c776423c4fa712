//! Some rows of both pictures: as they are stored, and as pixels where somebody looks.

use std::ops::Range;
use std::sync::Arc;

use crate::compare::simd;
use crate::decode::{Form, Rows};
use crate::normalise::Ignored;
use crate::parallel;

/// Rows that one thread turns into pixels at a time.
const SHARE: usize = 16;

/// How the rows of both pictures are stored.
pub(super) struct Forms {
    before: Arc<Form>,
    after: Arc<Form>,
    /// Rows of the same bytes are rows of the same pixels.
    alike: bool,
    /// Columns that both pictures have.
    common: usize,
}

impl Forms {
    pub(super) fn new(before: &dyn Rows, after: &dyn Rows) -> Self {
        let common = before.header().size.common(after.header().size).width as usize;
        let (before, after) = (Arc::clone(before.form()), Arc::clone(after.form()));
        Self { alike: before == after, before, after, common }
    }
}

/// Rows that follow each other.
pub(crate) struct Stretch {
    forms: Arc<Forms>,
    /// The picture row of the first one.
    first: u32,
    rows: Vec<Row>,
    before: Side,
    after: Side,
}

/// What is known of a row of both pictures.
#[derive(Clone, Default)]
struct Row {
    /// The columns between the first and the last pixel that differ; ignored rectangles are applied.
    span: Option<Range<u32>>,
    shown: Shown,
}

/// Which pixels of a row there are.
#[derive(Clone, Copy, Default, PartialEq)]
enum Shown {
    /// None: the stored rows are equal.
    #[default]
    Nothing,
    /// Those of the picture before, and the ones of the picture after are equal.
    Once,
    /// Those of both.
    Both,
}

/// The rows of one picture. Either buffer may be longer than there are rows.
#[derive(Default)]
struct Side {
    stored: Vec<u8>,
    /// RGBA8; empty where rows are stored like that.
    pixels: Vec<u8>,
}

impl Stretch {
    pub(super) fn new(forms: &Arc<Forms>) -> Self {
        Self {
            forms: Arc::clone(forms),
            first: 0,
            rows: Vec::new(),
            before: Side::default(),
            after: Side::default(),
        }
    }

    /// The rows of the picture that are here.
    pub(super) fn rows(&self) -> Range<u32> {
        self.first..self.first + self.rows.len() as u32
    }

    /// Takes other rows: where to store those of the picture before, and of the one after.
    pub(super) fn room(&mut self, rows: Range<u32>) -> [&mut [u8]; 2] {
        self.first = rows.start;
        self.rows.clear();
        self.rows.resize(rows.len(), Row::default());
        let Self { forms, before, after, .. } = self;
        [before.room(&forms.before, rows.len()), after.room(&forms.after, rows.len())]
    }

    /// Looks which rows differ, once they are stored, and turns these into pixels, or all of them.
    pub(super) fn compare(&mut self, ignored: &Ignored, all: bool) {
        let Self { forms, first, rows, before, after } = self;
        let lines = before.shares(&forms.before).zip(after.shares(&forms.after));
        let mut shares: Vec<_> = (*first..).step_by(SHARE).zip(rows.chunks_mut(SHARE)).zip(lines).collect();
        parallel::for_each(&mut shares, |((first, rows), (before, after))| {
            for (index, (y, row)) in (*first..).zip(&mut **rows).enumerate() {
                if !forms.alike || before.stored(index) != after.stored(index) {
                    let (before, after) = (before.pixels(index), after.pixels(index));
                    ignored.apply(y, before, after);
                    let columns = ..forms.common * 4;
                    row.span = simd::differing_pixels(&before[columns], &after[columns]);
                    row.shown = Shown::Both;
                } else if all {
                    before.pixels(index);
                    row.shown = Shown::Once;
                }
            }
        });
    }

    /// Turns such of these rows into pixels that are not yet.
    pub(super) fn show(&mut self, rows: Range<u32>) {
        for y in rows.start.max(self.first)..rows.end.min(self.rows().end) {
            let index = (y - self.first) as usize;
            if self.rows[index].shown == Shown::Nothing {
                self.before.lines(&self.forms.before).pixels(index);
                self.rows[index].shown = Shown::Once;
            }
        }
    }

    /// Row `y` of the picture before, RGBA8.
    pub(super) fn before(&self, y: u32) -> &[u8] {
        let index = (y - self.first) as usize;
        assert!(
            self.rows[index].shown != Shown::Nothing,
            "row {y} is seen, and its pass does not look there"
        );
        self.before.row(&self.forms.before, index)
    }

    /// Row `y` of the picture after, RGBA8.
    pub(super) fn after(&self, y: u32) -> &[u8] {
        let index = (y - self.first) as usize;
        match self.rows[index].shown {
            Shown::Both => self.after.row(&self.forms.after, index),
            Shown::Once | Shown::Nothing => self.before(y),
        }
    }

    /// The columns of row `y` between the first and the last pixel that differ.
    pub(super) fn span(&self, y: u32) -> Option<&Range<u32>> {
        self.rows[(y - self.first) as usize].span.as_ref()
    }
}

impl Side {
    /// Where to store this many rows. What is there is written over: to fill it with zeros first would cost as much as
    /// to compare it.
    fn room(&mut self, form: &Form, rows: usize) -> &mut [u8] {
        let stored = rows * form.row_bytes();
        if self.stored.len() < stored {
            self.stored.resize(stored, 0);
        }
        if !form.is_rgba() && self.pixels.len() < rows * form.rgba_bytes() {
            self.pixels.resize(rows * form.rgba_bytes(), 0);
        }
        &mut self.stored[..stored]
    }

    fn lines<'a>(&'a mut self, form: &'a Form) -> Lines<'a> {
        Lines { form, stored: &mut self.stored, pixels: &mut self.pixels }
    }

    /// All rows, [`SHARE`] at a time.
    fn shares<'a>(&'a mut self, form: &'a Form) -> impl Iterator<Item = Lines<'a>> {
        let mut pixels = self.pixels.chunks_mut(SHARE * form.rgba_bytes());
        let stored = self.stored.chunks_mut(SHARE * form.row_bytes());
        stored.map(move |stored| Lines { form, stored, pixels: pixels.next().unwrap_or_default() })
    }

    /// A row of pixels that were made before.
    fn row(&self, form: &Form, index: usize) -> &[u8] {
        let pixels = if form.is_rgba() { &self.stored } else { &self.pixels };
        &pixels[index * form.rgba_bytes()..][..form.rgba_bytes()]
    }
}

/// Some rows of one picture, for one thread.
struct Lines<'a> {
    form: &'a Form,
    stored: &'a mut [u8],
    pixels: &'a mut [u8],
}

impl Lines<'_> {
    /// A row as it is stored.
    fn stored(&self, index: usize) -> &[u8] {
        &self.stored[index * self.form.row_bytes()..][..self.form.row_bytes()]
    }

    /// A row, turned into pixels.
    fn pixels(&mut self, index: usize) -> &mut [u8] {
        let (from, to) = (index * self.form.row_bytes(), index * self.form.rgba_bytes());
        let stored = &mut self.stored[from..from + self.form.row_bytes()];
        if self.form.is_rgba() {
            return stored;
        }
        let pixels = &mut self.pixels[to..to + self.form.rgba_bytes()];
        self.form.rgba(stored, pixels);
        pixels
    }
}
