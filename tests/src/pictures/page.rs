//! A small page with a header, lines of strokes that stand for text, and a button; and what may become of it.

use super::canvas::{BLACK, Canvas, WHITE};
use crate::random::Random;

const INK: [u8; 4] = [34, 34, 40, 255];
const BUTTON: [u8; 4] = [52, 110, 220, 255];

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let page = page(BUTTON);
    let pictures = [
        ("page", page.clone()),
        ("page-noise", noise(&page)),
        ("page-soft", soft(&page)),
        ("page-stroke-gone", page.clone().rect(30, 22, 6, 8, WHITE)),
        ("page-rule-gone", page.clone().rect(0, 14, 128, 1, WHITE)),
        // One level in each channel, and about 0.04 of OKLab lightness.
        ("page-button-hardly", self::page([53, 111, 221, 255])),
        ("page-button-faint", self::page([66, 122, 228, 255])),
        ("page-soft-stroke-gone", soft(&page).rect(30, 22, 6, 8, WHITE)),
        ("edge-hard", edge(false)),
        ("edge-soft", edge(true)),
        // Something darker and something brighter beside the smooth edge.
        ("edge-soft-and-dots", edge(true).rect(20, 3, 3, 2, BLACK).rect(2, 15, 2, 4, WHITE)),
        // A grey pixel on a slope that is flat on its dark side, or on its bright one.
        ("slope-flat-dark", slope(128, |_| 0, |place| 245 + place)),
        ("slope-flat-bright", slope(190, |place| 1 + place, |_| 255)),
        ("block-0", block(20, 20)),
        ("block-right", block(21, 20)),
        ("block-up-left", block(19, 19)),
        ("block-far", block(24, 20)),
        ("block-right-and-dot", block(21, 20).rect(84, 52, 4, 4, BLACK)),
        ("block-right-and-square", block(21, 20).rect(6, 6, 8, 8, BLACK)),
        ("line", Canvas::new(64, 64, WHITE).rect(0, 30, 64, 1, BLACK)),
        ("line-gone", Canvas::new(64, 64, WHITE)),
        ("line-down", Canvas::new(64, 64, WHITE).rect(0, 31, 64, 1, BLACK)),
    ];
    pictures.map(|(name, canvas)| (format!("page/{name}.png"), canvas.png())).to_vec()
}

fn page(button: [u8; 4]) -> Canvas {
    let mut random = Random::new(7);
    let mut page = Canvas::new(128, 96, WHITE).rect(0, 0, 128, 14, [236, 238, 242, 255]);
    page = page.rect(0, 14, 128, 1, [200, 204, 210, 255]).rect(84, 66, 32, 20, button);
    for line in 0..4 {
        let top = 22 + line * 14;
        let mut x = 8;
        while x < 70 {
            // A letter: a stem, and bars at some of three heights.
            page = page.rect(x, top, 1, 8, INK);
            for bar in [0, 4, 7] {
                if random.chance(55) {
                    page = page.rect(x, top + bar, 4, 1, INK);
                }
            }
            x += if random.chance(20) { 9 } else { 6 };
        }
    }
    page
}

/// Every sample one level up or down.
fn noise(page: &Canvas) -> Canvas {
    let mut random = Random::new(8);
    page.map(|[r, g, b, a]| {
        let [r, g, b] =
            [r, g, b].map(|sample| sample.saturating_add(random.below(3) as u8).saturating_sub(1));
        [r, g, b, a]
    })
}

/// Text that is drawn a fifth of a pixel further to the right: ink is conserved.
fn soft(page: &Canvas) -> Canvas {
    Canvas::from_fn(page.width, page.height, |x, y| {
        let left = page.at(x.saturating_sub(1), y);
        let here = page.at(x, y);
        [0, 1, 2, 3].map(|c| ((u32::from(left[c]) + u32::from(here[c]) * 4 + 2) / 5) as u8)
    })
}

/// A black triangle whose long side is hard, or drawn with three levels of anti-aliasing.
fn edge(soft: bool) -> Canvas {
    Canvas::from_fn(24, 24, |x, y| {
        let distance = i64::from(x) * 2 - i64::from(y) - 8;
        let level = if soft && (-1..=1).contains(&distance) {
            (128 + distance * 64) as u8
        } else if distance < 0 {
            0
        } else {
            255
        };
        [level, level, level, 255]
    })
}

/// Two dark columns, a grey one with another grey in its middle, two bright columns: each level by its place from 0 to 9.
fn slope(middle: u8, dark: impl Fn(u8) -> u8, bright: impl Fn(u8) -> u8) -> Canvas {
    Canvas::from_fn(5, 5, |x, y| {
        let level = match x {
            0 | 1 => dark((x * 5 + y) as u8),
            2 if y == 2 => middle,
            2 => 128,
            _ => bright(((x - 3) * 5 + y) as u8),
        };
        [level, level, level, 255]
    })
}

/// A textured block on a flat ground.
fn block(x: u32, y: u32) -> Canvas {
    let mut random = Random::new(9);
    let texture = Canvas::from_fn(24, 24, |_, _| {
        let level = random.pick(&[40, 90, 140, 190]);
        [level, level, level, 255]
    });
    Canvas::new(96, 64, [245, 245, 245, 255]).paste(x, y, &texture)
}
