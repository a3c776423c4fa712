//! Pictures that are the same.

use std::hint::black_box;

use criterion::Criterion;
use depicted::Metric;
use depicted_benches::encode::{Layout, png};
use depicted_benches::page::Page;

use super::{group, on_one_thread};

pub(super) fn run(criterion: &mut Criterion) {
    let (page, copy) = (Page::new(None), Page::new(None));
    let file = png(&page, Layout::Rgba);
    let mut group = group(criterion, "equal");

    // Rows are copied into a window and compared; no metric looks at them.
    let options = on_one_thread(Metric::Exact);
    group.bench_function("raw", |bencher| {
        bencher.iter(|| black_box(depicted::diff(page.view(), copy.view(), &options)));
    });
    // `perceptual` also counts how many tiles have texture.
    let options = on_one_thread(Metric::Perceptual);
    group.bench_function("raw-perceptual", |bencher| {
        bencher.iter(|| black_box(depicted::diff(page.view(), copy.view(), &options)));
    });
    // Equal files are walked for damage and not inflated.
    let copy = file.clone();
    group.bench_function("png-same-bytes", |bencher| {
        bencher.iter(|| black_box(depicted::diff(&file, &copy, &options)));
    });
    group.finish();
}
