//! Stands in for colour profiles in a build without them: every profile is ignored.

/// No transform.
#[derive(PartialEq)]
pub(super) enum Transform {}

impl Transform {
    #[cfg(any(feature = "jpeg", feature = "webp", feature = "tiff"))]
    pub(super) fn of(_profile: &[u8], _grey: bool) -> Option<std::sync::Arc<Self>> {
        None
    }

    pub(super) fn apply(&self, _pixels: &mut [u8]) {
        match *self {}
    }
}
