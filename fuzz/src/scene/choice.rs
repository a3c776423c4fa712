//! Options, sound unless one number is wild.

use arbitrary::Arbitrary;
use depicted::{
    Antialiasing, Color, Highlight, HighlightFormat, HighlightMode, Level, Metric, Options, Rect, Resize,
    ResizeFilter, Threshold, Tolerance,
};

/// Options before they are made sound.
#[derive(Arbitrary, Debug)]
pub(super) struct Choice {
    metric: u8,
    threshold: Option<u8>,
    level: Option<u8>,
    switches: [Option<bool>; 2],
    ignore: Vec<[u8; 4]>,
    mode: u8,
    webp: Option<bool>,
    resize: Option<u8>,
    always: bool,
    fade: u8,
    color: [u8; 3],
    colors: [Option<[u8; 3]>; 2],
    max_different: Option<u16>,
    max_distortion: Option<u8>,
    max_shift: u8,
    max_regions: u8,
    pub(super) band_rows: u8,
    /// A number that may be anything, infinite or none at all, and where it goes.
    pub(super) wild: Option<(f64, u8)>,
}

impl Choice {
    pub(super) fn options(&self) -> Options {
        let metric = pick(&Metric::ALL, self.metric);
        let mut options = Options {
            metric,
            threshold: self.threshold(metric),
            ignore: self.ignore.iter().take(4).map(|area| rect(*area)).collect(),
            highlight: self.highlight(),
            tolerance: self.tolerance(),
            max_regions: self.max_regions.into(),
            threads: 1,
            ..Options::default()
        };
        if let Some(filter) = self.resize {
            options.resize = Resize::Reference;
            options.resize_filter = Some(pick(&ResizeFilter::ALL, filter));
        }
        if metric == Metric::Perceptual {
            options.tolerance.max_shift_px = u32::from(self.max_shift % 3);
        }
        if matches!(metric, Metric::Pixelmatch | Metric::Odiff) {
            let antialiasing = |count| if count { Antialiasing::Count } else { Antialiasing::Ignore };
            options.antialiasing = self.switches[0].map(antialiasing);
        }
        if metric == Metric::Pixelmatch {
            options.checkerboard = self.switches[1];
            options.highlight.color_alt = self.colors[0].map(Color);
            options.highlight.antialiased_color = self.colors[1].map(Color);
        }
        if let Some((number, place)) = self.wild {
            match place % 3 {
                0 => options.threshold = Some(Threshold::Number(number)),
                1 => options.highlight.fade = number,
                _ => options.tolerance.max_distortion = Some(number),
            }
        }
        options
    }

    fn threshold(&self, metric: Metric) -> Option<Threshold> {
        let share = self.threshold.map(|byte| f64::from(byte) / 255.0);
        let number = match metric {
            Metric::Exact => None,
            Metric::Perceptual => {
                if let Some(level) = self.level {
                    return Some(Threshold::Level(pick(&Level::ALL, level)));
                }
                share.map(|share| 0.05 + 4.0 * share)
            }
            _ => share,
        };
        number.map(Threshold::Number)
    }

    fn highlight(&self) -> Highlight {
        Highlight {
            mode: pick(&HighlightMode::ALL, self.mode),
            format: self.webp.map(|webp| if webp { HighlightFormat::Webp } else { HighlightFormat::Png }),
            color: Color(self.color),
            fade: f64::from(self.fade) / 255.0,
            always: self.always,
            ..Highlight::default()
        }
    }

    fn tolerance(&self) -> Tolerance {
        Tolerance {
            max_different_pixels: self.max_different.map(u64::from),
            max_distortion: self.max_distortion.map(|byte| f64::from(byte) / 255.0),
            ..Tolerance::default()
        }
    }
}

/// One of the values that an option has by name.
fn pick<T: Copy>(all: &[(T, &str)], byte: u8) -> T {
    all[usize::from(byte) % all.len()].0
}

/// A rectangle on, across the edge of, or far beyond a page.
fn rect([x, y, width, height]: [u8; 4]) -> Rect {
    let side = |byte: u8| if byte == u8::MAX { u32::MAX } else { u32::from(byte % 64) };
    Rect::new(side(x), side(y), side(width), side(height))
}
