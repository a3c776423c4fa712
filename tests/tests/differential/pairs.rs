//! Pairs of real pictures of equal size.

use std::path::{Path, PathBuf};

use depicted_tests::{places, walk};

/// Two files of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) before: PathBuf,
    pub(super) after: PathBuf,
    pub(super) pixels: u64,
}

/// Every pair of 8-bit PNGs of equal size: `…a.png` and `…b.png` of the folders with pairs, and any two of `formats`.
pub(super) fn corpus() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for folder in ["pixelmatch", "screenshots", "formats"] {
        let Some(path) = places::corpus(folder) else { continue };
        let files = walk::pngs(&path);
        for (index, before) in files.iter().enumerate() {
            let partner = before.strip_suffix("a.png").map(|stem| format!("{stem}b.png"));
            let is_partner = |after: &&String| folder == "formats" || partner.as_ref() == Some(after);
            for after in files[index..].iter().filter(is_partner) {
                pairs.extend(pair(&path, before, after));
            }
        }
    }
    pairs
}

fn pair(folder: &Path, before: &str, after: &str) -> Option<Pair> {
    let (before_path, after_path) = (folder.join(before), folder.join(after));
    let (before_size, after_size) = (size(&before_path)?, size(&after_path)?);
    (before_size == after_size).then(|| Pair {
        id: format!("{before} {after}"),
        before: before_path,
        after: after_path,
        pixels: u64::from(before_size.0) * u64::from(before_size.1),
    })
}

/// Width and height of a PNG of at most 8 bits a sample.
fn size(path: &Path) -> Option<(u32, u32)> {
    let file = std::io::BufReader::new(std::fs::File::open(path).ok()?);
    let reader = png::Decoder::new(file).read_info().ok()?;
    (reader.info().bit_depth != png::BitDepth::Sixteen).then(|| reader.info().size())
}
