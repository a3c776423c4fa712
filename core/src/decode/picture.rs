//! What a user gives: a picture in any of the shapes that callers have at hand.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::RgbaView;

/// One of the two pictures of a comparison: encoded bytes, a path, a reader, or raw RGBA8 pixels.
///
/// Whatever converts into it can be given to [`diff`](crate::diff) as it is: `&[u8]`, `Vec<u8>` and arrays of bytes are
/// encoded pictures, strings and paths name a file, and an [`RgbaView`] is raw pixels.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pictures");
/// # let (reference, bytes) = (format!("{dir}/before.png"), std::fs::read(format!("{dir}/before.png"))?);
/// let report = depicted::diff(&reference, &bytes, &depicted::Options::default())?;
/// assert!(report.same());
/// # Ok(()) }
/// ```
///
/// The format is told by the first bytes. A non-interlaced PNG in a regular file is read row by row and never held
/// whole; a pipe is read into memory, since a comparison may need to look twice.
#[derive(Debug)]
pub struct Picture<'a>(pub(super) Given<'a>);

/// The shapes of a [`Picture`].
pub(super) enum Given<'a> {
    Bytes(Cow<'a, [u8]>),
    Path(PathBuf),
    Reader(Box<dyn Read + Send + 'a>),
    Rgba(RgbaView<'a>),
}

impl<'a> Picture<'a> {
    /// An encoded picture in memory, borrowed or owned.
    ///
    /// ```
    /// let picture = depicted::Picture::from_bytes(vec![0x89, b'P', b'N', b'G']);
    /// assert_eq!(format!("{picture:?}"), "Picture(4 bytes)");
    /// ```
    pub fn from_bytes(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self(Given::Bytes(bytes.into()))
    }

    /// An encoded picture in a file. The file is opened when the comparison starts.
    ///
    /// ```
    /// let picture = depicted::Picture::from_path("front-page.png");
    /// assert_eq!(format!("{picture:?}"), r#"Picture("front-page.png")"#);
    /// ```
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        Self(Given::Path(path.into()))
    }

    /// An encoded picture that is read when the comparison starts, to its end, and never more than
    /// [`max_bytes`](crate::Limits::max_bytes).
    ///
    /// ```
    /// let download = std::io::Cursor::new(b"not a picture");
    /// let error = depicted::diff(
    ///     depicted::Picture::from_reader(download),
    ///     "front-page.png",
    ///     &depicted::Options::default(),
    /// );
    /// assert!(error.is_err());
    /// ```
    pub fn from_reader(reader: impl Read + Send + 'a) -> Self {
        Self(Given::Reader(Box::new(reader)))
    }

    /// Raw pixels.
    ///
    /// ```
    /// let pixels = [0, 0, 0, 255].repeat(6);
    /// let picture = depicted::Picture::from_rgba(depicted::RgbaView::new(&pixels, 3, 2)?);
    /// assert_eq!(format!("{picture:?}"), "Picture(3x2 RGBA8 pixels)");
    /// # Ok::<(), depicted::Error>(())
    /// ```
    pub fn from_rgba(view: RgbaView<'a>) -> Self {
        Self(Given::Rgba(view))
    }
}

impl Picture<'_> {
    /// What a message calls it, where it has a name.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.0 {
            Given::Path(path) => Some(path.display().to_string()),
            Given::Bytes(_) | Given::Reader(_) | Given::Rgba(_) => None,
        }
    }
}

impl fmt::Debug for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Path(path) => write!(f, "{path:?}"),
            Self::Reader(_) => f.write_str("reader"),
            Self::Rgba(view) => write!(f, "{}x{} RGBA8 pixels", view.size().width, view.size().height),
        }
    }
}

impl<'a> From<&'a [u8]> for Picture<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Picture<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::from_bytes(bytes.as_slice())
    }
}

impl From<Vec<u8>> for Picture<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Picture<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::from_bytes(bytes.as_slice())
    }
}

impl<'a> From<&'a Path> for Picture<'a> {
    fn from(path: &'a Path) -> Self {
        Self::from_path(path)
    }
}

impl From<PathBuf> for Picture<'_> {
    fn from(path: PathBuf) -> Self {
        Self::from_path(path)
    }
}

impl<'a> From<&'a PathBuf> for Picture<'a> {
    fn from(path: &'a PathBuf) -> Self {
        Self::from_path(path)
    }
}

impl<'a> From<&'a str> for Picture<'a> {
    fn from(path: &'a str) -> Self {
        Self::from_path(path)
    }
}

impl<'a> From<&'a String> for Picture<'a> {
    fn from(path: &'a String) -> Self {
        Self::from_path(path)
    }
}

impl From<String> for Picture<'_> {
    fn from(path: String) -> Self {
        Self::from_path(path)
    }
}

impl<'a> From<RgbaView<'a>> for Picture<'a> {
    fn from(view: RgbaView<'a>) -> Self {
        Self::from_rgba(view)
    }
}
