//! Tone curves of profiles: which light a sample stands for.

/// 1 in light.
pub(super) const ONE: i64 = 1 << 24;

/// Exponents of more than this are no tone curve.
const STEEPEST: u64 = 16 << 32;

/// The light of all samples of 8 bits by a curve of type `curv` or `para`; none where the curve is broken.
pub(super) fn light(tag: &[u8]) -> Option<[i64; 256]> {
    match tag.get(..4)? {
        b"curv" => sampled(tag.get(8..)?),
        b"para" => parametric(tag.get(8..)?),
        _ => None,
    }
}

/// A number of points: none for a straight line, one for an exponent, more for a table.
fn sampled(body: &[u8]) -> Option<[i64; 256]> {
    let (count, points) = body.split_first_chunk()?;
    let count = u32::from_be_bytes(*count) as usize;
    let points = points.get(..count.checked_mul(2)?)?.as_chunks::<2>().0;
    let point = |at: usize| i64::from(u16::from_be_bytes(points[at]));
    match count {
        0 => Some(table(|x| x)),
        // 8 bits of the exponent are its fraction.
        1 => power_table((point(0) as u64) << 24),
        _ => Some(std::array::from_fn(|sample| {
            let (at, part) = (sample * (count - 1) / 255, (sample * (count - 1) % 255) as i64);
            let next = point((at + 1).min(count - 1));
            let between = point(at) * (255 - part) + next * part;
            (between * ONE + 255 * 0xffff / 2) / (255 * 0xffff)
        })),
    }
}

fn power_table(exponent: u64) -> Option<[i64; 256]> {
    (1..=STEEPEST).contains(&exponent).then(|| table(|x| power(x, exponent)))
}

/// One of the five formulas of the standard, with the names that it gives the parameters.
fn parametric(body: &[u8]) -> Option<[i64; 256]> {
    let &[kind_high, kind_low, _, _, ref parameters @ ..] = body else { return None };
    let parameter = |at: usize| {
        let bytes = parameters.get(at * 4..)?.first_chunk()?;
        Some(f64::from(i32::from_be_bytes(*bytes)) / 65536.0)
    };
    let exponent = i32::from_be_bytes(*parameters.first_chunk()?);
    let exponent = u64::try_from(exponent).ok()? << 16;
    if !(1..=STEEPEST).contains(&exponent) {
        return None;
    }
    // Below zero there is no power. The formulas put the bend of the curve there too.
    let power = |x: f64| power(x.max(0.0), exponent);

    let kind = u16::from_be_bytes([kind_high, kind_low]);
    if kind == 0 {
        return Some(table(power));
    }
    let (a, b) = (parameter(1)?, parameter(2)?);
    match kind {
        1 => Some(table(|x| power(a * x + b))),
        2 => {
            let c = parameter(3)?;
            Some(table(|x| power(a * x + b) + c))
        }
        3 | 4 => {
            let (c, d) = (parameter(3)?, parameter(4)?);
            let (e, f) = if kind == 4 { (parameter(5)?, parameter(6)?) } else { (0.0, 0.0) };
            Some(table(|x| if x >= d { power(a * x + b) + e } else { c * x + f }))
        }
        _ => None,
    }
}

/// A function of 0..=1 at all samples.
fn table(function: impl Fn(f64) -> f64) -> [i64; 256] {
    std::array::from_fn(|sample| {
        let light = function(sample as f64 / 255.0).clamp(0.0, 1.0);
        (light * ONE as f64 + 0.5) as i64
    })
}

/// `x`, not below 0, to the power of `exponent` / 2^32. The fraction of the exponent is taken bit by bit: each stands for
/// a square root of the one before.
pub(super) fn power(x: f64, exponent: u64) -> f64 {
    let mut product = 1.0;
    for _ in 0..exponent >> 32 {
        product *= x;
    }
    let mut root = x;
    for bit in (0..32).rev() {
        root = root.sqrt();
        if exponent >> bit & 1 == 1 {
            product *= root;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curv(points: &[u16]) -> Vec<u8> {
        let mut tag = b"curv\0\0\0\0".to_vec();
        tag.extend((points.len() as u32).to_be_bytes());
        tag.extend(points.iter().flat_map(|point| point.to_be_bytes()));
        tag
    }

    fn para(kind: u16, parameters: &[f64]) -> Vec<u8> {
        let mut tag = b"para\0\0\0\0".to_vec();
        tag.extend(kind.to_be_bytes());
        tag.extend([0, 0]);
        tag.extend(parameters.iter().flat_map(|p| ((p * 65536.0).round() as i32).to_be_bytes()));
        tag
    }

    #[test]
    fn powers_are_those_of_the_library() {
        for exponent in [0.25, 1.0, 1.8, 2.2, 2.4, 15.5] {
            for step in 0..=100 {
                let x = f64::from(step) / 100.0;
                let ours = power(x, (exponent * 4_294_967_296.0) as u64);
                // The exponent is cut after 32 bits, each root adds half a unit in the last place.
                assert!((ours - x.powf(exponent)).abs() < 1e-9, "{x} {exponent}");
            }
        }
    }

    #[test]
    fn three_spellings_of_one_curve_are_one() {
        let line = light(&curv(&[])).unwrap();
        assert_eq!((line[0], line[51], line[255]), (0, (ONE as f64 / 5.0).round() as i64, ONE));
        assert_eq!(light(&curv(&[0, 65535])).unwrap(), line);
        assert_eq!(light(&curv(&[0x100])).unwrap(), line);
        assert_eq!(light(&para(0, &[1.0])).unwrap(), line);
        assert_eq!(light(&para(3, &[1.0, 1.0, 0.0, 1.0, 0.5])).unwrap(), line);
        assert_eq!(light(&curv(&[0x200])).unwrap(), light(&para(1, &[2.0, 1.0, 0.0])).unwrap());
        assert_eq!(light(&para(4, &[1.0, 1.0, 0.0, 0.0, 0.5, 0.0, 0.25])).unwrap()[..128], [ONE / 4; 128]);
    }

    #[test]
    fn what_is_no_curve_is_none() {
        assert!(light(b"").is_none());
        assert!(light(b"XYZ \0\0\0\0\0\0\0\0").is_none());
        assert!(light(&curv(&[0])).is_none());
        assert!(light(&curv(&[0xffff])).is_none());
        assert!(light(&curv(&[0, 1, 2])[..17]).is_none());
        assert!(light(b"curv\0\0\0\0\xff\xff\xff\xff").is_none());
        assert!(light(&para(0, &[])).is_none());
        assert!(light(&para(0, &[-1.0])).is_none());
        assert!(light(&para(4, &[2.0, 1.0, 0.0, 1.0, 0.0, 0.0])).is_none());
        assert!(light(&para(5, &[1.0; 7])).is_none());
    }
}
