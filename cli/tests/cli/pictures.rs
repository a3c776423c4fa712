//! Small pictures, drawn here.

/// Width of the pages, in pixels.
pub(crate) const WIDTH: u32 = 96;
/// Height of the pages, in pixels.
pub(crate) const HEIGHT: u32 = 64;

/// A PNG of 8-bit RGB.
pub(crate) fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> =
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

const PAPER: [u8; 3] = [255, 255, 255];
const INK: [u8; 3] = [20, 20, 30];

/// A white page with dark strokes on it, as of letters.
pub(crate) fn page() -> Vec<u8> {
    png(WIDTH, HEIGHT, strokes)
}

/// The page with a red box in its lower right.
pub(crate) fn page_with_box() -> Vec<u8> {
    png(
        WIDTH,
        HEIGHT,
        |x, y| if x >= 80 && y >= 48 && x < 90 && y < 58 { [200, 0, 0] } else { strokes(x, y) },
    )
}

/// The page with its strokes one pixel further right.
pub(crate) fn page_moved() -> Vec<u8> {
    png(WIDTH, HEIGHT, |x, y| if x == 0 { PAPER } else { strokes(x - 1, y) })
}

/// The page, cut off at 48 rows.
pub(crate) fn page_shorter() -> Vec<u8> {
    png(WIDTH, 48, strokes)
}

fn strokes(x: u32, y: u32) -> [u8; 3] {
    let (column, row) = (x.wrapping_sub(20), y.wrapping_sub(16));
    let letter = column < 48 && row < 14 && (column % 8 < 2 || (column % 8 < 6 && row % 6 < 2));
    if letter { INK } else { PAPER }
}

/// What is drawn where, of a PNG.
pub(crate) fn decode(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    pixels.truncate(info.buffer_size());
    (info.width, info.height, pixels)
}
