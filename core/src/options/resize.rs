//! Whether a reference of another size is scaled.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// What happens to pictures of different sizes before they are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resize {
    /// Nothing: they meet at the top left corner, and what only one of them has is different.
    #[default]
    None,
    /// The picture before, the reference, is scaled to the size of the picture after, both ways if need be; then pixels
    /// alone decide. It is scaled in linear light and weighted by alpha, so that neither thin lines nor transparent
    /// pixels change the colour around them, to the same bits on every processor. The scaled picture is held whole,
    /// within [`max_decoded_bytes`](crate::Limits::max_decoded_bytes).
    Reference,
}

impl Resize {
    /// Both, by name.
    pub const ALL: [(Self, &'static str); 2] = [(Self::None, "none"), (Self::Reference, "reference")];
}

impl FromStr for Resize {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        super::metric::by_name(&Self::ALL, "resize", text)
    }
}

/// How the pixels of a scaled picture are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResizeFilter {
    /// Six pixels wide: the sharpest, with a faint halo along hard edges.
    #[default]
    Lanczos3,
    /// Four pixels wide: a little softer, a little less halo.
    CatmullRom,
    /// Two pixels wide: soft, without halo.
    Bilinear,
    /// One pixel wide: the mean of the pixels whose middles it covers. Exact for halves, thirds and so on.
    Box,
    /// The pixel in the middle, byte for byte: no new colours. Exact for doubles, triples and so on.
    Nearest,
}

impl ResizeFilter {
    /// Every filter, by name.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Lanczos3, "lanczos3"),
        (Self::CatmullRom, "catmull-rom"),
        (Self::Bilinear, "bilinear"),
        (Self::Box, "box"),
        (Self::Nearest, "nearest"),
    ];

    /// The name, as in JSON and on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(filter, _)| *filter == self).map_or("", |(_, name)| name)
    }
}

impl fmt::Display for ResizeFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ResizeFilter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        super::metric::by_name(&Self::ALL, "resize filter", text)
    }
}

/// Checks that a filter has something to do, and that this build can do it.
///
/// # Errors
/// `bad_option`.
pub(super) fn check(resize: Resize, filter: Option<ResizeFilter>) -> Result<(), Error> {
    match (resize, filter) {
        (Resize::None, Some(filter)) => Err(Error::bad_option(format!(
            "resize_filter {filter} has no meaning without resize: give resize = reference as well"
        ))),
        (Resize::Reference, _) if !cfg!(feature = "resize") => Err(Error::bad_option(
            "resize = reference is not in this build: turn on the feature `resize` of the crate depicted",
        )),
        _ => Ok(()),
    }
}

#[cfg(all(test, not(feature = "resize")))]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_built_is_named() {
        let error = check(Resize::Reference, None).unwrap_err();
        assert_eq!(error.code(), "bad_option");
        assert!(error.to_string().contains("feature `resize`"), "{error}");
    }
}
