//! A plain PNG writer for test pictures: every colour type, depth and interlacing, without compression.
//!
//! The bytes depend on nothing but the pixels (no version of a compressor), so files can be committed and made again.
//! Rows use the five filters in turn, so that a decoder meets each of them. What is wrong on purpose in a damaged file
//! is made from the same [`chunk`]s.

/// The eight bytes that every PNG begins with.
pub const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// The layout of samples, and what goes with them.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
    pub color_type: u8,
    /// Bits of a sample.
    pub depth: u8,
    /// Adam7.
    pub interlaced: bool,
    /// The entries of PLTE, if it is to be written.
    pub palette: Vec<[u8; 3]>,
    /// The contents of tRNS, if it is to be written.
    pub transparency: Vec<u8>,
}

impl Layout {
    /// A layout of `color_type` with samples of `depth` bits.
    pub fn new(color_type: u8, depth: u8) -> Self {
        Self { color_type, depth, ..Self::default() }
    }

    fn samples(&self) -> usize {
        match self.color_type {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        }
    }

    /// The bytes of one row of samples.
    fn pack(&self, samples: impl Iterator<Item = u16>) -> Vec<u8> {
        match self.depth {
            16 => samples.flat_map(u16::to_be_bytes).collect(),
            8 => samples.map(|sample| sample as u8).collect(),
            depth => {
                let samples: Vec<u16> = samples.collect();
                let per_byte = usize::from(8 / depth);
                let byte = |group: &[u16]| {
                    let bits = group.iter().fold(0, |bits, sample| bits << depth | *sample as u8);
                    (u32::from(bits) << (usize::from(depth) * (per_byte - group.len()))) as u8
                };
                samples.chunks(per_byte).map(byte).collect()
            }
        }
    }
}

/// A whole file. `samples` gives the samples of the pixel at `x`, `y`: as many as the colour type has.
pub fn encode(width: u32, height: u32, layout: &Layout, samples: impl Fn(u32, u32) -> [u16; 4]) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    file.extend(chunk(*b"IHDR", &header(width, height, layout)));
    if !layout.palette.is_empty() {
        file.extend(chunk(*b"PLTE", layout.palette.as_flattened()));
    }
    if !layout.transparency.is_empty() {
        file.extend(chunk(*b"tRNS", &layout.transparency));
    }
    file.extend(chunk(*b"IDAT", &stored(&scanlines(width, height, layout, samples))));
    file.extend(chunk(*b"IEND", &[]));
    file
}

/// The contents of IHDR.
pub fn header(width: u32, height: u32, layout: &Layout) -> Vec<u8> {
    let mut body = [width.to_be_bytes(), height.to_be_bytes()].concat();
    body.extend([layout.depth, layout.color_type, 0, 0, u8::from(layout.interlaced)]);
    body
}

/// A chunk with its length and checksum.
pub fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = (body.len() as u32).to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(body);
    chunk.extend(crc32fast::hash(&chunk[4..]).to_be_bytes());
    chunk
}

/// A zlib stream that holds `bytes` as they are.
pub fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (mut low, mut high) = (1, 0);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65521;
        high = (high + low) % 65521;
    }
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

/// Filtered rows, pass by pass.
fn scanlines(width: u32, height: u32, layout: &Layout, samples: impl Fn(u32, u32) -> [u16; 4]) -> Vec<u8> {
    const WHOLE: [(u32, u32, u32, u32); 1] = [(0, 0, 1, 1)];
    /// First column and row of a pass, and the steps between its columns and rows.
    const ADAM7: [(u32, u32, u32, u32); 7] =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
    let passes: &[_] = if layout.interlaced { &ADAM7 } else { &WHOLE };
    let pixel_bytes = (layout.samples() * usize::from(layout.depth)).div_ceil(8);
    let mut bytes = Vec::new();
    for (left, top, step_x, step_y) in passes {
        let columns: Vec<u32> = (*left..width).step_by(*step_x as usize).collect();
        if columns.is_empty() {
            continue;
        }
        let mut above: Option<Vec<u8>> = None;
        for (index, y) in (*top..height).step_by(*step_y as usize).enumerate() {
            let row =
                layout.pack(columns.iter().flat_map(|x| samples(*x, y).into_iter().take(layout.samples())));
            let zeros = vec![0; row.len()];
            let filter = (index % 5) as u8;
            bytes.push(filter);
            bytes.extend(filtered(filter, &row, above.as_ref().unwrap_or(&zeros), pixel_bytes));
            above = Some(row);
        }
    }
    bytes
}

/// A row minus what its filter predicts.
fn filtered(filter: u8, row: &[u8], above: &[u8], pixel_bytes: usize) -> Vec<u8> {
    let predicted = |index: usize| {
        let left = index.checked_sub(pixel_bytes).map_or(0, |left| row[left]);
        let corner = index.checked_sub(pixel_bytes).map_or(0, |left| above[left]);
        match filter {
            0 => 0,
            1 => left,
            2 => above[index],
            3 => u8::midpoint(left, above[index]),
            _ => paeth(left, above[index], corner),
        }
    };
    row.iter().enumerate().map(|(index, byte)| byte.wrapping_sub(predicted(index))).collect()
}

/// The neighbour that is nearest to left + above - corner.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |neighbour: u8| (estimate - i16::from(neighbour)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_png_crate_reads_what_this_writes() {
        for (color_type, depth) in [(0, 1), (0, 2), (0, 16), (2, 8), (4, 16), (6, 8), (6, 16)] {
            for interlaced in [false, true] {
                for (width, height) in [(1, 1), (3, 9), (13, 7)] {
                    let layout = Layout { interlaced, ..Layout::new(color_type, depth) };
                    let most = u32::MAX >> (32 - u32::from(depth));
                    let sample = |x: u32, y: u32, n: u32| ((x * 977 + y * 31 + n * 5) & most) as u16;
                    let samples = |x, y| [0, 1, 2, 3].map(|n| sample(x, y, n));
                    let file = encode(width, height, &layout, samples);
                    let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
                    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
                    reader.next_frame(&mut pixels).unwrap();
                    let rows =
                        (0..height).flat_map(|y| {
                            layout.pack((0..width).flat_map(move |x| samples(x, y)).enumerate().filter_map(
                                |(index, sample)| (index % 4 < layout.samples()).then_some(sample),
                            ))
                        });
                    assert_eq!(pixels, rows.collect::<Vec<u8>>(), "{layout:?} {width}x{height}");
                }
            }
        }
    }
}
