//! A picture as JavaScript gives it.

use std::borrow::Cow;

use depicted::{Error, Picture, RgbaView};
use napi::bindgen_prelude::{Either3, Uint8ArraySlice};
use napi_derive::napi;

/// A path, the bytes of a file, or pixels.
pub type Handed<'a> = Either3<String, Uint8ArraySlice<'a>, RawPixels<'a>>;

/// Pixels: sRGB, straight alpha, rows top to bottom.
#[napi(object, object_to_js = false)]
pub struct RawPixels<'a> {
    /// Red, green, blue and alpha of each pixel, a byte each, without gaps between rows.
    #[napi(ts_type = "Uint8Array | Uint8ClampedArray")]
    pub data: Uint8ArraySlice<'a>,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// The same, borrowed for a call or owned for a thread.
pub(crate) enum Given<'a> {
    Path(String),
    Bytes(Cow<'a, [u8]>),
    Pixels { data: Cow<'a, [u8]>, width: u32, height: u32 },
}

impl<'a> Given<'a> {
    /// Borrows the bytes: nothing else runs on this thread until they are given back.
    pub(crate) fn borrowed(handed: &'a Handed<'_>) -> Self {
        match handed {
            Either3::A(path) => Self::Path(path.clone()),
            Either3::B(bytes) => Self::Bytes(Cow::Borrowed(bytes)),
            Either3::C(RawPixels { data, width, height }) => {
                Self::Pixels { data: Cow::Borrowed(data), width: *width, height: *height }
            }
        }
    }

    /// Copies the bytes: JavaScript may write to its own while a thread reads these.
    pub(crate) fn owned(handed: &Handed<'_>) -> Given<'static> {
        match handed {
            Either3::A(path) => Given::Path(path.clone()),
            Either3::B(bytes) => Given::Bytes(Cow::Owned(bytes.to_vec())),
            Either3::C(RawPixels { data, width, height }) => {
                Given::Pixels { data: Cow::Owned(data.to_vec()), width: *width, height: *height }
            }
        }
    }

    /// The picture for the engine.
    pub(crate) fn picture(&self) -> Result<Picture<'_>, Error> {
        Ok(match self {
            Self::Path(path) => Picture::from_path(path),
            Self::Bytes(bytes) => Picture::from_bytes(&**bytes),
            Self::Pixels { data, width, height } => Picture::from_rgba(RgbaView::new(data, *width, *height)?),
        })
    }
}
