//! From two PNGs in memory to a report, and to a highlight in memory, on all cores.

use std::hint::black_box;

use criterion::Criterion;
use depicted::{Differ, Metric, Options};
use depicted_benches::change::Change;
use depicted_benches::encode::{Layout, png};

use super::group;

pub(super) fn run(criterion: &mut Criterion) {
    let mut group = group(criterion, "end-to-end");
    for (change, change_name) in [(Change::Word, "word"), (Change::Noise, "noise")] {
        let [before, after] = change.pages().map(|page| png(&page, Layout::Rgb));
        for (metric, metric_name) in Metric::ALL {
            let options = Options { metric, ..Options::default() };
            group.bench_function(format!("{metric_name}-{change_name}"), |bencher| {
                bencher.iter(|| black_box(depicted::diff(&before, &after, &options)));
            });
        }
        group.bench_function(format!("perceptual-{change_name}-highlight"), |bencher| {
            bencher.iter(|| {
                let mut file = Vec::new();
                let report = Differ::default().highlight_to_writer(&mut file).diff(&before, &after);
                black_box((report, file))
            });
        });
    }
    group.finish();
}
