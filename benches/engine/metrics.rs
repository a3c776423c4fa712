//! Metrics: raw pixels, so without decoding, and without a highlight.

use std::hint::black_box;

use criterion::Criterion;
use depicted::Metric;
use depicted_benches::change::Change;

use super::{group, on_one_thread};

pub(super) fn run(criterion: &mut Criterion) {
    for (metric, metric_name) in Metric::ALL {
        let options = on_one_thread(metric);
        let mut group = group(criterion, metric_name);
        for (change, change_name) in Change::ALL {
            let [before, after] = change.pages();
            group.bench_function(change_name, |bencher| {
                bencher.iter(|| black_box(depicted::diff(before.view(), after.view(), &options)));
            });
        }
        group.finish();
    }
}
