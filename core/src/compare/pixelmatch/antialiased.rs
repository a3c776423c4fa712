//! Is a pixel likely to be part of anti-aliasing?
//!
//! It is when it lies on a slope between a darker and a brighter neighbour, and one of these belongs to a flat area in
//! both pictures.
//!
//! Source: V. Vyšniauskas, "Anti-aliased pixel and intensity slope detector", Elektronika ir Elektrotechnika 95 (2009),
//! as pixelmatch reads it.

use super::delta::Blend;

/// Looks at pixel `x`, `y` of `picture`; `other` is the second picture. Neighbours are visited column by column, which
/// decides between equally dark ones.
pub(super) fn antialiased(
    picture: impl Fn(u32, u32) -> [u8; 4],
    other: impl Fn(u32, u32) -> [u8; 4],
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    blend: Blend,
) -> bool {
    let centre = picture(x, y);
    let mut equal = u32::from(on_border(x, y, width, height));
    let (mut darkest, mut brightest) = ((0.0, 0, 0), (0.0, 0, 0));
    for (nx, ny) in neighbours(x, y, width, height) {
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
        has_many_siblings(&picture, x, y, width, height) && has_many_siblings(&other, x, y, width, height)
    };
    flat_in_both(darkest) || flat_in_both(brightest)
}

/// Whether at least three neighbours have the very same bytes; the border counts as one.
fn has_many_siblings(
    picture: &impl Fn(u32, u32) -> [u8; 4],
    x: u32,
    y: u32,
    width: u32,
    height: u32,
) -> bool {
    let centre = picture(x, y);
    let same = neighbours(x, y, width, height).filter(|(nx, ny)| picture(*nx, *ny) == centre);
    same.take(3).count() + usize::from(on_border(x, y, width, height)) > 2
}

fn on_border(x: u32, y: u32, width: u32, height: u32) -> bool {
    x == 0 || y == 0 || x == width - 1 || y == height - 1
}

fn neighbours(x: u32, y: u32, width: u32, height: u32) -> impl Iterator<Item = (u32, u32)> {
    let columns = x.saturating_sub(1)..=(x + 1).min(width - 1);
    columns
        .flat_map(move |nx| (y.saturating_sub(1)..=(y + 1).min(height - 1)).map(move |ny| (nx, ny)))
        .filter(move |place| *place != (x, y))
}
