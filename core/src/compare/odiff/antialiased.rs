//! Is a pixel likely to be part of anti-aliasing?
//!
//! It is when it has a darker and a brighter neighbour, and in each picture one of these two belongs to a flat area.
//!
//! Source: V. Vyšniauskas, "Anti-aliased pixel and intensity slope detector", Elektronika ir Elektrotechnika 95 (2009),
//! as odiff's `antialiasing.zig` reads it. It differs from what pixelmatch makes of it: neighbours are equal when all
//! their bytes are, they are visited row by row, and the flat area may be on one side in one picture and on the other
//! side in the other one.
//!
//! Which neighbour is the darkest is decided with floats. They are `f64` additions, multiplications and divisions in the
//! order of the original, which IEEE 754 defines to the bit and Rust never fuses. Opaque colours are in the order that
//! integers would give (a test holds that): two different ones are at least 1e-8 of a level apart, and the floats wrong by
//! less than 1e-12. Only where translucent pixels blend to the very same brightness does the last bit of the original
//! speak, and only floats have it.

use crate::compare::neighbours::{Rows, by_row};

/// Looks at pixel `x`, `y` of `picture`; `other` is the second picture. Of equally bright neighbours the first counts.
pub(super) fn antialiased(picture: &Rows<'_>, other: &Rows<'_>, x: u32, y: u32) -> bool {
    if picture.has_many_siblings(x, y) {
        return false;
    }
    let centre = picture.at(x, y);
    let own = brightness(centre);
    let (mut brightest, mut darkest) = ((0.0, 0, 0), (0.0, 0, 0));
    for (nx, ny) in by_row(x, y, picture.frame) {
        let neighbour = picture.at(nx, ny);
        if neighbour == centre {
            continue;
        }
        let delta = own - brightness(neighbour);
        if delta < brightest.0 {
            brightest = (delta, nx, ny);
        } else if delta > darkest.0 {
            darkest = (delta, nx, ny);
        }
    }
    if brightest.0 == 0.0 || darkest.0 == 0.0 {
        return false;
    }
    let places = [brightest, darkest].map(|(_, x, y)| (x, y));
    any_flat(picture, places) && any_flat(other, places)
}

fn any_flat(picture: &Rows<'_>, places: [(u32, u32); 2]) -> bool {
    places.into_iter().any(|(x, y)| picture.has_many_siblings(x, y))
}

/// Y of a pixel over white, 0 to 255.
pub(super) fn brightness([r, g, b, a]: [u8; 4]) -> f64 {
    let [r, g, b] = [r, g, b].map(|sample| match a {
        0 => 255.0,
        255 => f64::from(sample),
        _ => 255.0 + (f64::from(sample) - 255.0) * (f64::from(a) / 255.0),
    });
    r * 0.298_895_31 + g * 0.586_622_47 + b * 0.114_482_23
}
