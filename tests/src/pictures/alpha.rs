//! Pictures with alpha.

use super::canvas::{BLACK, Canvas, WHITE};
use crate::png_file::Layout;

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let flat = |color| Canvas::new(8, 8, color);
    // Alpha grows to the right and red downwards; no pixel is opaque.
    let ramp = Canvas::from_fn(16, 16, |x, y| [(y * 17) as u8, 60, 120, (x * 16) as u8]);
    let darker = ramp.map(|[r, g, b, a]| [r / 2, g, b, a]);
    let thinner = ramp.map(|[r, g, b, a]| [r, g, b, a / 2]);
    let panel = Canvas::new(48, 48, [0; 4]).rect(8, 8, 32, 32, [40, 90, 200, 200]);
    let pictures = [
        ("white", flat(WHITE)),
        ("black", flat(BLACK)),
        ("half-black", flat([0, 0, 0, 128])),
        ("half-white", flat([255, 255, 255, 128])),
        // What half black looks like on white: (0 * 128 + 255 * 127 + 127) / 255.
        ("grey-127", flat([127, 127, 127, 255])),
        ("invisible-black", flat([0; 4])),
        ("invisible-red", flat([255, 0, 0, 0])),
        ("ramp", ramp),
        ("ramp-darker", darker),
        ("ramp-thinner", thinner),
        ("panel", panel.clone()),
        // White text that shows only on a dark ground.
        ("panel-white-dot", panel.clone().rect(20, 1, 4, 4, WHITE)),
        ("panel-black-dot", panel.rect(20, 1, 4, 4, BLACK)),
    ];
    let mut files = pictures.map(|(name, canvas)| (format!("alpha/{name}.png"), canvas.png())).to_vec();
    // Opaque, but alpha is declared: rmse then has four channels.
    let declared =
        |name: &str, canvas: &Canvas| (format!("alpha/{name}.png"), canvas.png_as(&Layout::new(6, 8)));
    files.push(declared("declared-white", &flat(WHITE)));
    files.push(declared("declared-black", &flat(BLACK)));
    files
}
