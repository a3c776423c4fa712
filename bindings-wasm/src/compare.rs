//! One comparison: pictures and options in, report and highlighted picture out.

use depicted::{Clock, Differ, Options, Picture, RgbaView};

use crate::failure::Failure;

/// A picture as it came over the boundary.
pub(crate) struct Given<'a> {
    /// An encoded picture, or RGBA8 pixels where there is a size.
    pub(crate) bytes: &'a [u8],
    /// Width and height of raw pixels; empty for an encoded picture.
    pub(crate) size: &'a [u32],
}

/// What came of it.
pub(crate) struct Compared {
    /// The report as JSON text.
    pub(crate) report: String,
    /// The highlighted picture, where one was drawn.
    pub(crate) highlight: Option<Vec<u8>>,
}

impl<'a> Given<'a> {
    fn picture(&self) -> Result<Picture<'a>, depicted::Error> {
        match *self.size {
            [width, height] => RgbaView::new(self.bytes, width, height).map(Picture::from_rgba),
            _ => Ok(Picture::from_bytes(self.bytes)),
        }
    }
}

/// Compares. `options` is JSON text; `draw` asks for the highlighted picture.
pub(crate) fn compare(
    before: &Given<'_>,
    after: &Given<'_>,
    options: &str,
    draw: bool,
    clock: impl Clock,
) -> Result<Compared, Failure> {
    let options = read(options).map_err(|error| Failure::bad_option(&error))?;
    let mut highlight = Vec::new();
    let differ = Differ::new(options).clock(clock);
    let differ = if draw { differ.highlight_to_writer(&mut highlight) } else { differ };
    let report = differ.diff(before.picture()?, after.picture()?)?;
    let text = serde_json::to_string(&report).unwrap_or_default();
    Ok(Compared { report: text, highlight: report.highlight_written.then_some(highlight) })
}

/// Reads options by way of a value, so that messages do not speak of lines and columns that nobody wrote.
fn read(options: &str) -> Result<Options, serde_json::Error> {
    serde_json::from_value(serde_json::from_str(options)?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const WHITE: [u8; 8] = [255; 8];
    const BLACK: [u8; 8] = [255, 255, 255, 255, 0, 0, 0, 255];

    fn run(options: &str, draw: bool) -> Result<Compared, Failure> {
        let [before, after] = [&WHITE, &BLACK].map(|bytes| Given { bytes, size: &[2, 1] });
        compare(&before, &after, options, draw, || Duration::ZERO)
    }

    #[test]
    fn draws_what_it_is_asked_for() {
        let drawn = run(r#"{"metric": "exact"}"#, true).unwrap();
        assert!(drawn.highlight.is_some_and(|png| png.starts_with(b"\x89PNG")));
        assert!(drawn.report.contains(r#""verdict":"different""#));
        assert!(run(r#"{"metric": "exact"}"#, false).unwrap().highlight.is_none());
    }

    #[test]
    fn an_unknown_option_is_named_without_a_place_in_a_text() {
        let failure = run(r#"{"output": "diff.png"}"#, true).err().unwrap().json();
        assert!(
            failure.contains(r#""code":"bad_option""#) && failure.contains("unknown field `output`"),
            "{failure}"
        );
        assert!(!failure.contains("line 1"), "{failure}");
    }

    #[test]
    fn pixels_of_another_length_are_corrupt() {
        let given = Given { bytes: &WHITE, size: &[3, 1] };
        let failure = compare(&given, &given, "{}", true, || Duration::ZERO).err().unwrap().json();
        assert!(failure.contains(r#""code":"corrupt_image""#), "{failure}");
    }
}
