//! Numbers as people read them: as the one-line verdict writes them, for whoever writes more around it.

/// Digits in threes, as SI writes them.
///
/// ```
/// assert_eq!(depicted::numbers::grouped(1240), "1 240");
/// ```
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Four digits behind the point, or as many as show three that are not 0.
///
/// ```
/// assert_eq!(depicted::numbers::significant(0.000_012_34), "0.0000123");
/// ```
pub fn significant(value: f64) -> String {
    if value == 0.0 || value >= 0.001 {
        return format!("{value:.4}");
    }
    let places = (-value.log10()).ceil() as usize + 2;
    format!("{value:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1240), "1 240");
        assert_eq!(grouped(36_968_688), "36 968 688");
        assert_eq!(significant(0.0386), "0.0386");
        assert_eq!(significant(0.0), "0.0000");
        assert_eq!(significant(1.0), "1.0000");
        assert_eq!(significant(0.000_012_34), "0.0000123");
    }
}
