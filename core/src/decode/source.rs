//! A picture, ready to be read: as often as needed, and within the limits.

#[cfg(any(feature = "png", feature = "_whole"))]
use super::format::Format;
use super::format::sniff;
use super::input::Encoded;
use super::picture::Given;
use super::raw::RawRows;
#[cfg(feature = "_whole")]
use super::whole;
use super::{Header, Picture, Rows};
use crate::{Error, Limits, RgbaView};

/// A [`Picture`] that has been looked at: its bytes are within the limits, a file exists.
pub(crate) struct Source<'a>(Kind<'a>);

enum Kind<'a> {
    Encoded(Encoded<'a>),
    Raw(RgbaView<'a>),
}

impl<'a> Source<'a> {
    /// Takes what the user gave. Readers, and files that are not regular, are read to their end.
    ///
    /// # Errors
    /// `too_large` past `max_bytes`, `io` when there is nothing to read.
    pub(crate) fn new(picture: Picture<'a>, limits: &Limits) -> Result<Self, Error> {
        Ok(Self(Kind::Encoded(match picture.0 {
            Given::Bytes(bytes) => Encoded::bytes(bytes, limits)?,
            Given::Path(path) => Encoded::path(path, limits)?,
            Given::Reader(reader) => Encoded::reader(reader, limits, "the picture")?,
            Given::Rgba(view) => return Ok(Self(Kind::Raw(view))),
        })))
    }

    /// Whether both are encoded and equal byte for byte. Raw pixels are compared by whoever reads their rows.
    ///
    /// # Errors
    /// `io`.
    pub(crate) fn same_bytes(&self, other: &Source<'_>) -> Result<bool, Error> {
        match (&self.0, &other.0) {
            (Kind::Encoded(left), Kind::Encoded(right)) => left.same_as(right),
            _ => Ok(false),
        }
    }

    /// Looks for damage without producing pixels, as cheaply as the format allows: a PNG is walked from checksum to
    /// checksum and not inflated, anything else is decoded once.
    ///
    /// # Errors
    /// As [`open`](Self::open) and the rows that it returns.
    pub(crate) fn check(&self, limits: &Limits) -> Result<Header, Error> {
        #[cfg(feature = "png")]
        if let Kind::Encoded(encoded) = &self.0
            && sniff(encoded.open()?.peek()?)? == Format::Png
        {
            return super::png::check(encoded, limits);
        }
        let mut rows = self.open(limits)?;
        rows.finish()?;
        Ok(rows.header())
    }

    /// The rows of the picture. Every limit is checked before memory is taken for pixels.
    ///
    /// # Errors
    /// `unsupported_format`, `corrupt_image`, `too_large` or `io`.
    pub(crate) fn open<'s>(&'s self, limits: &Limits) -> Result<Box<dyn Rows + 's>, Error> {
        match &self.0 {
            Kind::Raw(view) => Ok(Box::new(RawRows::new(*view, limits)?)),
            Kind::Encoded(encoded) => decode(encoded, limits),
        }
    }
}

#[cfg_attr(
    not(any(feature = "png", feature = "_whole")),
    expect(unused_variables, reason = "without codecs nothing is decoded")
)]
fn decode<'s>(encoded: &'s Encoded<'_>, limits: &Limits) -> Result<Box<dyn Rows + 's>, Error> {
    let format = sniff(encoded.open()?.peek()?)?;
    match format {
        #[cfg(feature = "png")]
        Format::Png => super::png::open(encoded, limits),
        #[cfg(feature = "jpeg")]
        Format::Jpeg => Ok(Box::new(whole::jpeg::decode(&encoded.load()?, limits)?)),
        #[cfg(feature = "webp")]
        Format::Webp => Ok(Box::new(whole::webp::decode(&encoded.load()?, limits)?)),
        #[cfg(feature = "gif")]
        Format::Gif => Ok(Box::new(whole::gif::decode(&encoded.load()?, limits)?)),
        #[cfg(feature = "bmp")]
        Format::Bmp => Ok(Box::new(whole::bmp::decode(&encoded.load()?, limits)?)),
        #[cfg(feature = "tiff")]
        Format::Tiff => Ok(Box::new(whole::tiff::decode(&encoded.load()?, limits)?)),
        #[cfg(feature = "qoi")]
        Format::Qoi => Ok(Box::new(whole::qoi::decode(&encoded.load()?, limits)?)),
        #[cfg(not(all(
            feature = "png",
            feature = "jpeg",
            feature = "webp",
            feature = "gif",
            feature = "bmp",
            feature = "tiff",
            feature = "qoi"
        )))]
        _ => unreachable!("{format:?} is refused by its signature in a build without its decoder"),
    }
}
