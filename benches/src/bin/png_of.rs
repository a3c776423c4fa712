//! Makes a PNG of a JPEG: `png-of IN.jpg OUT.png`.
//!
//! Some of the pictures that the command line is timed with are photographs, and most screenshots are PNG.

use std::fs;
use std::io::BufWriter;

use anyhow::{Context, Result, bail};
use depicted_benches::decode::{Pixels, pixels};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = &args[..] else { bail!("usage: png-of IN.jpg OUT.png") };
    let file = fs::read(input).with_context(|| format!("can't read {input}"))?;
    let Pixels { width, height, samples } = pixels(&file).with_context(|| input.clone())?;

    let file = fs::File::create(output).with_context(|| format!("can't write {output}"))?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&samples)?;
    writer.finish()?;
    Ok(())
}
