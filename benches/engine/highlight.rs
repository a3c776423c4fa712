//! The highlight: a comparison under `exact` that also draws, into nothing.
//!
//! Without drawing it is the benchmark of `exact` with the same change.

use std::hint::black_box;
use std::io;

use criterion::Criterion;
use depicted::{Differ, Highlight, HighlightMode, Metric, Options};
use depicted_benches::change::Change;

use super::{group, on_one_thread};

pub(super) fn run(criterion: &mut Criterion) {
    let mut group = group(criterion, "highlight");
    for (mode, mode_name) in HighlightMode::ALL {
        let highlight = Highlight { mode, ..Highlight::default() };
        let options = Options { highlight, ..on_one_thread(Metric::Exact) };
        for (change, change_name) in [(Change::Word, "word"), (Change::Noise, "noise")] {
            let [before, after] = change.pages();
            group.bench_function(format!("{mode_name}-{change_name}"), |bencher| {
                bencher.iter(|| {
                    let mut nowhere = io::sink();
                    let differ = Differ::new(options.clone()).highlight_to_writer(&mut nowhere);
                    black_box(differ.diff(before.view(), after.view()))
                });
            });
        }
    }
    group.finish();
}
