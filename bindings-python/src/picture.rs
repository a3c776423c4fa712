//! Pictures as Python gives them, made ready to be read without the interpreter.

use std::path::PathBuf;
use std::slice;

use depicted::{Error, Picture, RgbaView, Side};
use pyo3::buffer::{PyBuffer, PyUntypedBuffer};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

/// A picture of Python's. What it borrows stays where it is as long as this lives.
pub(crate) enum Given {
    Path(PathBuf),
    /// The bytes of a file.
    Bytes(PyBackedBytes),
    /// The same, out of a buffer that may be anything.
    Encoded(Vec<u8>),
    /// RGBA8 pixels.
    Pixels(Pixels),
}

/// RGBA8 pixels: straight alpha, rows top to bottom, every `stride` bytes.
pub(crate) struct Pixels {
    data: Data,
    width: u32,
    height: u32,
    stride: usize,
}

enum Data {
    Array(PyBuffer<u8>),
    Bytes(PyBackedBytes),
    Copy(Vec<u8>),
}

impl Given {
    /// Takes in a path, bytes, `(width, height, RGBA bytes)`, or any buffer: one of three dimensions is pixels, one of
    /// one dimension the bytes of a file.
    ///
    /// # Errors
    /// `TypeError`, naming the side, for anything else.
    pub(crate) fn new(given: &Bound<'_, PyAny>, side: Side) -> PyResult<Self> {
        if let Ok(bytes) = given.extract() {
            return Ok(Self::Bytes(bytes));
        }
        if let Ok(path) = given.extract() {
            return Ok(Self::Path(path));
        }
        if let Ok((width, height, bytes)) = given.extract::<(u32, u32, PyBackedBytes)>() {
            let stride = width as usize * 4;
            return Ok(Self::Pixels(Pixels { data: Data::Bytes(bytes), width, height, stride }));
        }
        let Ok(buffer) = PyUntypedBuffer::get(given) else {
            let kind = given.get_type().qualname()?;
            return Err(PyTypeError::new_err(format!(
                "{side}: {kind} is no picture: give a path, bytes, a binary file, a PIL image, or an array \
                 (height, width, 3 or 4) of uint8"
            )));
        };
        match (buffer.as_typed::<u8>(), buffer.shape()) {
            (Ok(bytes), [_]) => Ok(Self::Encoded(bytes.to_vec(given.py())?)),
            (Ok(_), [_, _, 3 | 4]) => Ok(Self::Pixels(Pixels::new(given.py(), buffer.into_typed()?)?)),
            (_, shape) => Err(PyTypeError::new_err(format!(
                "{side}: the array has shape {shape:?} and format '{}': give (height, width, 3 or 4) of uint8",
                buffer.format().to_string_lossy()
            ))),
        }
    }

    /// The picture for the engine.
    ///
    /// # Errors
    /// `corrupt_image` for pixels that do not have the size they claim.
    pub(crate) fn picture(&self) -> Result<Picture<'_>, Error> {
        Ok(match self {
            Self::Path(path) => Picture::from_path(path),
            Self::Bytes(bytes) => Picture::from_bytes(&**bytes),
            Self::Encoded(bytes) => Picture::from_bytes(bytes),
            Self::Pixels(pixels) => Picture::from_rgba(pixels.view()?),
        })
    }
}

impl Pixels {
    /// Pixels of an array of three dimensions, the last of which is 3 or 4: where they are, if they are RGBA in whole
    /// rows, else copied.
    fn new(py: Python<'_>, array: PyBuffer<u8>) -> PyResult<Self> {
        let (height, width, channels) = (array.shape()[0], array.shape()[1], array.shape()[2]);
        let side = |side: usize| {
            u32::try_from(side)
                .map_err(|_| PyTypeError::new_err(format!("{side} pixels are too many for a side")))
        };
        let (w, h) = (side(width)?, side(height)?);
        let tight = width * 4;
        let rows = match *array.strides() {
            [row, 4, 1] if channels == 4 && array.suboffsets().is_none() => usize::try_from(row).ok(),
            _ => None,
        };
        let (data, stride) = match rows {
            Some(row) if row >= tight => (Data::Array(array), row),
            _ if channels == 4 => (Data::Copy(array.to_vec(py)?), tight),
            _ => (Data::Copy(opaque(&array.to_vec(py)?)), tight),
        };
        Ok(Self { data, width: w, height: h, stride })
    }

    /// The pixels, wherever they are.
    ///
    /// # Errors
    /// `corrupt_image` when they do not have the size they claim.
    pub(crate) fn view(&self) -> Result<RgbaView<'_>, Error> {
        let Self { data, width, height, stride } = self;
        match data {
            Data::Bytes(bytes) => RgbaView::new(bytes, *width, *height),
            Data::Copy(bytes) => RgbaView::new(bytes, *width, *height),
            Data::Array(array) => RgbaView::with_stride(borrowed(array, self), *width, *height, *stride),
        }
    }
}

/// The bytes of an array from its first pixel to its last, gaps between rows included.
#[expect(unsafe_code, reason = "the buffer protocol hands out a pointer")]
fn borrowed<'a>(array: &'a PyBuffer<u8>, pixels: &Pixels) -> &'a [u8] {
    if pixels.width == 0 || pixels.height == 0 {
        return &[];
    }
    let length = pixels.stride * (pixels.height as usize - 1) + pixels.width as usize * 4;
    // SAFETY: The exporter keeps the memory of the buffer alive and in place until the buffer is released, which is when
    // `array` is dropped. Its strides are `[stride, 4, 1]`, all positive, without suboffsets: these are the bytes from
    // the first item to the last one. That nobody writes to them meanwhile is asked of the caller, in the documentation
    // of `depicted.diff`, as it is by every extension that computes on arrays while other threads run.
    unsafe { slice::from_raw_parts(array.buf_ptr().cast(), length) }
}

/// RGB pixels as RGBA.
fn opaque(rgb: &[u8]) -> Vec<u8> {
    rgb.as_chunks().0.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect()
}
