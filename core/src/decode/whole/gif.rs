//! GIF: the first frame on its logical screen, transparent where the frame does not cover it, as browsers show it.
//!
//! The `gif` crate is the one of the image-rs project, fuzzed there, and has no unsafe code; it decodes the indices of
//! one frame, and all else is here. The background colour of the screen is not used, as in browsers. Of the other frames
//! only the [`blocks`] are looked at.

use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use super::{Whole, blocks};
use crate::decode::form::rgb_to_rgba;
use crate::{Error, Limits, Size};

/// Bytes for a pixel while decoding: the index, and RGBA8.
const WORKING_BYTES: u64 = 5;

/// Decodes the first frame into RGBA8 where something can be transparent, and RGB8 where not.
pub(in crate::decode) fn decode(bytes: &[u8], limits: &Limits) -> Result<Whole, Error> {
    let blocks::Blocks { screen, frames } = blocks::walk(bytes)?;
    limits.check_pixels(screen)?;
    limits.check_decoded(screen.pixels() * WORKING_BYTES, "a GIF")?;

    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    // The frame is no larger than the screen.
    options.set_memory_limit(MemoryLimit::Unlimited);
    options.allow_unknown_blocks(true);
    let mut decoder = options.read_info(bytes).map_err(|e| fault(&e))?;
    let frame = decoder.read_next_frame().map_err(|e| fault(&e))?;
    let frame = frame.ok_or_else(|| Error::corrupt("the GIF is damaged: it has no frame"))?.clone();

    let place = Place {
        left: frame.left.into(),
        top: frame.top.into(),
        width: frame.width.into(),
        covers: u32::from(frame.width) == screen.width && u32::from(frame.height) == screen.height,
    };
    let colours = colours(decoder.palette().map_err(|e| fault(&e))?, frame.transparent);
    let has_alpha = frame.transparent.is_some() || !place.covers;
    let pixels = if has_alpha {
        place.paint(&frame.buffer, screen, |index| colours[index as usize])
    } else {
        place.paint(&frame.buffer, screen, |index| {
            let [r, g, b, _] = colours[index as usize];
            [r, g, b]
        })
    };
    Ok(Whole::new(screen, has_alpha, pixels).animated(frames > 1))
}

/// The colour of each index. Past the end of the palette it is opaque black, as in PNG.
fn colours(palette: &[u8], transparent: Option<u8>) -> [[u8; 4]; 256] {
    let mut colours = [[0, 0, 0, 255]; 256];
    rgb_to_rgba(palette, colours.as_flattened_mut());
    if let Some(index) = transparent {
        colours[index as usize] = [0; 4];
    }
    colours
}

/// Where a frame is on its screen.
struct Place {
    left: usize,
    top: usize,
    width: usize,
    covers: bool,
}

impl Place {
    /// The pixels of the screen, of `N` bytes each.
    fn paint<const N: usize>(&self, frame: &[u8], screen: Size, colour: impl Fn(u8) -> [u8; N]) -> Vec<u8> {
        if self.covers {
            return frame.iter().flat_map(|index| colour(*index)).collect();
        }
        let width = screen.width as usize;
        let mut pixels = vec![0; width * screen.height as usize * N];
        let rows = pixels.chunks_exact_mut(width * N).skip(self.top);
        for (row, indices) in rows.zip(frame.chunks_exact(self.width)) {
            for (pixel, index) in row[self.left * N..].as_chunks_mut().0.iter_mut().zip(indices) {
                *pixel = colour(*index);
            }
        }
        pixels
    }
}

fn fault(error: &DecodingError) -> Error {
    match error {
        DecodingError::OutOfMemory | DecodingError::MemoryLimit => {
            Error::too_large("the GIF has a frame of more pixels than this machine addresses")
        }
        damage => Error::corrupt(format!("the GIF is damaged: {}", damage.to_string().to_lowercase())),
    }
}
