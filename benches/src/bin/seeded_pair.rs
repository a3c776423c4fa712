//! Makes a pair of PNGs of any size from a seed: `seeded-pair KIND WIDTH HEIGHT BEFORE.png AFTER.png`.
//!
//! The page of the benchmarks is laid side by side and below itself, as often as it takes; rows are written as they are
//! made, so that a picture of any height takes no memory.

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result, bail};
use depicted_benches::long_page::{Kind, LongPage};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kind, width, height, before, after] = &args[..] else {
        bail!("usage: seeded-pair KIND WIDTH HEIGHT BEFORE.png AFTER.png");
    };
    let kind = Kind::named(kind).with_context(|| format!("'{kind}' is no kind: {}", Kind::NAMES))?;
    let (width, height) = (width.parse()?, height.parse()?);
    write(before, &LongPage::before(kind, width, height))?;
    write(after, &LongPage::after(kind, width, height))
}

fn write(name: &str, page: &LongPage) -> Result<()> {
    let file = File::create(name).with_context(|| format!("can't write {name}"))?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), page.width, page.height);
    encoder.set_color(if page.has_alpha() { png::ColorType::Rgba } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(page.compression());
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let mut stored = Vec::new();
    for y in 0..page.height {
        stored.clear();
        for pixel in page.row(y) {
            stored.extend_from_slice(if page.has_alpha() { &pixel } else { &pixel[..3] });
        }
        stream.write_all(&stored)?;
    }
    stream.finish()?;
    Ok(())
}
