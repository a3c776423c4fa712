//! White pictures with a few pixels in another colour: what comes of them can be counted by hand.

use super::canvas::{BLACK, Canvas, WHITE};

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let white = || Canvas::new(10, 10, WHITE);
    let wide = |second: u32| Canvas::new(40, 9, WHITE).dot(5, 4, BLACK).dot(second, 4, BLACK);
    let grey = |level: u8| [level, level, level, 255];
    let scattered = |dots: &[(u32, u32)]| {
        dots.iter().fold(Canvas::new(64, 48, WHITE), |canvas, (x, y)| canvas.dot(*x, *y, BLACK))
    };
    let pictures = [
        ("white-2x2", Canvas::new(2, 2, WHITE)),
        ("one-black-2x2", Canvas::new(2, 2, WHITE).dot(1, 0, BLACK)),
        ("white-10x10", white()),
        ("black-10x10", Canvas::new(10, 10, BLACK)),
        ("three-black-10x10", white().dot(1, 1, BLACK).dot(8, 2, BLACK).dot(4, 7, BLACK)),
        ("one-red-10x10", white().dot(3, 6, [255, 0, 0, 255])),
        // One channel of three, one step of 255.
        ("one-level-10x10", white().dot(5, 5, [254, 255, 255, 255])),
        // pixelmatch: 0.5053 * 26² = 341.6 is below 35215 * 0.1² = 352.15, 0.5053 * 27² = 368.4 above.
        ("grey-steps-10x10", white().dot(2, 2, grey(255 - 26)).dot(7, 7, grey(255 - 27))),
        // One pixel darker and one brighter than the middle grey.
        ("middle-grey-10x10", Canvas::new(10, 10, grey(128))),
        ("darker-and-brighter-10x10", Canvas::new(10, 10, grey(128)).dot(2, 5, grey(8)).dot(7, 5, grey(248))),
        ("white-40x9", Canvas::new(40, 9, WHITE)),
        // Grown by 6 pixels each, the columns up to 11 and from 12 on touch; up to 11 and from 13 on they do not.
        ("two-dots-13-apart-40x9", wide(18)),
        ("two-dots-14-apart-40x9", wide(19)),
        ("white-64x48", Canvas::new(64, 48, WHITE)),
        // In the order of the report: by y, then by x.
        ("four-dots-64x48", scattered(&[(50, 2), (5, 2), (30, 24), (8, 40)])),
        // A third of the width black: an area, not a lone pixel.
        ("black-band-64x48", Canvas::new(64, 48, WHITE).rect(20, 0, 20, 48, BLACK)),
        ("white-12x10", Canvas::new(12, 10, WHITE)),
        ("white-10x13", Canvas::new(10, 13, WHITE)),
        ("white-12x8", Canvas::new(12, 8, WHITE)),
        ("white-12x13", Canvas::new(12, 13, WHITE)),
        ("black-5x5", Canvas::new(5, 5, BLACK)),
    ];
    pictures.map(|(name, canvas)| (format!("dots/{name}.png"), canvas.png())).to_vec()
}
