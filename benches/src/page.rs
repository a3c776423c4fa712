//! A long page as a browser would show it: a header with a gradient, cards, text, and a picture in some of the cards.

use depicted::RgbaView;

use crate::random::random;

/// Pixels in a row.
pub const WIDTH: u32 = 1280;
/// Rows.
pub const HEIGHT: u32 = 3000;

const SEED: u32 = 7;
const INK: [u8; 3] = [34, 38, 46];

/// RGBA8 pixels, [`WIDTH`] by [`HEIGHT`].
#[derive(Clone, PartialEq, Eq)]
pub struct Page(pub Vec<u8>);

/// Left, top, width, height.
type Area = [u32; 4];

impl Page {
    /// The page. Its word number `word` is another one; `None` is the page as it was.
    pub fn new(word: Option<u32>) -> Self {
        let mut page = Self([255; 4].repeat((WIDTH * HEIGHT) as usize));
        page.fill([0, 0, WIDTH, HEIGHT], |_, _| [246, 247, 249]);
        page.fill([0, 0, WIDTH, 96], |x, _| [20 + (x / 16) as u8, 60, 160 - (x / 16) as u8]);
        let mut writer = Writer { page: &mut page, words: 0, other: word };
        writer.write([40, 40, 400, 16], [255; 3]);
        for card in 0..3 * 8 {
            writer.card([40 + card % 3 * 404, 130 + card / 3 * 356, 384, 336], card);
        }
        page
    }

    /// The pixels.
    ///
    /// # Panics
    /// When the length of the buffer was changed.
    pub fn view(&self) -> RgbaView<'_> {
        RgbaView::new(&self.0, WIDTH, HEIGHT).expect("a page has its size")
    }

    /// Sets every pixel to what `change` makes of its place and its colour.
    #[must_use]
    pub fn map(mut self, change: impl Fn(u32, u32, [u8; 4]) -> [u8; 4]) -> Self {
        let places = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
        for ((x, y), pixel) in places.zip(self.0.as_chunks_mut().0) {
            *pixel = change(x, y, *pixel);
        }
        self
    }

    fn fill(&mut self, [left, top, width, height]: Area, color: impl Fn(u32, u32) -> [u8; 3]) {
        for y in top..top + height {
            for x in left..left + width {
                self.set(x, y, color(x, y));
            }
        }
    }

    fn set(&mut self, x: u32, y: u32, [r, g, b]: [u8; 3]) {
        let at = (y * WIDTH + x) as usize * 4;
        self.0[at..at + 4].copy_from_slice(&[r, g, b, 255]);
    }

    fn blend(&mut self, x: u32, y: u32, ink: [u8; 3], percent: u32) {
        let at = (y * WIDTH + x) as usize * 4;
        let mixed =
            |n: usize| (u32::from(self.0[at + n]) * (100 - percent) + u32::from(ink[n]) * percent) / 100;
        self.set(x, y, [mixed(0) as u8, mixed(1) as u8, mixed(2) as u8]);
    }
}

/// Writes words, and counts them.
struct Writer<'a> {
    page: &'a mut Page,
    words: u32,
    other: Option<u32>,
}

impl Writer<'_> {
    /// A white box with a border, a heading, and text; a third of them with a picture.
    fn card(&mut self, [left, top, width, height]: Area, number: u32) {
        self.page.fill([left, top, width, height], |_, _| [222, 224, 228]);
        self.page.fill([left + 1, top + 1, width - 2, height - 2], |_, _| [255; 3]);
        self.write([left + 20, top + 20, width - 160, 16], [30, 80, 180]);
        let mut text = [left + 20, top + 52, width - 40, height - 72];
        if number.is_multiple_of(3) {
            self.page.fill([left + 20, top + 52, width - 40, 120], photo);
            text = [left + 20, top + 184, width - 40, height - 204];
        }
        self.write(text, INK);
    }

    /// Lines of words that fill an area.
    fn write(&mut self, [left, top, width, height]: Area, ink: [u8; 3]) {
        for line in (top..top + height - 12).step_by(20) {
            let mut x = left;
            loop {
                let word = self.words;
                let letters = 2 + random(SEED, word, 1) % 8;
                if x + letters * 8 > left + width {
                    break;
                }
                let seed = if self.other == Some(word) { SEED + 1 } else { SEED };
                for letter in 0..letters {
                    self.letter(x + letter * 8, line, random(seed, word, letter + 2), ink);
                }
                self.words += 1;
                x += letters * 8 + 6;
            }
        }
    }

    /// Two stems and a bar in 7x12 pixels, with soft edges.
    fn letter(&mut self, left: u32, top: u32, shape: u32, ink: [u8; 3]) {
        let [stem, gap, bar, start] = [shape % 3, 2 + shape / 3 % 3, shape / 9 % 12, shape / 108 % 4];
        for y in 0..12 {
            for x in 0..7 {
                let stroke = x == stem && y >= start || x == stem + gap || y == bar;
                let edge = x == stem + 1 && y >= start || x == stem + gap + 1;
                let percent = if stroke { 90 } else { 35 * u32::from(edge) };
                self.page.blend(left + x, top + y, ink, percent);
            }
        }
    }
}

/// Smooth, with grain, as a photograph.
pub(crate) fn photo(x: u32, y: u32) -> [u8; 3] {
    let grain = random(SEED, x, y) % 9;
    let wave = (x * 3 % 256).abs_diff(128) + (y * 5 % 256).abs_diff(128);
    [wave / 2 + 60 + grain, wave / 3 + 90 + grain, 190 - wave / 3 + grain].map(|level| level as u8)
}
