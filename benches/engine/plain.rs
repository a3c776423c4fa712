//! What the other figures are held against: the page as a PNG, decoded into one buffer by the crate `png` alone.

use std::hint::black_box;

use criterion::Criterion;
use depicted_benches::decode::pixels;
use depicted_benches::encode::{Layout, png};
use depicted_benches::page::Page;

use super::group;

pub(super) fn run(criterion: &mut Criterion) {
    let file = png(&Page::new(None), Layout::Rgb);
    let mut group = group(criterion, "plain");
    group.bench_function("png", |bencher| bencher.iter(|| black_box(pixels(&file))));
    group.finish();
}
