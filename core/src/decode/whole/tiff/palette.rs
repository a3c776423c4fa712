//! TIFF palettes. The decoder reads none: so it is told that the numbers are greys, and they become colours here.

use tiff::tags::Tag;

use super::{Reader, directory, fault, unsupported};
use crate::Error;
use crate::decode::narrow::narrow;

/// The colours of a picture whose pixels are numbers.
pub(super) struct Palette(Vec<[u8; 3]>);

impl Palette {
    /// The same file, in which pixels are said to be greys; `None` where they are no numbers of a palette.
    pub(super) fn as_greys(bytes: &[u8], directory: &directory::Directory) -> Option<Vec<u8>> {
        let place = directory.palette_at?;
        let mut greys = bytes.to_vec();
        greys[place] = GREY;
        Some(greys)
    }

    /// Reads the colours for pixels of `bits`: all reds, all greens, all blues, of 16 bits each.
    ///
    /// # Errors
    /// `unsupported_format` for pixels of other widths, `corrupt_image` where colours are missing.
    pub(super) fn of(decoder: &mut Reader<'_>, bits: u8) -> Result<Self, Error> {
        if !matches!(bits, 1 | 2 | 4 | 8) {
            return Err(unsupported(format_args!("a palette for pixels of {bits} bits")));
        }
        let count = 1 << bits;
        let samples = decoder.find_tag_unsigned_vec::<u16>(Tag::ColorMap).map_err(|e| fault(&e))?;
        let samples = samples.unwrap_or_default();
        if samples.len() != 3 * count {
            return Err(Error::corrupt(format!(
                "the TIFF is damaged: its palette has {} samples, and pixels of {bits} bits take {}",
                samples.len(),
                3 * count
            )));
        }
        let level = if samples.iter().all(|sample| *sample < 256) {
            // Some programs write 8 bits into the 16; libtiff tells them apart in this way too.
            |sample: u16| sample as u8
        } else if samples.iter().all(|sample| sample.is_multiple_of(256)) {
            // Others fill up with zeros: rounding would make most levels darker by one.
            |sample: u16| (sample >> 8) as u8
        } else {
            narrow
        };
        let colour = |number: usize| [0, 1, 2].map(|channel| level(samples[channel * count + number]));
        Ok(Self((0..count).map(colour).collect()))
    }

    /// The colour of a number of no more bits than were stated.
    pub(super) fn colour(&self, number: u8) -> [u8; 3] {
        self.0[usize::from(number)]
    }
}

/// What the directory says of pixels that are greys from black to white.
const GREY: u8 = 1;
