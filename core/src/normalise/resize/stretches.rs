//! A picture filtered a stretch of rows at a time.

use std::ops::Range;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::F32x4;
use fast_image_resize::{CpuExtensions, FilterType, ResizeAlg, ResizeOptions, Resizer};

use super::light;
use super::plan::Plan;
use crate::decode::{Rgba, Rows};
use crate::{Error, parallel};

/// Scales all rows into `out`, RGBA8.
///
/// # Errors
/// Those of the rows.
pub(super) fn resize(
    rows: &mut Rgba<Box<dyn Rows + '_>>,
    plan: &Plan,
    kernel: FilterType,
    out: &mut [u8],
) -> Result<(), Error> {
    let row_bytes = plan.to.width as usize * 4;
    let (stretch, part) = (plan.stretch() as usize * row_bytes, plan.part() as usize * row_bytes);
    let mut source = Source { first: 0, width: plan.from.width, pixels: Vec::new() };
    let mut top = 0;
    for stretch in out.chunks_mut(stretch) {
        let mut parts: Vec<(Range<u32>, &mut [u8])> = Vec::new();
        for out in stretch.chunks_mut(part) {
            let made = top..top + (out.len() / row_bytes) as u32;
            top = made.end;
            parts.push((made, out));
        }
        let made = parts[0].0.start..top;
        source.advance(plan.rows(&made), rows)?;
        parallel::for_each(&mut parts, |(made, out)| filter(&source, plan, kernel, made, out));
    }
    Ok(())
}

/// Some rows of a picture as weighted light.
struct Source {
    /// The row of the picture that is held first.
    first: u32,
    width: u32,
    pixels: Vec<F32x4>,
}

impl Source {
    /// Forgets the rows before `wanted` and reads on to its end.
    fn advance(&mut self, wanted: Range<u32>, rows: &mut Rgba<Box<dyn Rows + '_>>) -> Result<(), Error> {
        let width = self.width as usize;
        self.pixels.drain(..(wanted.start - self.first) as usize * width);
        self.first = wanted.start;
        let missing = (wanted.end - wanted.start) as usize * width - self.pixels.len();
        self.pixels.reserve_exact(missing);
        let mut row = vec![0; width * 4];
        for _ in 0..missing / width {
            rows.read(&mut row)?;
            self.pixels.extend(row.as_chunks::<4>().0.iter().map(|pixel| light::weighted(*pixel)));
        }
        Ok(())
    }
}

/// Makes some rows of the result.
fn filter(source: &Source, plan: &Plan, kernel: FilterType, made: &Range<u32>, out: &mut [u8]) {
    let height = source.pixels.len() as u32 / source.width;
    let first = f64::from(source.first);
    let (top, bottom) = (plan.edge(made.start) - first, plan.edge(made.end) - first);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(kernel)).use_alpha(false).crop(
        0.0,
        top,
        f64::from(source.width),
        bottom - top,
    );
    let read = TypedImageRef::new(source.width, height, &source.pixels).expect("whole rows are held");
    let mut result = TypedImage::<F32x4>::new(plan.to.width, made.end - made.start);
    portable().resize_typed(&read, &mut result, &options).expect("the rows that are needed are held");
    let (out, _) = out.as_chunks_mut::<4>();
    for (out, weighted) in out.iter_mut().zip(result.pixels()) {
        *out = light::pixel(*weighted);
    }
}

/// The filter without vector code, whose sums have one order on every processor.
fn portable() -> Resizer {
    let mut resizer = Resizer::new();
    #[expect(unsafe_code, reason = "the one way to turn vector code off")]
    // SAFETY: what must not be chosen is an extension that the processor lacks; this chooses none.
    unsafe {
        resizer.set_cpu_extensions(CpuExtensions::None);
    }
    resizer
}

/// All rows at once, for tests.
#[cfg(test)]
pub(super) fn whole(pixels: &[u8], plan: &Plan, kernel: FilterType) -> Vec<u8> {
    let pixels = pixels.as_chunks::<4>().0.iter().map(|pixel| light::weighted(*pixel)).collect();
    let source = Source { first: 0, width: plan.from.width, pixels };
    let mut out = vec![0; plan.to.pixels() as usize * 4];
    filter(&source, plan, kernel, &(0..plan.to.height), &mut out);
    out
}
