//! The target `pipeline`: what must hold of a comparison, whatever the pictures.

use depicted::{Differ, Error, HighlightFormat, Move, Options, Region, Report, RgbaView};

use crate::promises;
use crate::scene::{Page, Scene};

/// Compares the pictures of a scene in several ways, which must agree.
pub fn run(scene: &Scene) {
    let options = scene.options();
    let (before, after) = scene.pages();
    let mut highlight = Vec::new();
    let differ =
        Differ::new(options.clone()).band_rows(scene.band_rows()).highlight_to_writer(&mut highlight);
    let outcome = differ.diff(view(&before), view(&after));
    promises::outcome(&outcome, &options);
    let report = match outcome {
        Ok(report) => report,
        Err(error) => return promises::refused_option(&error, scene.is_sound()),
    };

    assert_eq!(report.highlight_written, options.highlight.always || !report.same());
    assert_eq!(report.highlight_written, !highlight.is_empty());
    if report.highlight_written {
        let webp = options.highlight.format == Some(HighlightFormat::Webp);
        let signature = if webp { &b"RIFF"[..] } else { b"\x89PNG\r\n\x1a\n" };
        assert!(highlight.starts_with(signature), "{options:?}");
        promises::highlight(&highlight, &report, options.highlight.mode);
    }

    // Without a highlight and with the usual bands, the report is the same.
    let plain = Report { highlight_written: false, ..report.clone() };
    assert_eq!(compare(&before, &after, &options).expect("it was compared before"), plain);

    // So it is from files, which are decoded row by row, or not at all where they are equal.
    let [before_file, after_file] = [&before, &after].map(Page::png);
    let from_files = depicted::diff(&before_file, &after_file, &options);
    assert_eq!(from_files.expect("it was compared before"), plain, "from files");

    // What is ignored is taken from before, and it is before that is scaled: then the sides are not alike.
    if options.ignore.is_empty() && report.resized.is_none() {
        let swapped = compare(&after, &before, &options).expect("it was compared before");
        assert_eq!(turned(swapped), plain, "the pictures the other way round");
    }
    for page in [&before, &after] {
        let itself = compare(page, page, &options).expect("it was compared before");
        assert!(itself.same() && itself.reason.is_none(), "a picture differs from itself: {itself}");
    }
}

fn view(page: &Page) -> RgbaView<'_> {
    RgbaView::new(&page.pixels, page.width, page.height).expect("a page is a picture")
}

fn compare(before: &Page, after: &Page, options: &Options) -> Result<Report, Error> {
    depicted::diff(view(before), view(after), options)
}

/// The report of the pictures the other way round.
fn turned(report: Report) -> Report {
    let back = |Move { dx, dy }: Move| Move { dx: -dx, dy: -dy };
    let turned = |region: Region| Region { moved: region.moved.map(back), ..region };
    let regions = report.regions.into_iter().map(turned).collect();
    Report { before: report.after, after: report.before, regions, ..report }
}
