//! What every report and every error keeps, whatever came in.

use depicted::{Error, HighlightMode, Metric, Options, Report, RgbaView, Size, Verdict};

/// Checks whatever came of a comparison.
pub fn outcome(outcome: &Result<Report, Error>, options: &Options) {
    match outcome {
        Ok(found) => report(found, options),
        Err(found) => error(found),
    }
}

/// Two ways of making one comparison must come to the same.
pub fn same_outcome(first: &Result<Report, Error>, again: &Result<Report, Error>) {
    match (first, again) {
        (Ok(first), Ok(again)) => assert_eq!(first, again),
        (Err(first), Err(again)) => assert_eq!(first.to_string(), again.to_string()),
        (first, again) => panic!("once {first:?}, then {again:?}"),
    }
}

/// Options may be refused, but not sound ones, and the error says that it is about an option.
pub fn refused_option(error: &Error, sound: bool) {
    assert!(!sound, "sound options are refused: {error}");
    assert_eq!(error.code(), "bad_option", "{error}");
}

/// The file must be a picture that the engine reads to its end, as large as that of the report should be.
pub fn highlight(file: &[u8], report: &Report, mode: HighlightMode) {
    let options = Options { metric: Metric::Exact, max_regions: 0, ..Options::default() };
    let raw = RgbaView::new(&[0; 4], 1, 1).expect("4 bytes are one pixel");
    let Size { width, height } = depicted::diff(file, raw, &options).expect("a highlight can be read").before;
    let wide_enough = match mode {
        HighlightMode::SideBySide => width > 3 * report.width,
        HighlightMode::Overlay | HighlightMode::Mask => width == report.width,
    };
    assert!(wide_enough && height == report.height, "{width}x{height} in mode {mode:?}: {report:?}");
}

/// One line, and a code that will not change.
fn error(error: &Error) {
    const CODES: [&str; 5] = ["unsupported_format", "corrupt_image", "too_large", "bad_option", "io"];
    assert!(CODES.contains(&error.code()), "{}", error.code());
    let message = error.to_string();
    assert!(!message.is_empty() && !message.contains(['\n', '\r', '\0']), "not one line: {message:?}");
}

fn report(report: &Report, options: &Options) {
    let tolerated = report.within_tolerance;
    assert_eq!(report.same(), report.reason.is_none() || tolerated, "{report:?}");
    assert!(!tolerated || report.verdict == Verdict::Same && report.reason.is_some(), "{report:?}");
    assert_eq!(report.metric, options.metric);
    assert!((0.0..=1.0).contains(&report.distortion), "distortion {}", report.distortion);
    assert_eq!(report.score.is_some(), report.metric == Metric::Perceptual);
    assert!(report.score.is_none_or(|score| (0.0..=1000.0).contains(&score)), "score {:?}", report.score);
    assert!(report.census.is_none_or(|share| (0.0..=1.0).contains(&share)), "census {:?}", report.census);
    canvas(report);
    pixels(report);
    regions(report, options);

    let json = serde_json::to_string(report).expect("a report is JSON");
    let again: Report = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(*report, again, "{json}");
    let line = report.to_string();
    assert!(!line.contains('\n'), "not one line: {line:?}");
}

fn canvas(report: &Report) {
    let (before, after) = (report.before, report.after);
    let canvas = Size { width: report.width, height: report.height };
    if report.resized.is_some() {
        assert_eq!(canvas, after);
        assert_ne!(before, after);
    } else {
        let (width, height) = (before.width.max(after.width), before.height.max(after.height));
        assert_eq!(canvas, Size { width, height });
    }
}

fn pixels(report: &Report) {
    let pixels = report.pixels;
    assert_eq!(pixels.total, u64::from(report.width) * u64::from(report.height));
    // The blurs of `perceptual` reach into an ignored rectangle from outside.
    let ignored = if report.metric == Metric::Perceptual { 0 } else { pixels.ignored };
    assert!(pixels.different + pixels.antialiased + ignored <= pixels.total, "{pixels:?}");
    assert!(pixels.ignored <= pixels.total, "{pixels:?}");
    assert_eq!(report.distortion == 0.0, pixels.different == 0, "{report:?}");
    assert_eq!(report.bounds.is_some(), pixels.different > 0, "{report:?}");
    assert!(report.reason.is_none() || pixels.different > 0, "{report:?}");
}

fn regions(report: &Report, options: &Options) {
    let regions = &report.regions;
    assert_eq!(regions.len() as u64, report.regions_total.min(options.max_regions as u64));
    assert!(regions.is_sorted_by_key(|region| (region.y, region.x)));
    let counted: u64 = regions.iter().map(|region| region.pixels).sum();
    assert!(counted <= report.pixels.different, "{report:?}");
    let listed_all = regions.len() as u64 == report.regions_total;
    assert_eq!(listed_all, counted == report.pixels.different, "{report:?}");
    for region in regions {
        let bounds = report.bounds.expect("there is a region");
        assert!(region.x >= bounds.x && region.x + region.width <= bounds.x + bounds.width, "{region:?}");
        assert!(region.y >= bounds.y && region.y + region.height <= bounds.y + bounds.height, "{region:?}");
        assert!(region.pixels > 0 && region.pixels <= u64::from(region.width) * u64::from(region.height));
        assert!(region.mean_error <= region.max_error && region.max_error <= 1.0, "{region:?}");
        assert_eq!(region.score.is_some(), report.score.is_some());
        assert!(region.score <= report.score, "{region:?}");
    }
}
