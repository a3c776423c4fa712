//! Ratios over all pairs.

use super::pairs::Pair;
use super::tools::Tool;
use super::usage::{Usage, geometric_mean};
use super::versus::Figures;

/// How many times more a peer takes.
pub(super) struct Ratio {
    /// The geometric mean of all pairs.
    pub(super) mean: f64,
    /// The least of all pairs, and which it was.
    pub(super) least: f64,
    pub(super) pair: String,
}

/// What the peer takes, divided by what we take, over the pairs that both compared.
pub(super) fn ratio(
    measured: &[(Pair, Vec<Figures>)],
    ours: Tool,
    peer: Tool,
    drawn: bool,
    value: fn(Usage) -> f64,
) -> Option<Ratio> {
    let of = |figures: &[Figures], tool: Tool| {
        let found = figures.iter().find(|figures| figures.tool == tool)?;
        if drawn { found.drawn } else { found.quiet }.map(value)
    };
    let ratios: Vec<(f64, &str)> = measured
        .iter()
        .filter_map(|(pair, figures)| Some((of(figures, peer)? / of(figures, ours)?, pair.name.as_str())))
        .collect();
    let (least, pair) = ratios.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let mean = geometric_mean(&ratios.iter().map(|(ratio, _)| *ratio).collect::<Vec<_>>())?;
    Some(Ratio { mean, least, pair: pair.to_owned() })
}
