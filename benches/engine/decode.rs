//! Decoding: a file against its own pixels, raw, under `exact`.
//!
//! The other picture costs no decoding, and comparing equal rows is the benchmark `equal/raw`.

use std::hint::black_box;

use criterion::Criterion;
use depicted::{Metric, RgbaView};
use depicted_benches::decode;
use depicted_benches::encode::{Layout, bmp, gif, jpeg, palette, png, qoi, tiff, webp};
use depicted_benches::page::{HEIGHT, Page, WIDTH};

use super::{group, on_one_thread};

pub(super) fn run(criterion: &mut Criterion) {
    let page = Page::new(None);
    let few_colours = palette::rounded(&page);
    let photo = jpeg(page.view());
    let colours = decode::pixels(&photo).expect("our own JPEG").samples;
    let seen = Page(colours.as_chunks().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect());
    let files = [
        ("png-rgba", png(&page, Layout::Rgba), &page),
        ("png-rgb", png(&page, Layout::Rgb), &page),
        ("png-palette", png(&few_colours, Layout::Palette), &few_colours),
        ("png-interlaced", png(&page, Layout::Interlaced), &page),
        ("jpeg", photo, &seen),
        ("webp-lossless", webp(&page), &page),
        ("gif", gif(&few_colours), &few_colours),
        ("bmp", bmp(&page), &page),
        ("tiff", tiff(&page), &page),
        ("qoi", qoi(&page), &page),
    ];

    let options = on_one_thread(Metric::Exact);
    let mut group = group(criterion, "decode");
    for (name, file, page) in &files {
        let raw = RgbaView::new(&page.0, WIDTH, HEIGHT).expect("a page has its size");
        let decode = || depicted::diff(file, raw, &options).expect("our own file");
        assert!(decode().same(), "{name} does not decode to its pixels");
        group.bench_function(*name, |bencher| bencher.iter(|| black_box(decode())));
    }
    group.finish();
}
