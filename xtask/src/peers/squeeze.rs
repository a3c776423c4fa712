//! How small a picture of the changes is, beside odiff's and beside what oxipng makes of ours.

use std::fs;

use anyhow::Result;

use super::install::Peers;
use super::pairs::Pair;
use super::tools::Tool;
use super::usage;
use super::versus::{Figures, output};
use crate::process::Call;

/// The ground of a picture costs little in a small one.
const LEAST_MEGAPIXELS: f64 = 1.0;

/// One picture, in bytes.
pub(super) struct Squeezed {
    pub(super) pair: String,
    pub(super) ours: u64,
    pub(super) odiffs: Option<u64>,
    pub(super) least: u64,
}

/// Draws a pair once more and lets oxipng pack it; nothing where there is no oxipng, or no picture.
pub(super) fn measure(pair: &Pair, figures: &[Figures], peers: &Peers) -> Result<Option<Squeezed>> {
    let oxipng = peers.program("oxipng");
    if pair.megapixels < LEAST_MEGAPIXELS || !oxipng.exists() {
        return Ok(None);
    }
    let file = output();
    let _ = fs::remove_file(&file);
    let Some(command) = Tool::Depicted("pixelmatch", false).command(peers, pair, Some(&file)) else {
        return Ok(None);
    };
    usage::run(command)?;
    let Ok(drawn) = fs::metadata(&file) else { return Ok(None) };
    Call::new(oxipng).words("-o 1 --quiet").arg(&file).stdout()?;
    let odiffs =
        figures.iter().find(|figures| figures.tool == Tool::Odiff).map(|figures| figures.output_bytes);
    Ok(Some(Squeezed {
        pair: pair.name.clone(),
        ours: drawn.len(),
        odiffs: odiffs.filter(|bytes| *bytes > 0),
        least: fs::metadata(&file)?.len(),
    }))
}
