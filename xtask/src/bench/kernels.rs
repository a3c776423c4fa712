//! What the second copies of the kernels, for wider registers, are worth.
//!
//! The engine asks the processor which copy to run (`core/src/compare/simd/widest.rs`). Built with
//! `--cfg depicted_portable_kernels` it doesn't ask: so both are measured from outside, with everything else alike.

use anyhow::Result;

use super::criterion::{Bench, Build, Run};

/// The groups that spend their time in kernels: raw pixels, one thread, no highlight.
const METRICS: &str = "^(perceptual|exact|rmse|pixelmatch|odiff)/";

/// One benchmark, built both ways.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) as_shipped: Bench,
    pub(super) portable: Bench,
}

/// Measures the metrics both ways.
pub(super) fn measure(run: &Run<'_>) -> Result<Vec<Pair>> {
    let run = Run { filter: Some(run.filter.unwrap_or(METRICS)), ..*run };
    let as_shipped = run.measure(Build::AsShipped)?;
    let portable = run.measure(Build::PortableKernels)?;
    let partner = |bench: &Bench| portable.iter().find(|other| other.id == bench.id).cloned();
    let pairs = as_shipped.into_iter().filter_map(|as_shipped| {
        let portable = partner(&as_shipped)?;
        Some(Pair { as_shipped, portable })
    });
    Ok(pairs.collect())
}
