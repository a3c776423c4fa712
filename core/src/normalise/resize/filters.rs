//! The filters, made of additions, multiplications and divisions only.

use fast_image_resize::{Filter, FilterType};

use crate::options::ResizeFilter;

/// The filter and how far it reaches to either side, in pixels; `nearest` is none.
pub(super) fn kernel(filter: ResizeFilter) -> Option<(FilterType, f64)> {
    let (name, weight, support): (_, fn(f64) -> f64, _) = match filter {
        ResizeFilter::Lanczos3 => ("lanczos3", |x| not_zero(lanczos3(x)), 3.0),
        ResizeFilter::CatmullRom => ("catmull-rom", |x| not_zero(catmull_rom(x)), 2.0),
        ResizeFilter::Bilinear => ("bilinear", |x| not_zero(bilinear(x)), 1.0),
        ResizeFilter::Box => ("box", |x| not_zero(mean(x)), 0.5),
        ResizeFilter::Nearest => return None,
    };
    let filter = Filter::new(name, weight, support).expect("a support is above 0");
    Some((FilterType::Custom(filter), support))
}

/// A weight of 0 as one that is lost in any sum. Weights of 0 at the ends of a filter are left out by the library, which
/// then takes the first and the last row of a part to reach as far as any, when a neighbour of theirs reaches further.
fn not_zero(weight: f64) -> f64 {
    const LOST: f64 = 1e-200;
    if weight == 0.0 { LOST } else { weight }
}

/// The sinc function under the middle lobe of one that is three times as wide.
fn lanczos3(x: f64) -> f64 {
    if x.abs() < 3.0 { sinc(x) * sinc(x / 3.0) } else { 0.0 }
}

/// The sine of a platform's library may differ in its last bit from that of another; this one does not.
fn sinc(x: f64) -> f64 {
    use std::f64::consts::PI;
    if x == 0.0 {
        return 1.0;
    }
    // sin πx is that of the distance to the nearest integer, with the sign of odd and even.
    let nearest = x.round();
    let angle = (x - nearest) * PI;
    let square = angle * angle;
    // Its series, to the power of 21: the next term is below 3e-18 where the angle is largest, π/2.
    let mut series = 0.0;
    for n in (1..=10).rev() {
        let n = f64::from(n);
        series = (1.0 + series) * -square / (2.0 * n * (2.0 * n + 1.0));
    }
    let sine = angle + angle * series;
    if nearest as i64 % 2 == 0 { sine / (PI * x) } else { -sine / (PI * x) }
}

/// The cubic through the pixels whose slope at each is that between its neighbours: R. Keys, "Cubic convolution
/// interpolation for digital image processing", IEEE Trans. ASSP 29 (1981), with a = -1/2.
fn catmull_rom(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((2.5 - 0.5 * x) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

fn bilinear(x: f64) -> f64 {
    (1.0 - x.abs()).max(0.0)
}

/// All pixels whose middle is covered; on the left edge it is not, on the right edge it is. An edge often meets a middle
/// exactly, so it is moved by more than any rounding, and every row and column sees it the same way.
fn mean(x: f64) -> f64 {
    const ROUNDING: f64 = 1e-6;
    if x > ROUNDING - 0.5 && x <= ROUNDING + 0.5 { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sine_is_that_of_the_library() {
        let library = |x: f64| match x * std::f64::consts::PI {
            0.0 => 1.0,
            angle => angle.sin() / angle,
        };
        for step in -2999..=2999 {
            let x = f64::from(step) / 1000.0;
            // The library's argument is rounded before its sine is taken, which is worth a few units in the last place.
            let (got, wanted) = (lanczos3(x), library(x) * library(x / 3.0));
            assert!((got - wanted).abs() < 1e-15, "{x}: {got} for {wanted}");
        }
    }

    #[test]
    fn a_pixel_on_a_pixel_is_that_pixel() {
        for filter in [lanczos3, catmull_rom, bilinear, mean] {
            assert!((filter(0.0) - 1.0).abs() < f64::MIN_POSITIVE);
            for x in [-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0] {
                assert!(filter(x).abs() < f64::MIN_POSITIVE);
            }
        }
    }
}
