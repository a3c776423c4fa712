//! TIFF: the first page, of greys, RGB or a palette, with or without alpha, plain or packed by bits, LZW or deflate.
//!
//! The `tiff` crate is the one of the image-rs project, fuzzed there, and takes limits; what it gives is turned into
//! RGBA8 here. Samples of 16 bits are rounded as in PNG; premultiplied colours are divided by their alpha. Refused by
//! name are samples that are signed, floating or of other widths, CMYK, Lab, and JPEG or fax inside TIFF.

mod directory;
mod palette;

use std::io::{Cursor, ErrorKind};

use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use palette::Palette;

use super::Whole;
use crate::decode::narrow::narrow;
use crate::{Error, Limits, Size};

// Values of tags that the decoder does not show.
const NO_PREDICTION: u16 = 1;
const PLANES: u16 = 2;
const ASSOCIATED_ALPHA: u16 = 1;
const UNASSOCIATED_ALPHA: u16 = 2;

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

/// Decodes the first page into RGBA8 where it declares alpha, and RGB8 where not.
pub(in crate::decode) fn decode(bytes: &[u8], limits: &Limits) -> Result<Whole, Error> {
    let greys = Palette::as_greys(bytes, &directory::check(bytes)?);
    let mut decoder = Decoder::new(Cursor::new(greys.as_deref().unwrap_or(bytes))).map_err(|e| fault(&e))?;
    let (width, height) = decoder.dimensions().map_err(|e| fault(&e))?;
    let size = Size { width, height };
    limits.check_pixels(size)?;
    let layout = Layout::of(&mut decoder, greys.is_some())?;
    layout.check(&mut decoder, size, limits)?;

    let profile = decoder.find_tag(Tag::IccProfile).ok().flatten().and_then(|value| value.into_u8_vec().ok());
    let animated = decoder.more_images();
    let has_alpha = layout.alpha != Alpha::None;
    // What it takes was checked.
    let mut unlimited = tiff::decoder::Limits::unlimited();
    unlimited.ifd_value_size = 1 << 20;
    let samples = samples(decoder.with_limits(unlimited))?;
    let pixels = layout.pixels(samples, size);
    Ok(Whole::new(size, has_alpha, pixels)
        .animated(animated)
        .with_profile(profile.as_deref(), layout.colours == 1 && layout.palette.is_none()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alpha {
    None,
    Straight,
    Premultiplied,
}

/// How samples stand in what the decoder gives.
struct Layout {
    bits: u8,
    /// Samples of a pixel, all of them.
    samples: usize,
    /// Of these the first: 1 for greys, 3 for RGB.
    colours: usize,
    /// What the sample after the colours is.
    alpha: Alpha,
    /// What the greys stand for, if they are numbers.
    palette: Option<Palette>,
}

impl Layout {
    fn of(decoder: &mut Reader<'_>, has_palette: bool) -> Result<Self, Error> {
        let colour = decoder.colortype().map_err(|e| fault(&e))?;
        let bits = colour.bit_depth();
        let samples = colour.num_samples();
        let stored = number(decoder, Tag::SamplesPerPixel, 1)?;
        let colours = match colour {
            ColorType::Gray(1 | 2 | 4 | 8 | 16)
            | ColorType::Multiband { bit_depth: 8 | 16, num_samples: 2 } => 1,
            ColorType::RGB(8 | 16) | ColorType::RGBA(8 | 16) => 3,
            other => return Err(unsupported(format_args!("colours of the kind {other:?}"))),
        };
        if number(decoder, Tag::SampleFormat, 1)? != 1 {
            return Err(unsupported("samples that are signed or floating point numbers"));
        }
        if number(decoder, Tag::PlanarConfiguration, 1)? == PLANES && samples > 1 {
            return Err(unsupported("its channels one after the other, as planes"));
        }
        // The decoder would undo the prediction with a wrong distance between samples.
        if stored != samples && number(decoder, Tag::Predictor, NO_PREDICTION)? != NO_PREDICTION {
            return Err(unsupported("channels without a meaning, and differences of pixels"));
        }
        let alpha = match number(decoder, Tag::ExtraSamples, 0)? {
            _ if usize::from(samples) == colours => Alpha::None,
            ASSOCIATED_ALPHA => Alpha::Premultiplied,
            UNASSOCIATED_ALPHA => Alpha::Straight,
            // Four channels of RGB of which none is called extra.
            _ if colours == 3 => Alpha::Straight,
            _ => Alpha::None,
        };
        if has_palette && stored > 1 {
            return Err(unsupported("a palette, and channels besides"));
        }
        let palette = if has_palette { Some(Palette::of(decoder, bits)?) } else { None };
        Ok(Self { bits, samples: samples.into(), colours, alpha, palette })
    }

    fn row_bits(&self, width: u32) -> u64 {
        u64::from(width) * self.samples as u64 * u64::from(self.bits)
    }

    /// Checks what decoding takes: the samples, the pixels, and one row of a tile, which may be wider than the picture.
    fn check(&self, decoder: &mut Reader<'_>, size: Size, limits: &Limits) -> Result<(), Error> {
        let stored = self.row_bits(size.width).div_ceil(8) * u64::from(size.height);
        let pixels = size.pixels() * if self.alpha == Alpha::None { 3 } else { 4 };
        limits.check_decoded(stored.saturating_add(pixels), "a TIFF")?;

        // A sample of 8 bytes in 65535 channels, of which most may be dropped.
        let channels = u64::from(number(decoder, Tag::SamplesPerPixel, 1)?);
        let (chunk_width, _) = decoder.chunk_dimensions();
        let row = (u64::from(chunk_width) * u64::from(self.bits).div_ceil(8)).saturating_mul(channels);
        limits.check_decoded(row, "a row of tiles of a TIFF")
    }

    /// RGB8 or RGBA8.
    fn pixels(&self, samples: Vec<u8>, size: Size) -> Vec<u8> {
        match (self.colours, self.alpha) {
            (3, Alpha::None | Alpha::Straight) => samples,
            (3, Alpha::Premultiplied) => {
                samples.as_chunks::<4>().0.iter().copied().flat_map(straight).collect()
            }
            (_, Alpha::None) => self.opaque_greys(&samples, size),
            (_, alpha) => {
                let pixels =
                    samples.as_chunks::<2>().0.iter().map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]);
                match alpha {
                    Alpha::Premultiplied => pixels.flat_map(straight).collect(),
                    _ => pixels.flatten().collect(),
                }
            }
        }
    }

    /// Greys, or the colours that they stand for.
    fn opaque_greys(&self, samples: &[u8], size: Size) -> Vec<u8> {
        let highest = if self.bits < 8 { (1 << self.bits) - 1 } else { 255 };
        let colour = |value: u8| match &self.palette {
            Some(palette) => palette.colour(value),
            None => [(u32::from(value) * 255 / highest) as u8; 3],
        };
        if self.bits < 8 {
            self.unpacked(samples, size).flat_map(colour).collect()
        } else {
            samples.chunks_exact(self.samples).flat_map(|pixel| colour(pixel[0])).collect()
        }
    }

    /// Numbers of less than 8 bits, the first in the highest bits; rows begin at a byte.
    fn unpacked(&self, samples: &[u8], size: Size) -> impl Iterator<Item = u8> {
        let bits = self.bits;
        let row_bytes = self.row_bits(size.width).div_ceil(8) as usize;
        samples.chunks_exact(row_bytes).flat_map(move |row| {
            let values = row.iter().flat_map(move |byte| {
                (1..=8 / bits).map(move |nth| byte >> (8 - nth * bits) & ((1 << bits) - 1))
            });
            values.take(size.width as usize)
        })
    }
}

/// The samples as bytes, those of 16 bits rounded.
fn samples(mut decoder: Reader<'_>) -> Result<Vec<u8>, Error> {
    match decoder.read_image().map_err(|e| fault(&e))? {
        DecodingResult::U8(samples) => Ok(samples),
        DecodingResult::U16(samples) => Ok(samples.into_iter().map(narrow).collect()),
        _ => Err(unsupported("samples that are signed or floating point numbers")),
    }
}

/// A colour divided by its alpha, rounded.
fn straight([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    if a == 0 {
        return [0; 4];
    }
    let divided = |sample| ((u32::from(sample) * 255 + u32::from(a) / 2) / u32::from(a)).min(255) as u8;
    [divided(r), divided(g), divided(b), a]
}

/// The first number of a tag.
fn number(decoder: &mut Reader<'_>, tag: Tag, absent: u16) -> Result<u16, Error> {
    let numbers = decoder.find_tag_unsigned_vec::<u16>(tag).map_err(|e| fault(&e))?;
    Ok(numbers.and_then(|numbers| numbers.first().copied()).unwrap_or(absent))
}

fn unsupported(what: impl std::fmt::Display) -> Error {
    Error::unsupported(format!(
        "the TIFF has {what}; this build reads greys of up to 16 bits, palettes of up to 8 and RGB of 8 and \
         16 bits, convert it to PNG"
    ))
}

fn fault(error: &TiffError) -> Error {
    match error {
        TiffError::UnsupportedError(what) => {
            unsupported(format_args!("samples or a coding that are not read: {what}"))
        }
        TiffError::IoError(e) if e.kind() == ErrorKind::UnexpectedEof => {
            Error::corrupt("the TIFF is cut off or damaged: its data ends too early")
        }
        TiffError::LimitsExceeded | TiffError::IntSizeError => Error::too_large(
            "the TIFF needs more memory for its tags than is taken for them, or more than this machine addresses",
        ),
        damage => Error::corrupt(format!("the TIFF is damaged: {damage}")),
    }
}
