//! What lists show of a comparison, and what finds the same change elsewhere: a thumbnail, and hashes of changed places.

use std::fmt::Write;
use std::io::Cursor;
use std::path::Path;

use depicted::{Region, Report};
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbaImage};
use sha2::{Digest, Sha256};

/// The longest edge of a thumbnail, in pixels.
const THUMBNAIL: u32 = 320;
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
    match thumbnail(highlight.unwrap_or(after)) {
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

fn thumbnail(file: &Path) -> Result<Vec<u8>, image::ImageError> {
    let picture = open(file)?;
    let small = if picture.width() > THUMBNAIL || picture.height() > THUMBNAIL {
        picture.thumbnail(THUMBNAIL, THUMBNAIL)
    } else {
        picture
    };
    let mut bytes = Cursor::new(Vec::new());
    small.to_rgba8().write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
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

    #[test]
    fn a_thumbnail_fits_into_its_square() {
        let folder = tempfile::tempdir().expect("a folder");
        let tall = save(folder.path(), "tall.png", &RgbaImage::new(100, 3000));
        let small = image::load_from_memory(&thumbnail(&tall).expect("a thumbnail")).expect("a PNG");
        assert_eq!((small.width(), small.height()), (11, 320));
    }
}
