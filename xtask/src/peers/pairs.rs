//! The pairs that everybody compares: screenshots of the corpus, and pages made from a seed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::Call;
use crate::workspace;

/// Two PNGs.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) before: PathBuf,
    pub(super) after: PathBuf,
    pub(super) megapixels: f64,
    pub(super) expected: Expected,
}

/// What has to come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Same,
    Different,
    /// Different, and some refuse to compare two sizes.
    Sizes,
}

/// Seeded pages: name, kind, width, height.
const SEEDED: [(&str, &str, u32, u32); 9] = [
    ("1 Mpx, word", "word", 1280, 800),
    ("4 Mpx, same pixels", "same", 1280, 3000),
    ("4 Mpx, all", "all", 1280, 3000),
    ("8 Mpx, alpha", "alpha", 1280, 6000),
    ("8 Mpx, sizes", "size", 1280, 6000),
    ("12 Mpx, photo", "photo", 4000, 3000),
    ("15 Mpx, all", "all", 1920, 8000),
    ("30 Mpx, word", "word", 1920, 15600),
    ("60 Mpx, word", "word", 3000, 20000),
];

/// All pairs, the ones of the corpus first; `quick` three small ones.
pub(super) fn all(quick: bool) -> Result<Vec<Pair>> {
    let mut pairs = corpus()?;
    for (name, kind, width, height) in SEEDED {
        if !quick || u64::from(width) * u64::from(height) < 4_000_000 && kind != "all" {
            let expected = match kind {
                "same" => Expected::Same,
                "size" => Expected::Sizes,
                _ => Expected::Different,
            };
            pairs.push(seeded(name, kind, width, height, expected)?);
        }
    }
    if quick {
        pairs.retain(|pair| pair.megapixels < 4.0);
        pairs.truncate(3);
    }
    Ok(pairs)
}

/// A seeded pair, made once.
pub(super) fn seeded(name: &str, kind: &str, width: u32, height: u32, expected: Expected) -> Result<Pair> {
    let [before, after] = ["a", "b"].map(|side| folder().join(format!("{kind}-{width}x{height}-{side}.png")));
    if !after.exists() {
        fs::create_dir_all(folder())?;
        // Made under another name: a pair that was broken off must not be taken for a whole one.
        let unfinished = after.with_extension("part");
        let call = Call::new(tool("seeded-pair")).words(&format!("{kind} {width} {height}"));
        call.arg(&before).arg(&unfinished).run()?;
        fs::rename(unfinished, &after)?;
    }
    let megapixels = f64::from(width) * f64::from(height) / 1e6;
    Ok(Pair { name: name.to_owned(), before, after, megapixels, expected })
}

/// The pair of the corpus that is as large as a telephone's screen.
pub(super) fn phone() -> Result<Option<Pair>> {
    Ok(corpus()?.into_iter().find(|pair| pair.name.starts_with("phone")))
}

/// The screenshots of the corpus, photographs as PNG, and one of them against a copy of itself.
fn corpus() -> Result<Vec<Pair>> {
    let Some(folder) = workspace::corpus() else {
        println!(
            "left out: the screenshots, because neither $DEPICTED_CORPUS nor ../shared/corpus is a folder"
        );
        return Ok(Vec::new());
    };
    let folder = folder.join("screenshots");
    let files = fs::read_dir(&folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut pairs = Vec::new();
    for before in files.flatten().map(|file| file.path()) {
        let extension = before.extension().unwrap_or_default().display().to_string();
        let Some(name) = before.file_stem().and_then(|stem| stem.to_str()?.strip_suffix("-a")) else {
            continue;
        };
        let (before, after) =
            (png_of(&before)?, png_of(&before.with_file_name(format!("{name}-b.{extension}")))?);
        let [width, height] = size(&before)?;
        let [other_width, other_height] = size(&after)?;
        let expected = if [width, height] == [other_width, other_height] {
            Expected::Different
        } else {
            Expected::Sizes
        };
        let megapixels = f64::from(width) * f64::from(height) / 1e6;
        let pair = Pair { name: name.to_owned(), before, after, megapixels, expected };
        if name == "cypress" {
            let after = copy_of(&pair.before)?;
            let name = "cypress, itself".to_owned();
            pairs.push(Pair { name, after, expected: Expected::Same, ..pair.clone() });
        }
        pairs.push(pair);
    }
    pairs.sort_by(|a, b| a.megapixels.total_cmp(&b.megapixels).then_with(|| a.name.cmp(&b.name)));
    Ok(pairs)
}

/// A picture as it is, or the PNG of a JPEG, made once.
fn png_of(file: &Path) -> Result<PathBuf> {
    if file.extension().is_none_or(|extension| extension == "png") {
        return Ok(file.to_owned());
    }
    let png = folder().join(file.file_name().unwrap_or_default()).with_extension("png");
    if !png.exists() {
        fs::create_dir_all(folder())?;
        let unfinished = png.with_extension("part");
        Call::new(tool("png-of")).arg(file).arg(&unfinished).run()?;
        fs::rename(unfinished, &png)?;
    }
    Ok(png)
}

fn copy_of(file: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder())?;
    let copy = folder().join(format!("copy-{}", file.file_name().unwrap_or_default().display()));
    fs::copy(file, &copy).with_context(|| format!("can't copy {}", file.display()))?;
    Ok(copy)
}

/// Width and height, as the header of a PNG says.
fn size(file: &Path) -> Result<[u32; 2]> {
    use std::io::Read as _;
    let mut head = [0; 24];
    let read = fs::File::open(file).and_then(|mut file| file.read_exact(&mut head));
    read.with_context(|| format!("can't read {}", file.display()))?;
    let number = |at: usize| u32::from_be_bytes(std::array::from_fn(|n| head[at + n]));
    Ok([number(16), number(20)])
}

/// The folder of what was made.
fn folder() -> PathBuf {
    workspace::target().join("peers/pairs")
}

fn tool(name: &str) -> PathBuf {
    workspace::target().join("release").join(name)
}
