//! What lists show of a comparison, and what finds the same change elsewhere: a thumbnail, and hashes of changed places.

use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;

use depicted::{Region, Report};
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbaImage};
use sha2::{Digest, Sha256};

/// The size of a thumbnail, in pixels: the place that lists have for it, where screens have two pixels for one.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 300;
/// The most memory that one decoded picture takes, in bytes.
const MEMORY: u64 = 1 << 30;

/// All of that.
#[derive(Default)]
pub(super) struct Looks {
    pub(super) thumbnail: Option<Vec<u8>>,
    /// One for each region of the report, or none at all.
    pub(super) hashes: Vec<String>,
    /// What is missing, and why. It is no failure: the comparison stands without.
    pub(super) remarks: Vec<String>,
}

/// Looks at the pictures once more, one after the other, so that one at a time is in memory.
pub(super) fn look(before: &Path, after: &Path, highlight: Option<&Path>, report: &Report) -> Looks {
    let mut looks = Looks::default();
    let mut note = |what: &str, error: image::ImageError| looks.remarks.push(format!("{what}: {error}"));
    // Pixels of a scaled reference are not those of its file.
    if !report.same() && report.resized.is_none() {
        match hashes(before, after, &report.regions) {
            Ok(hashes) => looks.hashes = hashes,
            Err(error) => note("changed places cannot be found in other runs", error),
        }
    }
    match thumbnail(after, highlight, &report.regions) {
        Ok(bytes) => looks.thumbnail = Some(bytes),
        Err(error) => note("there is no thumbnail", error),
    }
    looks
}

fn hashes(before: &Path, after: &Path, regions: &[Region]) -> Result<Vec<String>, image::ImageError> {
    let mut hashers = vec![Sha256::new(); regions.len()];
    for file in [before, after] {
        let picture = open(file)?.into_rgba8();
        for (region, hasher) in regions.iter().zip(&mut hashers) {
            feed(hasher, &picture, region);
        }
    }
    let hashes = hashers.into_iter().map(|hasher| {
        let mut hash = String::with_capacity(64);
        for byte in hasher.finalize() {
            let _ = write!(hash, "{byte:02x}");
        }
        hash
    });
    Ok(hashes.collect())
}

/// The part of a region that a picture has, and how large it is: equal pixels in other shapes are another change.
fn feed(hasher: &mut Sha256, picture: &RgbaImage, region: &Region) {
    let width = region.width.min(picture.width().saturating_sub(region.x));
    let height = region.height.min(picture.height().saturating_sub(region.y));
    for edge in [region.width, region.height, width, height] {
        hasher.update(edge.to_le_bytes());
    }
    let row_bytes = picture.width() as usize * 4;
    let (left, bytes) = (region.x as usize * 4, width as usize * 4);
    for row in picture.as_raw().chunks_exact(row_bytes.max(1)).skip(region.y as usize).take(height as usize) {
        hasher.update(row.get(left..left + bytes).unwrap_or_default());
    }
}

/// The picture after with what differs in the colours of the highlight, which alone is too pale to be told from others at
/// this size.
fn thumbnail(
    after: &Path,
    highlight: Option<&Path>,
    regions: &[Region],
) -> Result<Vec<u8>, image::ImageError> {
    let (mut small, size) = match (frame(after, regions), highlight) {
        // Of the formats that are compared, few are read here; the highlight always is.
        (Err(_), Some(highlight)) => return png(&frame(highlight, regions)?.0),
        (framed, _) => framed?,
    };
    if let Some(highlight) = highlight {
        let (marks, of) = frame(highlight, regions)?;
        // Where one picture is larger than the other, the highlight shows both.
        if of != size {
            return png(&marks);
        }
        for (shown, marked) in small.pixels_mut().zip(marks.pixels()) {
            let [red, green, blue, alpha] = marked.0;
            let is_grey = red.max(green).max(blue) - red.min(green).min(blue) < 48;
            if alpha == 0 || is_grey && shown.0[3] > 0 {
                // A little nearer to white, so that colours stand out.
                for part in shown.0.iter_mut().take(3) {
                    *part = 255 - (255 - *part) / 4 * 3;
                }
            } else {
                *shown = *marked;
            }
        }
    }
    png(&small)
}

fn png(picture: &RgbaImage) -> Result<Vec<u8>, image::ImageError> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// The stretch of a picture where most differs, as wide as the picture: the whole of a page of many screens would be a
/// line. What is smaller than a thumbnail stays as large as it is, in its middle. And how
/// large the picture is.
fn frame(file: &Path, regions: &[Region]) -> Result<(RgbaImage, (u32, u32)), image::ImageError> {
    let picture = open(file)?;
    let (width, height) = (picture.width(), picture.height());
    let is_wide = width > WIDTH;
    let rows = if is_wide { width.saturating_mul(HEIGHT) / WIDTH } else { HEIGHT }.min(height);
    let mut stretch = picture.crop_imm(0, top(regions, rows).min(height - rows), width, rows);
    if is_wide {
        stretch = stretch.thumbnail_exact(WIDTH, (rows.saturating_mul(WIDTH) / width).clamp(1, HEIGHT));
    }
    let mut frame = RgbaImage::new(WIDTH, HEIGHT);
    let left = i64::from((WIDTH - stretch.width()) / 2);
    let above = i64::from((HEIGHT - stretch.height()) / 2);
    image::imageops::replace(&mut frame, &stretch.to_rgba8(), left, above);
    Ok((frame, (width, height)))
}

/// The first row of a stretch with the largest change in its middle, or its beginning where it is taller.
fn top(regions: &[Region], rows: u32) -> u32 {
    let largest = regions.iter().max_by_key(|region| (region.pixels, std::cmp::Reverse(region.y)));
    largest.map_or(0, |region| region.y.saturating_sub(rows.saturating_sub(region.height) / 2))
}

fn open(file: &Path) -> Result<DynamicImage, image::ImageError> {
    let mut reader = ImageReader::open(file)?.with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.decode()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(x: u32, y: u32) -> Region {
        Region {
            x,
            y,
            width: 2,
            height: 2,
            pixels: 4,
            score: None,
            max_error: 1.0,
            mean_error: 1.0,
            moved: None,
        }
    }

    fn save(folder: &Path, name: &str, picture: &RgbaImage) -> std::path::PathBuf {
        let path = folder.join(name);
        picture.save(&path).expect("a picture can be written");
        path
    }

    #[test]
    fn the_same_change_has_the_same_hash_wherever_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let before = RgbaImage::from_pixel(20, 10, image::Rgba([255; 4]));
        let mut after = before.clone();
        for (x, y) in [(1, 1), (10, 5), (16, 7)] {
            after.put_pixel(x, y, image::Rgba([200, 0, 0, 255]));
        }
        after.put_pixel(17, 7, image::Rgba([0, 0, 200, 255]));
        let (before, after) = (save(folder.path(), "a.png", &before), save(folder.path(), "b.png", &after));
        // The last one reaches over the edge.
        let regions = [region(1, 1), region(10, 5), region(16, 7), region(19, 9)];
        let hashes = hashes(&before, &after, &regions).expect("both can be read");
        assert_eq!(hashes[0], hashes[1]);
        assert_ne!(hashes[0], hashes[2]);
        assert_ne!(hashes[0], hashes[3]);
        assert_eq!(hashes[0].len(), 64);
    }

    fn shown(folder: &Path, picture: &RgbaImage, regions: &[Region]) -> RgbaImage {
        let file = save(folder, "picture.png", picture);
        let small = thumbnail(&file, None, regions).expect("a thumbnail");
        let small = image::load_from_memory(&small).expect("a PNG").into_rgba8();
        assert_eq!((small.width(), small.height()), (WIDTH, HEIGHT));
        small
    }

    #[test]
    fn a_thumbnail_shows_where_most_differs() {
        let folder = tempfile::tempdir().expect("a folder");
        let (white, red) = (image::Rgba([255; 4]), image::Rgba([255, 0, 0, 255]));
        for (width, height) in [(960, 20_000), (390, 9000), (480, 800)] {
            let mut tall = RgbaImage::from_pixel(width, height, white);
            let y = height - 400;
            for (x, y) in (0..60).flat_map(|x| (0..60).map(move |dy| (100 + x, y + dy))) {
                tall.put_pixel(x, y, red);
            }
            let mut change = region(100, y);
            (change.width, change.height, change.pixels) = (60, 60, 3600);
            let small = shown(folder.path(), &tall, &[region(0, 0), change]);
            let rows: Vec<u32> = (0..HEIGHT)
                .filter(|y| {
                    small.pixels().skip((y * WIDTH) as usize).take(WIDTH as usize).any(|pixel| *pixel == red)
                })
                .collect();
            let middle = rows[0].midpoint(rows[rows.len() - 1]);
            assert!(middle.abs_diff(HEIGHT / 2) <= 2, "{width} x {height}: {middle}");
            let small = shown(folder.path(), &tall, &[]);
            assert!(small.pixels().all(|pixel| *pixel != red), "without a change its beginning");
        }
    }

    #[test]
    fn a_thumbnail_has_the_page_and_the_colours_of_what_differs() {
        let folder = tempfile::tempdir().expect("a folder");
        let after = RgbaImage::from_pixel(480, 300, image::Rgba([0, 0, 200, 255]));
        let mut highlight = RgbaImage::from_pixel(480, 300, image::Rgba([240, 240, 240, 255]));
        highlight.put_pixel(7, 9, image::Rgba([255, 0, 0, 255]));
        let (after, highlight) =
            (save(folder.path(), "a.png", &after), save(folder.path(), "h.png", &highlight));
        let small = thumbnail(&after, Some(&highlight), &[]).expect("a thumbnail");
        let small = image::load_from_memory(&small).expect("a PNG").into_rgba8();
        assert_eq!(small.get_pixel(7, 9).0, [255, 0, 0, 255]);
        let [red, green, blue, alpha] = small.get_pixel(8, 9).0;
        assert!(red == green && blue > red + 90 && alpha == 255, "{red} {green} {blue} {alpha}");
    }

    #[test]
    fn what_is_small_stays_small_in_a_thumbnail() {
        let folder = tempfile::tempdir().expect("a folder");
        let black = image::Rgba([0, 0, 0, 255]);
        for (width, height, seen) in [(1, 1, 1), (30, 20, 600), (4800, 1, 480), (1, 20_000, 300)] {
            let small = shown(folder.path(), &RgbaImage::from_pixel(width, height, black), &[]);
            assert_eq!(small.pixels().filter(|pixel| **pixel == black).count(), seen, "{width} x {height}");
        }
    }
}
