//! Pictures with alpha.

use super::canvas::{BLACK, Canvas, WHITE};
use crate::png_file::Layout;
use crate::random::Random;

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let flat = |color| Canvas::new(8, 8, color);
    // Alpha grows to the right and red downwards; no pixel is opaque.
    let ramp = Canvas::from_fn(16, 16, |x, y| [(y * 17) as u8, 60, 120, (x * 16) as u8]);
    let darker = ramp.map(|[r, g, b, a]| [r / 2, g, b, a]);
    let thinner = ramp.map(|[r, g, b, a]| [r, g, b, a / 2]);
    let tied = tied();
    let tied_after = {
        let mut random = Random::new(14);
        let greys = greys();
        tied.map(|color| if random.chance(15) { random.pick(&greys) } else { color })
    };
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
        ("tied", tied),
        ("tied-after", tied_after),
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

/// Greys of which the translucent ones are one and the same on white: (255 - grey) * alpha is 490.
fn greys() -> Vec<[u8; 4]> {
    let tied = [[253, 245], [248, 70], [245, 49], [241, 35], [206, 10], [157, 5]];
    let opaque = [[0, 255], [60, 255], [130, 255]];
    tied.into_iter().chain(opaque).map(|[grey, alpha]| [grey, grey, grey, alpha]).collect()
}

fn tied() -> Canvas {
    let mut random = Random::new(13);
    let greys = greys();
    let few = [greys[0], greys[3], greys[7]];
    Canvas::from_fn(24, 18, |_, _| if random.chance(60) { random.pick(&few) } else { random.pick(&greys) })
}
