//! The one-line verdict.

use std::fmt;

use super::json::{Reason, Report, Resized, Verdict};
use super::numbers::{grouped, significant};

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
