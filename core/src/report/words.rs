//! The one-line verdict.

use std::fmt;

use super::json::{Reason, Report, Resized, Verdict};

impl fmt::Display for Report {
    /// `different: distortion 0.0396, 9 709 of 480 000 pixels, 3 regions`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.verdict, self.within_tolerance) {
            (Verdict::Same, false) => f.write_str("same: ")?,
            (Verdict::Same, true) => f.write_str("same: within tolerance, ")?,
            (Verdict::Different, _) => f.write_str("different: ")?,
        }
        if let Some(Resized { from, to, .. }) = self.resized {
            write!(
                f,
                "reference resized from {}x{} to {}x{}, ",
                from.width, from.height, to.width, to.height
            )?;
        }
        if self.same() && !self.within_tolerance {
            write!(f, "{} pixels", grouped(self.pixels.total))?;
            return self.frames(f);
        }
        match self.reason {
            Some(Reason::Size) => write!(
                f,
                "size {}x{} became {}x{}, ",
                self.before.width, self.before.height, self.after.width, self.after.height
            )?,
            Some(Reason::Moved) => f.write_str("moved only, ")?,
            Some(Reason::Pixels) | None => {}
        }
        let plural = if self.regions_total == 1 { "" } else { "s" };
        write!(
            f,
            "distortion {}, {} of {} pixels, {} region{plural}",
            significant(self.distortion),
            grouped(self.pixels.different),
            grouped(self.pixels.total),
            grouped(self.regions_total)
        )?;
        self.frames(f)
    }
}

impl Report {
    /// `, first frame of before and after`, where not every frame was compared.
    fn frames(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.animated.as_slice() {
            [] => Ok(()),
            [side] => write!(f, ", first frame of {side}"),
            [first, second, ..] => write!(f, ", first frame of {first} and {second}"),
        }
    }
}

/// Digits in threes, as SI writes them: `1 240`.
fn grouped(number: u64) -> String {
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
fn significant(value: f64) -> String {
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
        assert_eq!(grouped(1240), "1 240");
        assert_eq!(grouped(36_968_688), "36 968 688");
        assert_eq!(significant(0.0386), "0.0386");
        assert_eq!(significant(0.0), "0.0000");
        assert_eq!(significant(1.0), "1.0000");
        assert_eq!(significant(0.000_012_34), "0.0000123");
    }
}
