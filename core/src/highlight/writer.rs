//! Inks to PNG, row by row: an 8-bit palette where it fits, else RGB.

use std::io::Write;

use super::ink::{Ink, Palette};
use crate::{Error, Size};

/// Bytes that are collected before they go out as one IDAT chunk.
const CHUNK: usize = 1 << 16;

/// A PNG with its head written.
pub(super) struct Png<'o> {
    writer: png::Writer<&'o mut (dyn Write + Send)>,
    pack: Pack,
}

/// The rows of a [`Png`].
pub(super) struct PngRows<'p, 'o> {
    stream: png::StreamWriter<'p, &'o mut (dyn Write + Send)>,
    pack: &'p Pack,
    row: Vec<u8>,
}

/// How an ink becomes bytes.
enum Pack {
    Indexed([u8; 260]),
    Rgb([[u8; 3]; 260]),
}

impl<'o> Png<'o> {
    /// Writes all that comes before the rows.
    pub(super) fn new(out: &'o mut (dyn Write + Send), size: Size, palette: &Palette) -> Result<Self, Error> {
        let mut encoder = png::Encoder::new(out, size.width, size.height);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let pack = if let Some(entries) = palette.indexed() {
            encoder.set_color(png::ColorType::Indexed);
            encoder
                .set_palette(entries.iter().flat_map(|(_, [r, g, b, _])| [*r, *g, *b]).collect::<Vec<u8>>());
            let transparent: Vec<u8> =
                entries.iter().map(|(_, rgba)| rgba[3]).take_while(|alpha| *alpha < 255).collect();
            if !transparent.is_empty() {
                encoder.set_trns(transparent);
            }
            Pack::Indexed(palette.indices())
        } else {
            encoder.set_color(png::ColorType::Rgb);
            Pack::Rgb(palette.colors())
        };
        Ok(Self { writer: encoder.write_header().map_err(cannot_write)?, pack })
    }

    /// Starts the rows.
    pub(super) fn rows(&mut self) -> Result<PngRows<'_, 'o>, Error> {
        let stream = self.writer.stream_writer_with_size(CHUNK).map_err(cannot_write)?;
        Ok(PngRows { stream, pack: &self.pack, row: Vec::new() })
    }
}

impl PngRows<'_, '_> {
    /// Writes the next row.
    pub(super) fn row(&mut self, inks: &[Ink]) -> Result<(), Error> {
        self.row.clear();
        match self.pack {
            Pack::Indexed(indices) => self.row.extend(inks.iter().map(|ink| indices[usize::from(*ink)])),
            Pack::Rgb(colors) => self.row.extend(inks.iter().flat_map(|ink| colors[usize::from(*ink)])),
        }
        self.stream.write_all(&self.row).map_err(|error| cannot_write(error.into()))
    }

    /// Writes what follows the last row.
    pub(super) fn finish(self) -> Result<(), Error> {
        self.stream.finish().map_err(cannot_write)
    }
}

fn cannot_write(error: png::EncodingError) -> Error {
    let error = match error {
        png::EncodingError::IoError(error) => error,
        other => std::io::Error::other(other),
    };
    Error::io("cannot write the highlighted picture", error)
}
