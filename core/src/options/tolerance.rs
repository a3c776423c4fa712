//! Differences that are accepted.

use serde::{Deserialize, Serialize};

/// A difference within these limits still counts as the same, and the report says so.
///
/// Where both limits are given, both must hold. A change of size is measured like any other: pixels that only one
/// picture has are different.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tolerance {
    /// The most pixels that may differ. Default: none.
    pub max_different_pixels: Option<u64>,
    /// The largest distortion, 0 to 1. Default: none.
    pub max_distortion: Option<f64>,
    /// How far an element may have moved, in pixels along either axis, without counting as a difference. Only for
    /// `perceptual`, which recognises moves by one pixel. Default: 0.
    pub max_shift_px: u32,
}
