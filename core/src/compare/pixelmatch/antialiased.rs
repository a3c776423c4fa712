//! Is a pixel likely to be part of anti-aliasing?
//!
//! It is when it lies on a slope between a darker and a brighter neighbour, and one of these belongs to a flat area in
//! both pictures.
//!
//! Source: V. Vyšniauskas, "Anti-aliased pixel and intensity slope detector", Elektronika ir Elektrotechnika 95 (2009),
//! as pixelmatch reads it.

use super::delta::Blend;
use crate::compare::Frame;
use crate::compare::neighbours::{by_column, has_many_siblings, on_border};

/// Looks at pixel `x`, `y` of `picture`; `other` is the second picture. Neighbours are visited column by column, which
/// decides between equally dark ones.
pub(super) fn antialiased(
    picture: impl Fn(u32, u32) -> [u8; 4],
    other: impl Fn(u32, u32) -> [u8; 4],
    x: u32,
    y: u32,
    frame: Frame,
    blend: Blend,
) -> bool {
    let centre = picture(x, y);
    let mut equal = u32::from(on_border(x, y, frame));
    let (mut darkest, mut brightest) = ((0.0, 0, 0), (0.0, 0, 0));
    for (nx, ny) in by_column(x, y, frame) {
        let delta = blend.brightness_delta(centre, picture(nx, ny), x, y);
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
    let flat_in_both = |(_, x, y): (f64, u32, u32)| {
        has_many_siblings(&picture, x, y, frame) && has_many_siblings(&other, x, y, frame)
    };
    flat_in_both(darkest) || flat_in_both(brightest)
}
