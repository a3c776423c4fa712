//! The same picture in every layout that PNG has: decoded, they are equal to the last bit.
//!
//! A layout that cannot hold the colours has a twin in RGBA8 beside it.

use super::canvas::Canvas;
use crate::png_file::{Layout, encode};

const SIDE: u32 = 19;

pub(super) fn all() -> Vec<(String, Vec<u8>)> {
    let mut files = greys();
    files.extend(colors());
    files.extend(palettes());
    files.extend(rounding());
    files.into_iter().map(|(name, file)| (format!("formats/{name}.png"), file)).collect()
}

/// A name, and the bytes of the file.
type File = (String, Vec<u8>);

/// Greys of 1 to 16 bits, each with its twin; with a transparent grey; interlaced.
fn greys() -> Vec<File> {
    let mut files = Vec::new();
    for depth in [1, 2, 4, 8, 16] {
        let most = u32::MAX >> (32 - u32::from(depth));
        // 16-bit samples that are exact in 8 bits: multiples of 257.
        let sample = move |x: u32, y: u32| match depth {
            16 => (x * 11 + y * 7) % 256 * 257,
            8 => (x * 11 + y * 7) % 256,
            _ => (x + y * 3) & most,
        };
        let plain = Layout::new(0, depth);
        let key = sample(1, 0);
        let keyed = Layout { transparency: (key as u16).to_be_bytes().to_vec(), ..plain.clone() };
        for (name, layout) in [("grey", &plain), ("grey-key", &keyed)] {
            let twin = Canvas::from_fn(SIDE, SIDE, |x, y| {
                let grey = (sample(x, y) * 255 / most) as u8;
                let clear = !layout.transparency.is_empty() && sample(x, y) == key;
                [grey, grey, grey, if clear { 0 } else { 255 }]
            });
            let samples = |x, y| [sample(x, y) as u16; 4];
            let interlaced = Layout { interlaced: true, ..layout.clone() };
            files.push((format!("{name}-{depth}"), encode(SIDE, SIDE, layout, samples)));
            files.push((format!("{name}-{depth}-interlaced"), encode(SIDE, SIDE, &interlaced, samples)));
            files.push((format!("{name}-{depth}-twin"), twin.png_as(&Layout::new(6, 8))));
        }
    }
    files
}

/// The same opaque, and the same transparent picture in every layout that holds it.
fn colors() -> Vec<File> {
    let opaque = |x: u32, y: u32| [(x * 13) as u8, (y * 13) as u8, ((x ^ y) * 8) as u8, 255];
    let clear = |x: u32, y: u32| [(x * 13) as u8, (y * 13) as u8, 90, (x * y % 256) as u8];
    // Where the keyed colour is, and only there, alpha is 0.
    let keyed = move |x: u32, y: u32| if x == y { [1, 2, 3, 0] } else { opaque(x, y) };
    let key = |wide: bool| {
        let samples = [1u16, 2, 3].map(|sample| if wide { sample * 257 } else { sample });
        samples.iter().flat_map(|sample| sample.to_be_bytes()).collect::<Vec<u8>>()
    };
    let mut files = Vec::new();
    let mut add = |name: &str, layout: Layout, color: &dyn Fn(u32, u32) -> [u8; 4]| {
        let factor = if layout.depth == 16 { 257 } else { 1 };
        let samples = |x, y| color(x, y).map(|sample| u16::from(sample) * factor);
        for (suffix, interlaced) in [("", false), ("-interlaced", true)] {
            let layout = Layout { interlaced, ..layout.clone() };
            files.push((format!("{name}{suffix}"), encode(SIDE, SIDE, &layout, samples)));
        }
    };
    for depth in [8, 16] {
        add(&format!("rgb-{depth}"), Layout::new(2, depth), &opaque);
        add(&format!("rgba-{depth}"), Layout::new(6, depth), &clear);
        let transparency = key(depth == 16);
        add(&format!("rgb-key-{depth}"), Layout { transparency, ..Layout::new(2, depth) }, &keyed);
        let grey_alpha = |x: u32, y: u32| [(x * 13) as u8, (y * 13) as u8, 0, 0];
        add(&format!("grey-alpha-{depth}"), Layout::new(4, depth), &grey_alpha);
    }
    add("rgb-key-twin", Layout::new(6, 8), &keyed);
    add("grey-alpha-twin", Layout::new(6, 8), &|x, y| {
        [x * 13, x * 13, x * 13, y * 13].map(|sample| sample as u8)
    });
    files
}

/// Palettes of 1 to 8 bits, with transparent entries, and their twins.
fn palettes() -> Vec<File> {
    let mut files = Vec::new();
    for depth in [1u8, 2, 4, 8] {
        let entries = 1u32 << depth;
        let palette: Vec<[u8; 3]> =
            (0..entries).map(|n| [n * 251, n * 83 + 20, (n * 31) ^ 255].map(|sample| sample as u8)).collect();
        // One entry less than there are colours: the last one is opaque.
        let transparency: Vec<u8> = (0..entries - 1).map(|n| (n * 77 + 40) as u8).collect();
        let index = |x: u32, y: u32| (x + y * 5) % entries;
        for (name, transparency) in [("palette", Vec::new()), ("palette-clear", transparency)] {
            let twin = Canvas::from_fn(SIDE, SIDE, |x, y| {
                let [r, g, b] = palette[index(x, y) as usize];
                [r, g, b, transparency.get(index(x, y) as usize).copied().unwrap_or(255)]
            });
            files.push((format!("{name}-{depth}-twin"), twin.png_as(&Layout::new(6, 8))));
            for (suffix, interlaced) in [("", false), ("-interlaced", true)] {
                let layout = Layout {
                    color_type: 3,
                    depth,
                    interlaced,
                    palette: palette.clone(),
                    transparency: transparency.clone(),
                };
                let file = encode(SIDE, SIDE, &layout, |x, y| [index(x, y) as u16; 4]);
                files.push((format!("{name}-{depth}{suffix}"), file));
            }
        }
    }
    files
}

/// 16-bit greys on both sides of a half, and what they become.
fn rounding() -> Vec<File> {
    let wide = [0x0080, 0x0081, 0xff7e, 0xff7f];
    let narrow = [0u8, 1, 254, 255];
    vec![
        ("rounded-16".into(), encode(4, 1, &Layout::new(0, 16), |x, _| [wide[x as usize]; 4])),
        ("rounded-8".into(), encode(4, 1, &Layout::new(0, 8), |x, _| [u16::from(narrow[x as usize]); 4])),
    ]
}
