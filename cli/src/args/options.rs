//! A flag for each of the engine's options. Every one may be left out; no default is written here.

use clap::Args;
use depicted::{
    Antialiasing, Color, Highlight, HighlightFormat, HighlightMode, Limits, Metric, Options, Rect, Resize,
    ResizeFilter, Threshold, Tolerance,
};

use super::values::{named, number, whole};

/// How pictures are compared.
#[derive(Args, Debug)]
pub(super) struct OptionArgs {
    /// What counts as a difference
    ///
    /// perceptual: what a person would notice, not anti-aliasing, hinting or re-encoding. exact: any byte of any
    /// pixel. rmse: the number of ImageMagick's compare -metric RMSE. pixelmatch: npm's pixelmatch, pixel for pixel.
    /// odiff: npm's odiff-bin, count for count.
    #[arg(help_heading = "Comparison", long, value_parser = named(&Metric::ALL))]
    metric: Option<Metric>,

    /// How much may differ, in the unit of the metric [default: the metric's own]
    ///
    /// perceptual: least score of a visible difference, 0.05 to 20, or a level:
    ///             strict (0.7), normal (1), relaxed (1.5) [default: 1]
    /// rmse:       greatest distortion that is still the same, 0 to 1 [default: 0]
    /// pixelmatch: colour distance of one pixel, 0 to 1 [default: 0.1]
    /// odiff:      colour distance of one pixel, 0 to 1 [default: 0.1]
    /// exact:      takes none
    #[arg(help_heading = "Comparison", long, value_name = "NUMBER|LEVEL", allow_negative_numbers = true)]
    #[arg(verbatim_doc_comment)]
    threshold: Option<Threshold>,

    /// Whether pixels that look like anti-aliasing count; only for pixelmatch and odiff
    #[arg(help_heading = "Comparison", long, value_parser = named(&Antialiasing::ALL))]
    antialiasing: Option<Antialiasing>,

    /// Whether transparent pixels are blended with a checkerboard, not with white; only for pixelmatch [default: true]
    #[arg(help_heading = "Comparison", long, value_name = "BOOL")]
    checkerboard: Option<bool>,

    /// Leave out a rectangle, in pixels of the compared canvas; may be given several times
    #[arg(help_heading = "Comparison", long, value_name = "X,Y,W,H", allow_hyphen_values = true)]
    ignore: Vec<Rect>,

    /// Whether a reference of another size is scaled to the size of the new picture first
    ///
    /// It is scaled in linear light, and held in memory whole. Without it, pictures meet at the top left corner, and
    /// what only one of them has is different.
    #[arg(help_heading = "Comparison", long, value_name = "RESIZE", value_parser = named(&Resize::ALL))]
    resize: Option<Resize>,

    /// How the pixels of a scaled reference are made; only with --resize reference [default: lanczos3]
    #[arg(help_heading = "Comparison", long, value_name = "FILTER", value_parser = named(&ResizeFilter::ALL))]
    resize_filter: Option<ResizeFilter>,

    /// Accept that this many pixels differ [default: none]
    ///
    /// The verdict is then same, and says that it is within tolerance. Where --max-distortion is given as well, both
    /// must hold.
    #[arg(help_heading = "Tolerance", long, value_name = "PIXELS", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    max_different_pixels: Option<u64>,

    /// Accept a distortion up to this, 0 to 1 [default: none]
    #[arg(help_heading = "Tolerance", long, value_name = "NUMBER", value_parser = number)]
    #[arg(allow_negative_numbers = true)]
    max_distortion: Option<f64>,

    /// Accept that things moved this far along either axis; only for perceptual
    ///
    /// The metric perceptual recognises moves by one pixel.
    #[arg(help_heading = "Tolerance", long, value_name = "PIXELS", value_parser = whole::<u32>)]
    #[arg(allow_negative_numbers = true)]
    max_shift_px: Option<u32>,

    /// Colour of changed pixels: #rrggbb, #rgb, or a name of CSS
    #[arg(help_heading = "Highlight", long, value_name = "COLOR")]
    highlight_color: Option<Color>,

    /// Colour of changed pixels that became darker; only for pixelmatch and odiff [default: the same]
    #[arg(help_heading = "Highlight", long, value_name = "COLOR")]
    highlight_color_alt: Option<Color>,

    /// Colour of pixels forgiven as anti-aliasing; only for pixelmatch and odiff [default: not shown]
    #[arg(help_heading = "Highlight", long, value_name = "COLOR")]
    antialiased_color: Option<Color>,

    /// What the picture shows
    ///
    /// overlay: the changed pixels on the picture before in faded grey. mask: the changed pixels on nothing.
    /// side-by-side: before, after and the overlay next to each other.
    #[arg(help_heading = "Highlight", long, value_name = "MODE", value_parser = named(&HighlightMode::ALL))]
    highlight_mode: Option<HighlightMode>,

    /// What the picture is written as [default: webp for a file named .webp, else png]
    ///
    /// WebP is lossless, has at most 16383x16383 pixels, and is held in memory whole.
    #[arg(help_heading = "Highlight", long, value_name = "FORMAT", value_parser = named(&HighlightFormat::ALL))]
    highlight_format: Option<HighlightFormat>,

    /// Opacity of the faded picture, 0 (white) to 1 (its own grey)
    #[arg(help_heading = "Highlight", long, value_name = "NUMBER", value_parser = number)]
    #[arg(allow_negative_numbers = true)]
    fade: Option<f64>,

    /// The most pixels that a picture may have
    ///
    /// A picture is refused by its header, before memory is taken for it.
    #[arg(help_heading = "Limits", long, value_name = "PIXELS", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    max_pixels: Option<u64>,

    /// The most bytes that an encoded picture may have
    #[arg(help_heading = "Limits", long, value_name = "BYTES", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    max_bytes: Option<u64>,

    /// The most bytes that a picture may have once decoded, where its format is decoded whole
    ///
    /// These are all but PNG that is not interlaced. That is read row by row, and a row must not have more.
    #[arg(help_heading = "Limits", long, value_name = "BYTES", value_parser = whole::<u64>)]
    #[arg(allow_negative_numbers = true)]
    max_decoded_bytes: Option<u64>,

    /// The most regions that a report lists; the others are only counted
    #[arg(help_heading = "Limits", long, value_name = "REGIONS", value_parser = whole::<usize>)]
    #[arg(allow_negative_numbers = true)]
    max_regions: Option<usize>,

    /// Threads to use, 0 for all cores; the result is the same with any number
    #[arg(help_heading = "Limits", long, value_name = "THREADS", value_parser = whole::<usize>)]
    #[arg(allow_negative_numbers = true)]
    threads: Option<usize>,
}

impl OptionArgs {
    /// These options, patched by what was given.
    pub(super) fn over(&self, base: Options) -> Options {
        Options {
            metric: self.metric.unwrap_or(base.metric),
            threshold: self.threshold.or(base.threshold),
            antialiasing: self.antialiasing.or(base.antialiasing),
            checkerboard: self.checkerboard.or(base.checkerboard),
            ignore: if self.ignore.is_empty() { base.ignore } else { self.ignore.clone() },
            resize: self.resize.unwrap_or(base.resize),
            resize_filter: self.resize_filter.or(base.resize_filter),
            highlight: self.highlight(&base.highlight),
            tolerance: self.tolerance(&base.tolerance),
            max_regions: self.max_regions.unwrap_or(base.max_regions),
            limits: self.limits(&base.limits),
            threads: self.threads.unwrap_or(base.threads),
        }
    }

    fn highlight(&self, base: &Highlight) -> Highlight {
        Highlight {
            mode: self.highlight_mode.unwrap_or(base.mode),
            color: self.highlight_color.unwrap_or(base.color),
            color_alt: self.highlight_color_alt.or(base.color_alt),
            antialiased_color: self.antialiased_color.or(base.antialiased_color),
            format: self.highlight_format.or(base.format),
            fade: self.fade.unwrap_or(base.fade),
            always: base.always,
        }
    }

    fn tolerance(&self, base: &Tolerance) -> Tolerance {
        Tolerance {
            max_different_pixels: self.max_different_pixels.or(base.max_different_pixels),
            max_distortion: self.max_distortion.or(base.max_distortion),
            max_shift_px: self.max_shift_px.unwrap_or(base.max_shift_px),
        }
    }

    fn limits(&self, base: &Limits) -> Limits {
        Limits {
            max_pixels: self.max_pixels.unwrap_or(base.max_pixels),
            max_bytes: self.max_bytes.unwrap_or(base.max_bytes),
            max_decoded_bytes: self.max_decoded_bytes.unwrap_or(base.max_decoded_bytes),
        }
    }
}

#[cfg(test)]
mod tests;
