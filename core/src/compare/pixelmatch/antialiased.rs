//! Is a pixel likely to be part of anti-aliasing?
//!
//! It is when it lies on a slope between a darker and a brighter neighbour, and one of these belongs to a flat area in
//! both pictures.
//!
//! Source: V. Vyšniauskas, "Anti-aliased pixel and intensity slope detector", Elektronika ir Elektrotechnika 95 (2009),
//! as pixelmatch reads it.

use super::delta::Blend;
use crate::compare::neighbours::{Rows, by_column, on_border};

/// Looks at pixel `x`, `y` of `picture`; `other` is the second picture. Neighbours are visited column by column, which
/// decides between equally dark ones.
pub(super) fn antialiased(picture: &Rows<'_>, other: &Rows<'_>, x: u32, y: u32, blend: Blend) -> bool {
    // Most pixels lie in flat areas, which is seen without any brightness.
    if picture.has_many_siblings(x, y) {
        return false;
    }
    let centre = picture.at(x, y);
    let mut equal = u32::from(on_border(x, y, picture.frame));
    let (mut darkest, mut brightest) = ((0.0, 0, 0), (0.0, 0, 0));
    for (nx, ny) in by_column(x, y, picture.frame) {
        let delta = blend.brightness_delta(centre, picture.at(nx, ny), x, y);
        if delta == 0.0 {
            equal += 1;
            if equal > 2 {
                return false;
            }
        } else if delta < darkest.0 {
            darkest = (delta, nx, ny);
        } else if delta > brightest.0 {
            brightest = (delta, nx, ny);
        }
    }
    if darkest.0 == 0.0 || brightest.0 == 0.0 {
        return false;
    }
    let flat_in_both =
        |(_, x, y): (f64, u32, u32)| picture.has_many_siblings(x, y) && other.has_many_siblings(x, y);
    flat_in_both(darkest) || flat_in_both(brightest)
}
