//! Tables of real functions, made when the crate is compiled.
//!
//! The compiler evaluates `f64` in software, to the bit as IEEE 754 says, so a table is the same whatever machine built
//! it; at run time there is no power, no root and no float.

/// 1 in Q30.
pub(super) const ONE: i64 = 1 << 30;

/// `x` to the `1/n`, for `x` in 0..=1: Newton's method from above.
pub(super) const fn root(x: f64, n: u32) -> f64 {
    if x == 0.0 {
        return 0.0;
    }
    let mut y = 1.0;
    loop {
        let mut next = x;
        let mut i = 1;
        while i < n {
            next /= y;
            i += 1;
        }
        next = (next + y * (n - 1) as f64) / n as f64;
        // From above the iteration falls until rounding stops it.
        if next >= y {
            return y;
        }
        y = next;
    }
}

/// `x` to the `n`.
pub(super) const fn power(x: f64, n: u32) -> f64 {
    let mut y = 1.0;
    let mut i = 0;
    while i < n {
        y *= x;
        i += 1;
    }
    y
}

/// A number as Q30, rounded.
pub(super) const fn q30(x: f64) -> i64 {
    let scaled = x * ONE as f64;
    if scaled < 0.0 { -((0.5 - scaled) as i64) } else { (scaled + 0.5) as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_those_of_the_library() {
        for step in 0..=1000 {
            let x = f64::from(step) / 1000.0;
            for n in [2, 3, 5, 10] {
                // Both are within a few units in the last place of the truth.
                assert!((root(x, n) - x.powf(1.0 / f64::from(n))).abs() < 1e-14, "{x} {n}");
            }
        }
    }

    #[test]
    fn rounding_is_symmetric() {
        assert_eq!(q30(0.25), ONE / 4);
        assert_eq!(q30(-0.25), -ONE / 4);
        assert_eq!(q30(-0.4 / ONE as f64), 0);
        assert_eq!(q30(-0.6 / ONE as f64), -1);
    }
}
