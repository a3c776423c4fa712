//! Benchmarks of the engine, stage by stage and end to end, by its public interface alone.
//!
//! That interface has no stage by itself, so a stage is what a comparison takes that does little else. What else it does
//! is said in each file, and measured too. Stages have one thread, end to end has all. `plain` is what all of them are
//! held against.

mod decode;
mod end_to_end;
mod equal;
mod highlight;
mod metrics;
mod plain;

use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use depicted::{Metric, Options};
use depicted_benches::page::{HEIGHT, WIDTH};

criterion_group! {
    name = benches;
    // A run is to take less than three minutes: enough to see a change by a tenth.
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .without_plots();
    targets = plain::run, decode::run, equal::run, metrics::run, highlight::run, end_to_end::run
}
criterion_main!(benches);

/// A group whose throughput is in pixels of one of the two pictures.
fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(u64::from(WIDTH * HEIGHT)));
    group.sampling_mode(SamplingMode::Flat);
    group
}

/// A metric on one thread.
fn on_one_thread(metric: Metric) -> Options {
    Options { metric, threads: 1, ..Options::default() }
}
